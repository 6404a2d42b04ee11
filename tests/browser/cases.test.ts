import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { RepairStage } from '../../src/domain/repair/stages.js';
import { caseAt } from '../domain/repair/support.js';
import { clear, type House, NOW, openHouse, REP, storeCase } from '../web/cases/support.js';
import { launchBrowser, openPage, pageFaults, withSite } from './support/browser.js';

const STAGES: readonly RepairStage[] = ['TRAINING', 'RETURNED', 'CITY_REVIEW'];
const ADDRESSES = ['', '/answers', '/evidence', '/withdraw', '/history'];

describe('the pages of a case in a browser', () => {
  let browser: Browser;
  let house: House;
  beforeAll(async () => {
    [browser, house] = await Promise.all([launchBrowser(), openHouse()]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser.close(), house.close()]);
  });

  it.each(['zh', 'en'] as const)(
    'are accessible, fit the window and raise no error (%s)',
    async language => {
      const person = { actor: REP, displayName: '张示例', language };
      const routes = { data: house.database.data, clock: () => NOW, demo: false };
      await withSite({ person, routes, clock: () => NOW }, async baseUrl => {
        const { page, context, faults } = await openPage(browser, { baseUrl });
        const look = async (address: string, name: string) => {
          await page.goto(address);
          expect(await pageFaults(page, `${name}-${language}`)).toEqual([]);
        };
        for (const address of ['/cases', '/notices', '/progress', `/cases/start/${house.entryId}`]) {
          await look(address, address.split('/')[2] ?? address.slice(1));
        }
        for (const stage of STAGES) {
          const { caseId } = await storeCase(house, caseAt(stage));
          await look(`/cases/${caseId}`, `case-${stage}`);
          if (stage === 'TRAINING')
            for (const address of ADDRESSES)
              await look(`/cases/${caseId}${address}`, `case${address.replace('/', '-')}`);
          await clear(house);
        }

        expect(faults).toEqual([]);
        await context.close();
      });
    },
    120_000,
  );
});
