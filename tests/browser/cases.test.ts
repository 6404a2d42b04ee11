import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { RepairStage } from '../../src/domain/repair/stages.js';
import { caseAt } from '../domain/repair/support.js';
import { clear, type House, NOW, openHouse, REP, storeCase } from '../web/cases/support.js';
import {
  axeCheck,
  launchBrowser,
  openPage,
  screenshot,
  sidewaysScroll,
  type Width,
  withSite,
} from './support/browser.js';

const STAGES: readonly RepairStage[] = ['TRAINING', 'RETURNED', 'CITY_REVIEW'];
const ADDRESSES = ['', '/answers', '/evidence', '/withdraw', '/history'];
const VARIANTS: [Width, 'zh' | 'en'][] = [
  ['desktop', 'zh'],
  ['phone', 'zh'],
  ['phone', 'en'],
];

describe('the pages of a case in a browser', () => {
  let browser: Browser;
  let house: House;
  beforeAll(async () => {
    [browser, house] = await Promise.all([launchBrowser(), openHouse()]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser.close(), house.close()]);
  });

  it.each(VARIANTS)(
    'are accessible, fit the window and raise no error (%s, %s)',
    async (width, language) => {
      const person = { actor: REP, displayName: '张示例', language };
      const routes = { data: house.database.data, clock: () => NOW, demo: false };
      await withSite({ person, routes, clock: () => NOW }, async baseUrl => {
        const { page, context, faults } = await openPage(browser, { baseUrl, width });
        const look = async (address: string, name: string) => {
          await page.goto(address);
          await screenshot(page, `${name}-${width}-${language}`);
          expect([address, await axeCheck(page), await sidewaysScroll(page)]).toEqual([address, [], 0]);
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
