import type { Locator, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../../../src/demonstration/people.js';
import type { Journey } from './journey.js';

const PATIENCE_MS = 60_000;

/** A page that goes on by itself may do so while we ask for it again. */
function unlessOvertaken(error: unknown): void {
  if (!/ERR_ABORTED|interrupted by another navigation/.test(String(error))) throw error;
}

/** One person's browser. Every step ends on a loaded page that was looked at. */
export class Visitor {
  readonly page: Page;
  readonly #journey: Journey;

  constructor(journey: Journey, page: Page) {
    this.#journey = journey;
    this.page = page;
  }

  get main(): Locator {
    return this.page.locator('main');
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.#journey.look(this.page);
  }

  /** Follows the first link with these words, whether it looks like a link or like a button. */
  follow(words: string | RegExp): Promise<void> {
    return this.#leave(this.main.locator('a').filter({ hasText: words }).first());
  }

  /** Follows the link with exactly these words in a part of the page. */
  followIn(part: Locator, words: string): Promise<void> {
    return this.#leave(part.getByRole('link', { name: words, exact: true }));
  }

  /** Follows a link of the page's head. */
  followInHeader(words: string): Promise<void> {
    return this.#leave(this.page.locator('header').getByRole('link', { name: words }));
  }

  /** Presses the button with these words. */
  press(words: string): Promise<void> {
    return this.#leave(this.main.getByRole('button', { name: words, exact: true }).first());
  }

  /** Chooses from the menu, which a phone shows only after a tap. */
  async choose(words: string): Promise<void> {
    const menu = this.page.getByRole('navigation', { name: '菜单' });
    const toggle = menu.getByRole('button', { name: '菜单' });
    if (await toggle.isVisible()) await toggle.click();
    await this.#leave(menu.getByRole('link', { name: words, exact: true }));
  }

  async signIn(name: string, password = DEMO_PASSWORD): Promise<void> {
    await this.followInHeader('登录');
    await this.fill('登录名', name);
    await this.fill('密码', password);
    await this.press('登录');
    await this.page.getByRole('button', { name: '退出', exact: true }).waitFor();
  }

  async fill(label: string, value: string): Promise<void> {
    await this.main.getByLabel(label, { exact: true }).fill(value);
  }

  async tick(label: string | RegExp): Promise<void> {
    await this.main.getByLabel(label).first().check();
  }

  /** Puts a file into the page's only place for files. */
  async attach(name: string, buffer: Buffer, mimeType: string): Promise<void> {
    await this.main.locator('input[type="file"]').setInputFiles({ name, mimeType, buffer });
  }

  text(): Promise<string> {
    return this.main.innerText();
  }

  /** Waits until the words stand on the page as it is. */
  async sees(words: string | RegExp): Promise<void> {
    await this.main.filter({ hasText: words }).waitFor();
  }

  /** Reloads until the words are there: the workflow goes on behind the page. */
  async until(words: string): Promise<void> {
    await this.#reloadUntil(async () => (await this.text()).includes(words), words);
    await this.#journey.look(this.page);
  }

  /** Takes the file behind the first link with these words; a paper that is still being written has none yet. */
  async download(words: string): Promise<Buffer> {
    const link = this.main.locator('a').filter({ hasText: words }).first();
    await this.#reloadUntil(async () => (await link.count()) > 0, words);
    const [download] = await Promise.all([this.page.waitForEvent('download'), link.click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  async #reloadUntil(holds: () => Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`${this.page.url()} never showed ${what}`);
      await this.page.waitForTimeout(100);
      await this.page.reload().catch(unlessOvertaken);
      await this.page.waitForLoadState();
    }
  }

  /** Clicks and waits for the page that comes after this one. */
  async #leave(link: Locator): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), link.click()]);
    await this.#journey.look(this.page);
  }
}
