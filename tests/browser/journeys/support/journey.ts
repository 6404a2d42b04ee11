import type { Page } from 'playwright-core';
import { axeCheck, type OpenPage, openPage, screenshot, sidewaysScroll, type Width } from '../../support/browser.js';
import type { Stage } from './stage.js';
import { Visitor } from './visitor.js';

const ACTION_MS = 30_000;
/** What a page is built of: equal for two pages that differ in their data only. */
const PARTS = `[...new Set([...document.body.querySelectorAll('*')].map(e => e.tagName + '.' + e.getAttribute('class')))].sort().join()`;
/** Boxes that are too low for what is in them, so that it lies over what follows. */
const SPILLS = `[...document.querySelectorAll('main *')].filter(e => !e.closest('svg') && e.clientHeight > 0 && e.scrollHeight > e.clientHeight + 8 && getComputedStyle(e).overflowY === 'visible').map(e => e.tagName + '.' + e.getAttribute('class'))`;
/** What the browser says where a page went away under the question. */
const GONE = /navigated or closed|Execution context was destroyed|because of a navigation/;
/** Parts of an address that name one thing among its like. */
const IDS = /\/(?=[^/]*\d)[^/]+/g;

/** The kinds of pages that a journey of this test process has looked at closely; no other does so again. */
const seen = new Set<string>();

/** One story at one width, with everybody who takes part in it. */
export class Journey {
  readonly stage: Stage;
  readonly width: Width;
  /** What was found wrong with the pages so far; empty on a good journey. */
  readonly faults: string[] = [];
  readonly #name: string;
  /** Everybody whose page this journey turns. */
  readonly #open = new Set<OpenPage>();

  constructor(stage: Stage, { name, width }: { name: string; width: Width }) {
    this.stage = stage;
    this.width = width;
    this.#name = name;
  }

  /** Somebody on the home page with a browser of his or her own, not signed in. */
  async visitor(): Promise<Visitor> {
    return this.#comes(await this.#newPage());
  }

  /** A firm's representative, signed in by its USCC. */
  async representative(uscc: string): Promise<Visitor> {
    const visitor = await this.visitor();
    await visitor.signIn(uscc);
    return visitor;
  }

  /** An official of the demonstration, who stays signed in for the journeys that come after. */
  async official(signInName: string): Promise<Visitor> {
    const { officials } = this.stage;
    const key = `${this.width} ${signInName}`;
    const present = officials.get(key);
    if (present !== undefined) return this.#comes(present);
    const opened = await this.#newPage();
    const visitor = await this.#comes(opened);
    await visitor.signIn(signInName);
    officials.set(key, opened);
    return visitor;
  }

  async #newPage(): Promise<OpenPage> {
    const { browser, site } = this.stage;
    const opened = await openPage(browser, { baseUrl: site.baseUrl, width: this.width });
    opened.page.setDefaultTimeout(ACTION_MS);
    return opened;
  }

  async #comes(opened: OpenPage): Promise<Visitor> {
    this.#open.add(opened);
    const visitor = new Visitor(this, opened.page);
    await visitor.open('/');
    return visitor;
  }

  /**
   * Notes sideways scrolling on every page, and what spills over or, at the desktop's width, what axe finds on every page
   * that is not built like one seen before, in whichever journey; on a phone axe looks at every address in `everyPage.test.ts`.
   */
  async look(page: Page): Promise<void> {
    for (;;) {
      try {
        await this.#lookOnce(page);
        return;
      } catch (error) {
        // A page that waits for the workflow goes on by itself: then the next one is looked at.
        if (!GONE.test(String(error))) throw error;
        await page.waitForLoadState();
      }
    }
  }

  async #lookOnce(page: Page): Promise<void> {
    const where = `${this.width} ${new URL(page.url()).pathname}`;
    const wider = await sidewaysScroll(page);
    const found = wider > 0 ? [`${where}: ${String(wider)} px too wide`] : [];
    const kind = `${where.replace(IDS, '/:id')} ${await page.evaluate<string>(PARTS)}`;
    if (!seen.has(kind)) {
      await this.#picture(page, String(seen.size + 1).padStart(3, '0'));
      const spills = (await page.evaluate<string[]>(SPILLS)).map(box => `${box} spills over`);
      const inaccessible = this.width === 'desktop' ? await axeCheck(page) : [];
      found.push(...[...inaccessible, ...spills].map(fault => `${where}: ${fault}`));
      seen.add(kind);
    }
    this.faults.push(...found);
  }

  #picture(page: Page, what: string): Promise<void> {
    return screenshot(page, `${this.#name}-${this.width}-${what}`);
  }

  /** Closes everybody's browser but the officials'; what their pages complained of counts as faults, too. */
  async end({ failed }: { failed: boolean }): Promise<void> {
    // Whoever comes after a journey that broke off signs in anew.
    if (failed) this.stage.officials.clear();
    const staying = [...this.stage.officials.values()];
    for (const [index, opened] of [...this.#open].entries()) {
      if (failed) await this.#picture(opened.page, `failed-${String(index + 1)}`);
      this.faults.push(...opened.faults.splice(0));
      if (!staying.includes(opened)) await opened.context.close();
    }
  }
}

/** Tells a story and answers with all that was wrong with its pages. A story that breaks off names these, too. */
export async function faultsOf(journey: Journey, tell: () => Promise<void>): Promise<string[]> {
  try {
    await tell();
  } catch (error) {
    await journey.end({ failed: true });
    throw new Error(`the journey broke off; faults before: ${journey.faults.join('; ') || 'none'}`, { cause: error });
  }
  await journey.end({ failed: false });
  return journey.faults;
}
