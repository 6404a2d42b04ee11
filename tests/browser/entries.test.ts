import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { CITY, csv, importRows, NOW, row, seedPolicies, usccOf } from '../web/entries/support.js';
import { launchBrowser, openPage, pageFaults, withSite } from './support/browser.js';

let database: TestDatabase;
let browser: Browser;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
  await importRows(
    database,
    Array.from({ length: 60 }, (_, place) => row(place + 1)),
  );
  const [exited] = await database.data.entries.ofUscc(usccOf(60));
  await database.data.entries.exit(exited?.entryId ?? '', { caseId: 'c-1', at: NOW, reason: 'REPAIRED' });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await database.close();
});

/** Another administrator than the one whose file brought the telephones: nobody has a code sent to one of the own file. */
const colleague = { ...CITY, actor: { ...CITY.actor, accountId: 'acc-colleague' } };
const options = () => ({
  person: colleague,
  clock: () => NOW,
  routes: { data: database.data, demo: true, clock: () => NOW },
});

describe('the list administration', () => {
  it('leads through an import, an invitation, the outbox and the public list without a fault', async () => {
    await withSite(options(), async baseUrl => {
      const { page, faults } = await openPage(browser, { baseUrl });
      const problems: string[] = [];
      const look = async (name: string) => {
        problems.push(...(await pageFaults(page, `entries-${name}`)));
      };
      await page.goto('/entries');
      await look('list');
      await page.goto('/entries/imports/new');
      await look('newImport');
      const changed = [row(1, { amount: '9000' }), row(2, { uscc: '91411722PDY00002XX' }), row(3)];
      const buffer = csv([...changed, row(301)]);
      await page.setInputFiles('#file', { name: '名单.csv', mimeType: 'text/csv', buffer });
      await page.click('main form button');
      await look('preview');
      await page.click('main a.govuk-button');
      await look('confirm');
      await page.click('main form button');
      await page.waitForSelector('.govuk-notification-banner--success');
      await look('report');
      await page.goto(`/entries?q=${usccOf(5)}`);
      await page.click('tbody a');
      await look('detail');
      await page.click('main form button:has-text("生成激活码并通知")');
      await page.waitForSelector('.xf-code');
      await look('invitation');
      for (const [name, address] of [
        ['invitations', '/entries/invitations'],
        ['inviteMany', '/entries/invitations/new'],
        ['imports', '/entries/imports'],
        ['policy', '/admin/policy?q=limit'],
        ['receivers', '/admin/receivers'],
        ['outbox', '/outbox'],
        ['publicList', '/list?q=%E8%AF%95%E9%AA%8C'],
      ] as const) {
        await page.goto(address);
        await look(name);
      }
      await page.click('.xf-hits a');
      await look('publicEntry');
      const [entry] = await database.data.entries.ofUscc(usccOf(7));
      await page.goto(`/entries/${entry?.entryId ?? ''}/notice`);
      await look('notice');

      expect([...problems, ...faults]).toEqual([]);
    });
  }, 120_000);
});
