import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type PageAsked, pageAt, PAGES, withQuery } from '../web/access/support/pages.js';
import { openPlace, type Place, type Signed } from '../web/access/support/place.js';
import { launchBrowser, type OpenPage, openPage, pageFaults } from './support/browser.js';

jest.setTimeout(60_000);

let place: Place;
let stranger: Signed;
let browser: Browser;
beforeAll(async () => {
  place = await openPlace();
  [stranger, browser] = await Promise.all([place.newStranger(), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await place.close();
});

const opened = new Map<string, OpenPage>();

/** A page of the browser in which this person has signed in. */
async function pageOf({ cookie }: Signed): Promise<OpenPage> {
  const known = opened.get(cookie);
  if (known !== undefined) return known;
  const fresh = await openPage(browser, { baseUrl: place.baseUrl });
  const [name = '', value = ''] = cookie.split('=');
  if (cookie !== '') await fresh.context.addCookies([{ name, value, url: place.baseUrl }]);
  opened.set(cookie, fresh);
  return fresh;
}

/** Files and answers for machines are looked at elsewhere. */
async function isHtml(asked: PageAsked): Promise<boolean> {
  const { headers } = await asked.reader.browser.head(withQuery(asked));
  return String(headers['content-type']).startsWith('text/html');
}

describe('every address that answers with a page', () => {
  it.each(PAGES)('is accessible and fits at both widths: %s', async (name, route) => {
    const asked = await pageAt(place, stranger, route);
    if (!(await isHtml(asked))) return;
    const { page, faults } = await pageOf(asked.reader);
    const before = faults.length;
    const status = String((await page.goto(withQuery(asked)))?.status());

    const found = await pageFaults(page, name.replaceAll(/\W+/g, '-'));

    // Some owners are told that there is nothing for them, or that somebody was quicker.
    const complaints = faults.slice(before).filter(fault => !fault.includes(`status of ${status} `));
    expect([...found, ...complaints]).toEqual([]);
  });
});
