import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import {
  axeCheck,
  launchBrowser,
  openPage,
  screenshot,
  sidewaysScroll,
  type Width,
  withSite,
} from './support/browser.js';

const ADDRESSES = ['/', '/accessibility', '/privacy', '/policy-basis'];
const VARIANTS: [Width, string][] = [
  ['desktop', 'zh'],
  ['desktop', 'en'],
  ['phone', 'zh'],
  ['phone', 'en'],
];

describe('the public pages in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
  });

  it.each(VARIANTS)(
    'are accessible, fit the window and raise no error (%s, %s)',
    async (width, language) => {
      await withSite({}, async baseUrl => {
        const { page, context, faults } = await openPage(browser, { baseUrl, width });
        for (const address of ADDRESSES) {
          await page.goto(`${address}?lang=${language}`);
          await screenshot(page, `${address.slice(1) || 'home'}-${width}-${language}`);

          expect(await axeCheck(page)).toEqual([]);
          expect(await sidewaysScroll(page)).toBe(0);
        }
        expect(faults).toEqual([]);
        await context.close();
      });
    },
    60_000,
  );

  it('show an accessible error page', async () => {
    await withSite({}, async baseUrl => {
      const { page, context } = await openPage(browser, { baseUrl, width: 'phone' });

      const answer = await page.goto('/nowhere');
      await screenshot(page, 'error-phone-zh');

      expect(answer?.status()).toBe(404);
      expect(await axeCheck(page)).toEqual([]);
      await context.close();
    });
  }, 60_000);

  it('switch the language in place and lead by keyboard straight to the content', async () => {
    await withSite({}, async baseUrl => {
      const { page, context, faults } = await openPage(browser, { baseUrl });
      await page.goto('/privacy');

      await page.getByRole('button', { name: 'English' }).click();
      await page.waitForURL('**/privacy');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');

      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Privacy notice');
      expect(await page.evaluate('document.activeElement.id')).toBe('main-content');
      expect(faults).toEqual([]);
      await context.close();
    });
  }, 60_000);
});
