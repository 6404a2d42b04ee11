import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { memoryLimiters } from '../../src/web/middleware/rateLimit.js';
import { actorOf } from '../domain/repair/support.js';
import type { AppOptions } from '../support/appWith.js';
import { launchBrowser, openPage, pageFaults, withSite } from './support/browser.js';

const ADDRESSES = ['/', '/accessibility', '/privacy', '/policy-basis'];

describe('the public pages in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
  });

  it.each(['zh', 'en'])(
    'are accessible, fit the window and raise no error (%s)',
    async language => {
      await withSite({}, async baseUrl => {
        const { page, context, faults } = await openPage(browser, { baseUrl });
        for (const address of ADDRESSES) {
          await page.goto(`${address}?lang=${language}`);
          expect(await pageFaults(page, `${address.slice(1) || 'home'}-${language}`)).toEqual([]);
        }
        expect(faults).toEqual([]);
        await context.close();
      });
    },
    60_000,
  );

  it.each<[number, string, AppOptions]>([
    [403, '/admin/policy', { person: { actor: actorOf('rep', 'LEGAL_REP'), displayName: '张示例', language: 'en' } }],
    [404, '/nowhere', {}],
    [429, '/list', { limiters: rule => memoryLimiters({ ...rule, points: 0 }) }],
    [503, '/', { identify: () => Promise.reject(Object.assign(new Error(), { name: 'MongoServerSelectionError' })) }],
  ])(
    'show an accessible error page: %i',
    async (status, address, options) => {
      await withSite(options, async baseUrl => {
        const { page, context } = await openPage(browser, { baseUrl });

        const answer = await page.goto(address);

        expect(answer?.status()).toBe(status);
        expect(await pageFaults(page, `error-${String(status)}`)).toEqual([]);
        await context.close();
      });
    },
    60_000,
  );

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
