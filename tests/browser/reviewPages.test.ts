import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { at, event, after, caseAt } from '../domain/repair/support.js';
import { appOptionsFor, type Desk, official, openDesk, storeCase, TODAY } from '../web/review/support.js';
import { launchBrowser, openPage, pageFaults, withSite } from './support/browser.js';

const CASE = '/review/cases/c-main';
const PAGES = [
  ['queue', '/review'],
  ['recent', '/review/recent'],
  ['everywhere', '/review/all'],
  ['case', CASE],
  ['done', `${CASE}?done=return`],
  ['return', `${CASE}/return`],
  ['notAccept', `${CASE}/not-accept`],
] as const;

describe('the reviewers’ pages in a browser', () => {
  let browser: Browser;
  let desk: Desk;
  beforeAll(async () => {
    [browser, desk] = await Promise.all([launchBrowser(), openDesk()]);
    const twice = after(caseAt('RETURNED'), [event('resubmit', { at: at('2026-11-04', '09:00') })]);
    const history = ['open', 'register', 'sign', 'return', 'resubmit'].map(kind => ({
      ...{ kind, reason: '' },
      by: kind === 'return' ? 'county' : 'rep',
    }));
    const main = { ...twice, entryId: desk.entryId, caseId: 'c-main', reference: 'XF-411722-2026-00001A' };
    await storeCase(desk, 'SUBMITTED', { change: main, history });
    for (const place of [2, 3, 4]) {
      const change = { caseId: `c-${String(place)}`, reference: `XF-411722-2026-0000${String(place)}A` };
      await storeCase(desk, place === 2 ? 'SUBMITTED' : 'COUNTY_REVIEW', { change });
    }
    const [clock] = caseAt('AUTHORITY_OPINION').deadlines;
    const deadlines = clock ? [{ ...clock, dueAt: TODAY - 1, marks: [50, 80, 100] }] : [];
    await storeCase(desk, 'AUTHORITY_OPINION', {
      change: { caseId: 'c-late', reference: 'XF-411722-2026-00005A', deadlines },
    });
    await storeCase(desk, 'REJECTED', { change: { caseId: 'c-no', reference: 'XF-411722-2026-00009A' } });
    await desk.database.data.evidence.add({
      ...{ evidenceId: 'e1', caseId: 'c-main', material: 'MAT2', fileName: '缴款凭证.png', contentType: 'image/png' },
      ...{ bytes: Buffer.from('x'), uploadedBy: { accountId: 'rep', role: 'LEGAL_REP' }, at: 1, maxFiles: 20 },
    });
  }, 60_000);
  afterAll(async () => {
    await Promise.all([browser.close(), desk.close()]);
  });

  it('are accessible, fit the window and raise no error', async () => {
    await withSite(appOptionsFor(desk, official('COUNTY_REVIEWER')), async baseUrl => {
      const { page, context, faults } = await openPage(browser, { baseUrl });
      for (const [name, address] of PAGES) {
        await page.goto(address);
        expect(await pageFaults(page, `review-${name}`)).toEqual([]);
      }
      await page.getByLabel('理由').fill('不属于受理范围');
      await page.getByRole('button', { name: '不予受理' }).click();
      expect(await pageFaults(page, 'review-confirm')).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    });
  }, 120_000);

  it('are accessible and fit the window where others read them', async () => {
    const readers = [
      ['CITY_REVIEWER', '/review/late'],
      ['COUNTY_ADMIN', '/review/all'],
    ] as const;
    for (const [role, address] of readers) {
      await withSite(appOptionsFor(desk, official(role, { county: '411722' }), 'en'), async baseUrl => {
        const { page, context, faults } = await openPage(browser, { baseUrl });
        await page.goto(address);
        expect(await page.locator('main').innerText()).toContain('XF-411722-2026-00005A');
        expect(await pageFaults(page, `review-${role}`)).toEqual([]);
        expect(faults).toEqual([]);
        await context.close();
      });
    }
  }, 60_000);
});
