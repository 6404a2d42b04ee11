import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import { caseAt } from '../../domain/repair/support.js';
import { browserFor, clear, type House, openHouse, REP, storeCase } from './support.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => clear(house));
afterAll(() => house.close());

const provisional = (repairCase: RepairCase): RepairCase => ({
  ...repairCase,
  deadlines: repairCase.deadlines.map(deadline => ({ ...deadline, source: 'HENAN_GUIDES', provisional: true })),
});
const hintOf = (text: string, title: string): string =>
  new RegExp(`<div>${title}</div>\\s*<div[^>]*govuk-task-list__hint">([^<]*)`).exec(text)?.[1] ?? '';

describe('the rule behind what is asked', () => {
  it.each([
    {
      ...{ lang: 'zh' as const, title: '县区初审', mark: '日期为暂定' },
      rule: '依据：河南办事指南（陕州、信阳公布）〔转载来源，原文未核对〕',
    },
    {
      ...{ lang: 'en' as const, title: 'First review by the county', mark: 'is provisional' },
      rule: 'Basis: Henan service guides (published by Shanzhou and Xinyang) [found in a reprint, original not checked]',
    },
  ])('stands beside the date of a task, which may be provisional ($lang)', async ({ lang, title, ...words }) => {
    const browser = await browserFor(house, REP, lang);
    await storeCase(house, caseAt('COUNTY_REVIEW'));
    const settled = hintOf((await browser.get('/cases/case-1').expect(200)).text, title);
    await clear(house);
    await storeCase(house, provisional(caseAt('COUNTY_REVIEW')));

    const hint = hintOf((await browser.get('/cases/case-1').expect(200)).text, title);

    expect(hint).toContain(words.rule);
    expect(hint).toContain(words.mark);
    expect(settled).not.toContain(words.mark);
  });

  it.each([
    ['zh', '依据：各地信用修复办事指南〔转载来源，原文未核对〕'],
    ['en', 'Basis: Service guides to credit repair of various places [found in a reprint, original not checked]'],
  ] as const)('stands beside each material (%s)', async (lang, rule) => {
    await storeCase(house, caseAt('TRAINING'));

    const { text } = await (await browserFor(house, REP, lang)).get('/cases/case-1/evidence').expect(200);

    expect(text).toContain(rule);
  });
});
