import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Role } from '../../../src/domain/access/actor.js';
import { stepOf } from '../../../src/domain/repair/fourEyes.js';
import { actOf, OFFICE_ACTS } from '../../../src/domain/repair/judge.js';
import { DESK_ROLES, type RepairStage } from '../../../src/domain/repair/stages.js';
import type { Outline, Previews } from '../../../src/preview/index.js';
import { allRoutes } from '../../../src/web/allRoutes.js';
import { paths } from '../../../src/web/paths.js';
import { describeRoutes } from '../../../src/web/routing.js';
import { entryFacts } from '../../data/support/values.js';
import { after, caseAt, event } from '../../domain/repair/support.js';
import { appWith } from '../../support/appWith.js';
import { fakePreviews } from '../../support/fakePreviews.js';
import {
  appFor,
  appOptionsFor,
  browserFor,
  clearCases,
  type Desk,
  official,
  openDesk,
  storeCase,
  submit,
  TODAY,
} from './support.js';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  desk.answer = undefined;
  await clearCases(desk);
});

const county = official('COUNTY_REVIEWER');
const KEY = '12345678-1234-1234-1234-123456789012';
const at = (act: string) => `/review/cases/case-1/${act}`;

/** Each act of an office by its address, with the desk and the first stage where it is done. */
const ACTS = OFFICE_ACTS.map((kind): [string, Role, RepairStage] => {
  const [stage = 'SUBMITTED'] = actOf(kind).stages;
  const step = stepOf({ stage, resumesTo: 'COUNTY_REVIEW' }) ?? 'COUNTY';
  return [paths.review[kind].pattern.split('/').at(-1) ?? '', DESK_ROLES[step], stage];
});
const elsewhere = { county: '411721', authorityId: 'YJGL' };

describe('every address of a case', () => {
  it('is among the acts tested here', () => {
    const own = describeRoutes(allRoutes).filter(route => route.path.startsWith('/review/cases/'));

    // The answer to a question about duties has tests of its own, as no submission comes before it.
    const acts = own.filter(({ method, path }) => method === 'POST' && !path.endsWith('/duties'));
    expect(acts).toHaveLength(ACTS.length);
  });

  it.each(ACTS)('%s is 404 for another county or department', async (act, role, stage) => {
    await storeCase(desk, stage);
    const browser = await browserFor(desk, official(role, elsewhere));
    // The city has no scope to be outside of; a case that does not exist looks the same.
    const caseId = role === 'CITY_REVIEWER' ? 'case-2' : 'case-1';
    const to = `/review/cases/${caseId}/${act}`;

    const answer = await submit(browser, { page: '/review', to, fields: { key: KEY, seenVersion: '9' } });

    expect(answer.status).toBe(404);
    await browser.get(`/review/cases/${caseId}`).expect(404);
    expect(desk.sent).toEqual([]);
  });

  it.each(ACTS)('%s is refused to an applicant, an administrator and a stranger', async (act, _role, stage) => {
    await storeCase(desk, stage);
    for (const role of ['LEGAL_REP', 'CITY_ADMIN', 'WINDOW_CLERK', 'AUDITOR'] as const) {
      await request(await appFor(desk, official(role)))
        .post(at(act))
        .type('form')
        .send({})
        .expect(403);
    }
    expect(desk.sent).toEqual([]);
  });

  it.each(ACTS)('%s needs the form token', async (act, role, stage) => {
    await storeCase(desk, stage);

    await request(await appFor(desk, official(role)))
      .post(at(act))
      .type('form')
      .send({ key: KEY, seenVersion: '99' })
      .expect(403);

    expect(desk.sent).toEqual([]);
  });

  it('hides a case that was never submitted', async () => {
    await storeCase(desk, 'READY_TO_SIGN');

    await request(await appFor(desk, county))
      .get('/review/cases/case-1')
      .expect(404);
  });

  it('refuses a form without key or version and an unknown return reason', async () => {
    await storeCase(desk, 'SUBMITTED');
    const browser = await browserFor(desk, county);
    const send = (fields: Record<string, string | string[]>) => submit(browser, { page: at('return'), fields });

    expect((await send({ key: 'x' })).status).toBe(400);
    expect((await send({ seenVersion: '-1' })).status).toBe(400);
    expect((await send({ codes: 'R77' })).status).toBe(400);
    expect((await send({ reason: ['a', 'b'] })).status).toBe(400);
    expect(desk.sent).toEqual([]);
  });
});

describe('the case page', () => {
  it('shows entry, answers, checklist, submissions and only the acts open to the reader', async () => {
    await storeCase(desk, 'SUBMITTED', {
      history: [
        { kind: 'open', by: 'rep' },
        { kind: 'sign', by: 'rep' },
      ],
    });

    const { text } = await request(await appFor(desk, county))
      .get('/review/cases/case-1')
      .expect(200);

    for (const words of [
      '示市监罚〔2026〕1号',
      '罚款已缴清',
      '材料清单',
      '第 1 次提交',
      '签署承诺书',
      '一次性告知补正期限',
    ]) {
      expect(text).toContain(words);
    }
    for (const act of ['accept', 'not-accept', 'return']) expect(text).toContain(`href="${at(act)}"`);
    for (const act of ['county-review', 'city-decision', 'extend', 'resume']) expect(text).not.toContain(at(act));
  });

  it('shows how far the registers are with an exit, which refuses, and what the trail says of it', async () => {
    const acknowledged = ['PUBLICATION', 'SHARING'].map(receiver => event('receipt', { receiver }));
    const refused = [...acknowledged, event('exitRefused'), event('exitStuck', { hindrance: 'REFUSED' })];
    await storeCase(desk, 'EXITING', { change: after(caseAt('EXITING'), refused) });
    await desk.database.data.audit.append({
      ...{ chain: 'case:case-1', seq: 1, kind: 'exitRefused', at: TODAY },
      data: { data: { receiver: 'SANCTIONS', round: 1 } },
    });

    const { text } = await request(await appFor(desk, county)).get('/review/cases/case-1');

    expect(text).toContain('4 个系统中已有 2 个回执');
    expect(text).toContain('尚缺：联合惩戒系统、信用门户网站');
    expect(text).toMatch(/联合惩戒系统<\/span> <strong class="govuk-tag govuk-tag--red">拒绝移出/);
    expect(text).toContain('移出受阻：有系统拒绝移出');
    expect(text).toMatch(/最迟 2026年11月3日 11:00 自动重新办理/);
    expect(text).toMatch(/系统拒绝移出<\/p>[\s\S]{0,200}联合惩戒系统<\/p>/);
  });

  describe('with evidence', () => {
    const by = { accountId: 'rep', role: 'LEGAL_REP' };
    const file = { caseId: 'case-1', material: 'MAT2', uploadedBy: by, at: 1, maxFiles: 20 };
    const page = { width: 1200, height: 1697 };
    const outline: Outline = { state: 'shown', pageCount: 12, pages: [1, 2].map(number => ({ number, ...page })) };
    const pageWith = async (previews: Previews, lang: 'zh' | 'en' = 'zh') => {
      await storeCase(desk, 'SUBMITTED');
      const { evidence } = desk.database.data;
      for (const [evidenceId, fileName, contentType] of [
        ['e1', '收据.png', 'image/png'],
        ['e2', '说明.pdf', 'application/pdf'],
      ] as const) {
        await evidence.add({ ...file, evidenceId, fileName, contentType, bytes: Buffer.from(evidenceId) });
      }
      const options = appOptionsFor(desk, county, lang);
      const app = await appWith({ ...options, routes: { ...options.routes, previews } });
      return (await request(app).get('/review/cases/case-1').expect(200)).text;
    };

    it('offers pictures and the pages of PDFs for a look inside the page, loaded only then', async () => {
      const text = await pageWith(fakePreviews(outline));

      expect(text).toContain('<img class="xf-preview" loading="lazy" src="/cases/case-1/evidence/e1/file"');
      expect(text).toContain('href="/cases/case-1/evidence/e2/file" download');
      expect(text).toContain('在这里查看（共 12 页）');
      expect(text.match(/loading="lazy" src="\/cases\/case-1\/evidence\/e2\/pages\/\d+\?look/g)).toHaveLength(2);
      expect(text).toContain('这里显示 2 页，全文共 12 页');
      expect(text).not.toContain('<iframe');
      expect(text).not.toContain('src="/cases/case-1/evidence/e2/file');
    });

    it('shows no file that the firm has taken back', async () => {
      const { evidence } = desk.database.data;
      await evidence.add({
        ...{ ...file, evidenceId: 'e3', fileName: '误传.png', contentType: 'image/png', bytes: Buffer.from('e3') },
      });
      await evidence.remove('e3', { by, at: 2, keepFile: true });

      const text = await pageWith(fakePreviews(outline));

      expect(text).toContain('收据.png');
      expect(text).not.toContain('误传.png');
    });

    it('offers the first page of a PDF that is not drawn yet', async () => {
      const text = await pageWith(fakePreviews(null));

      expect(text.match(/src="\/cases\/case-1\/evidence\/e2\/pages\/1\?look/g)).toHaveLength(1);
      expect(text).toContain('页面图片正在准备');
    });

    it.each([
      ['zh', '这个 PDF 太大或太复杂，不能在这里显示，请下载后查看。'],
      ['en', 'This PDF is too large or too complex and cannot be shown here. Please download it.'],
    ] as const)('says what cannot be shown (%s)', async (lang, words) => {
      const text = await pageWith(fakePreviews({ state: 'refused', reason: 'LIMIT' }), lang);

      expect(text).toContain(words);
      expect(text).toContain('href="/cases/case-1/evidence/e2/file" download');
      expect(text).not.toContain('/evidence/e2/pages');
    });
  });

  it.each([
    ['an interest', { interests: [caseAt('SUBMITTED').uscc] }, {}],
    ['the own import', {}, { importedBy: 'county' }],
    ['the own filing', {}, { openedBy: { accountId: 'county', role: 'WINDOW_CLERK' } }],
    ['another’s claim', {}, { assignee: { accountId: 'county-2', role: 'COUNTY_REVIEWER' } }],
  ])('says in words that %s stands in the way and offers no act', async (_what, actorChange, change) => {
    await storeCase(desk, 'SUBMITTED', { change });

    const { text } = await request(await appFor(desk, official('COUNTY_REVIEWER', actorChange))).get(
      '/review/cases/case-1',
    );

    expect(text).toContain('govuk-warning-text');
    expect(text).toContain('依据：');
    expect(text).not.toContain(`href="${at('accept')}"`);
  });

  it('says so to whoever imported a change of the entry after the case was opened', async () => {
    await storeCase(desk, 'SUBMITTED');
    const rows = [entryFacts(1, { uscc: caseAt('SUBMITTED').uscc, penalty: '罚款一万元' })];
    const importers = [{ accountId: 'importer-2', personMark: 'mark' }];
    await desk.database.data.entries.upsertImported({
      ...{ rows, importers, importId: 'i2', importedBy: 'importer-2', at: TODAY },
    });
    const reviewer = official('COUNTY_REVIEWER', { accountId: 'county-7', personMark: 'mark' });
    const app = await appFor(desk, reviewer);

    const { text } = await request(app).get('/review/cases/case-1');
    const act = await request(app).get(at('accept'));

    expect(text).toContain('govuk-warning-text');
    expect(text).not.toContain(`href="${at('accept')}"`);
    expect(act.status).toBe(409);
    expect((await request(await appFor(desk, county)).get(at('accept'))).status).toBe(200);
  });

  it('claims and puts back', async () => {
    await storeCase(desk, 'SUBMITTED');
    const browser = await browserFor(desk, county);
    const page = '/review/cases/case-1';

    const claimed = await submit(browser, { page, to: at('claim'), fields: {} });
    const released = await submit(browser, { page, to: at('release'), fields: {} });

    expect(claimed.headers['location']).toBe(page);
    expect(released.headers['location']).toMatch(/^\/review\?done=release/);
    expect(desk.sent.map(({ name }) => name)).toEqual(['claim', 'release']);
  });
});
