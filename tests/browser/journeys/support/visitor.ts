import type { Browser, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../../../src/demonstration/people.js';
import { axeCheck, type OpenPage, openPage, screenshot, sidewaysScroll, type Width } from '../../support/browser.js';

export interface Where {
  readonly browser: Browser;
  readonly baseUrl: string;
  readonly width?: Width;
}

/** A demonstration account signed in by its form. */
export async function signIn({ browser, baseUrl, width }: Where, name: string): Promise<OpenPage> {
  const opened = await openPage(browser, { baseUrl, ...(width !== undefined && { width }) });
  const { page } = opened;
  page.setDefaultTimeout(15_000);
  await page.goto('/account/sign-in');
  await page.getByLabel('登录名').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL(url => !url.pathname.startsWith('/account/sign-in'));
  return opened;
}

/** What is wrong with the look of a page: axe's findings and sideways scrolling. Empty on a good page. */
export async function faultsOfLook(page: Page, name: string): Promise<string[]> {
  await screenshot(page, name);
  const wider = await sidewaysScroll(page);
  return [...(await axeCheck(page)), ...(wider > 0 ? [`${name} is ${String(wider)} px too wide`] : [])];
}

/** Follows the first link with these words, whether it looks like a link or like a button. */
export const follow = (page: Page, words: string): Promise<void> =>
  page.locator('main a').filter({ hasText: words }).first().click();

/** Reloads until the text is there: the workflow goes on behind the page. */
export async function reloadUntil(page: Page, text: string): Promise<void> {
  const until = Date.now() + 30_000;
  while (!(await page.locator('main').innerText()).includes(text)) {
    if (Date.now() > until) throw new Error(`${page.url()} never showed ${text}`);
    await page.waitForTimeout(300);
    await page.reload();
  }
}

/** Finds the case in the own queue, opens the act's form, fills in what it asks for and confirms where asked. */
export async function review(page: Page, wanted: { reference: string; act: string; reason?: string }): Promise<void> {
  const { reference, act, reason } = wanted;
  await page.goto('/review');
  await page.getByRole('link', { name: reference }).first().click();
  await page.locator(`#actions a[href$="/${act}"]`).click();
  const form = page.locator('main form');
  const agree = form.locator('input[name="outcome"][value="POSITIVE"]');
  if ((await agree.count()) > 0) await agree.check();
  if (reason !== undefined) await form.locator('[name="reason"]').fill(reason);
  await form.locator('button[type="submit"]').first().click();
  const confirm = page.locator('button[name="step"][value="confirmed"]');
  if ((await confirm.count()) > 0) await confirm.click();
  await page.waitForURL(url => !url.pathname.endsWith(`/${act}`));
}
