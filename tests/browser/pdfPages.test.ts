import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { Browser, Page } from 'playwright-core';
import { createPreviews, drawPdf, type Previews } from '../../src/preview/index.js';
import { chinesePdf, manyPages } from '../preview/support/pdfs.js';
import type { AppOptions } from '../support/appWith.js';
import { appOptionsFor, type Desk, official, openDesk, storeCase } from '../web/review/support.js';
import {
  axeCheck,
  launchBrowser,
  openPage,
  screenshot,
  sidewaysScroll,
  type Width,
  withSite,
} from './support/browser.js';

const RECEIPT = [
  '罚没收入缴款凭证\n\n缴款人：示例一号商贸有限公司\n决定书文号：示市监罚〔2026〕1号\n金额：人民币贰万元整（20000.00）\n缴款日期：2026年4月10日',
  '附页一：银行回单\n\n流水号 2026041000001\n收款人：示例市财政局',
  '附页二：说明\n\n'.concat('本凭证与决定书一并保存，金额和文号与决定书一致。'.repeat(12)),
];

const ALL_THERE = `[...document.querySelectorAll('.xf-page__picture')]
  .filter(one => one.getClientRects().length > 0).every(one => one.complete && one.naturalWidth > 0)`;

/** Comes by every picture on show, so that each is loaded, and waits for the last. */
async function seeAll(page: Page): Promise<void> {
  for (const picture of await page.locator('.xf-page__picture:visible').all()) await picture.scrollIntoViewIfNeeded();
  for (let tries = 0; tries < 200; tries += 1) {
    if (await page.evaluate<boolean>(ALL_THERE)) return;
    await page.waitForTimeout(100);
  }
  throw new Error('A picture did not come');
}

describe('the pages of a PDF in a browser', () => {
  let browser: Browser;
  let desk: Desk;
  let previews: Previews;
  let options: AppOptions;
  beforeAll(async () => {
    [browser, desk] = await Promise.all([launchBrowser(), openDesk()]);
    const { data } = desk.database;
    previews = createPreviews({
      store: data.previews,
      draw: drawPdf,
      clock: Date.now,
      logger: pino({ level: 'silent' }),
    });
    await storeCase(desk, 'SUBMITTED');
    const files = [
      ['e1', '缴款凭证.pdf', await chinesePdf(RECEIPT)],
      ['e2', '流水明细.pdf', manyPages(36)],
      ['e3', '加密的回单.pdf', await chinesePdf(['回单'], { userPassword: 'long and secret' })],
    ] as const;
    for (const [evidenceId, fileName, bytes] of files) {
      const { evidence } = await addEvidence(data, { evidenceId, fileName, bytes });
      const source = { sha256: evidence.sha256, read: () => data.evidence.bytes(evidenceId) };
      await previews.outlines([source], 60_000);
    }
    const own = appOptionsFor(desk, official('COUNTY_REVIEWER'));
    options = { ...own, routes: { ...own.routes, previews } };
  }, 90_000);
  afterAll(async () => {
    previews.close();
    await Promise.all([browser.close(), desk.close()]);
  });

  it.each<Width>(['desktop', 'phone'])(
    'are shown below each other, and small ones open large beside the form (%s)',
    async width => {
      await withSite(options, async baseUrl => {
        const { page, context, faults } = await openPage(browser, { baseUrl, width });
        const judge = async (name: string) => {
          await screenshot(page, `pdf-${name}-${width}`);
          expect([name, await axeCheck(page), await sidewaysScroll(page)]).toEqual([name, [], 0]);
        };
        for (const evidenceId of ['e1', 'e2', 'e3']) {
          await page.goto(`/cases/case-1/evidence/${evidenceId}`);
          await seeAll(page);
          await judge(evidenceId);
        }

        await page.goto('/review/cases/case-1/accept');
        for (const name of ['在这里查看（共 3 页）', '在这里查看（共 36 页）']) await page.getByText(name).click();
        await seeAll(page);
        await judge('small');
        const first = page.locator('.xf-thumb__face').first();
        const small = (await first.boundingBox())?.width ?? 0;
        await first.press('Enter');
        await judge('large');
        expect((await first.boundingBox())?.width).toBeGreaterThan(small * 2);
        expect(await page.getByRole('link', { name: '在新窗口看大图' }).getAttribute('target')).toBe('_blank');

        expect(faults).toEqual([]);
        await context.close();
      });
    },
    120_000,
  );
});

async function addEvidence(
  { evidence }: Desk['database']['data'],
  file: { evidenceId: string; fileName: string; bytes: Buffer },
) {
  const added = await evidence.add({
    ...{ ...file, caseId: 'case-1', material: 'MAT2', contentType: 'application/pdf' },
    ...{ uploadedBy: { accountId: 'rep', role: 'LEGAL_REP' }, at: Date.UTC(2026, 10, 3), maxFiles: 20 },
  });
  if (added.outcome === 'full') throw new Error('No place for another file');
  return added;
}
