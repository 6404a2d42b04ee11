import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { browserFor, clearCases, type Desk, official, openDesk, storeCase, submit } from './support.js';

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
const MINE = { assignee: { accountId: 'county', role: 'COUNTY_REVIEWER' } };
const filter = 'stage=SUBMITTED&q=XF-B';
const addressesIn = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(([, address = '']) => address);
const unescaped = (address: string) => address.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');

describe('working through a filtered queue', () => {
  it('carries the filter along: case, act, last question, result, way back', async () => {
    await storeCase(desk, 'SUBMITTED', { change: { caseId: 'c-b', reference: 'XF-B' } });
    const browser = await browserFor(desk, county);

    const queue = await browser.get(`/review?${filter}`).expect(200);
    const [opened = ''] = addressesIn(queue.text, /href="(\/review\/cases\/[^"]+)"/g).map(unescaped);
    expect(opened).toBe(`/review/cases/c-b?${filter}`);

    const page = await browser.get(opened).expect(200);
    const carried = addressesIn(page.text, /(?:href|action)="(\/review[^"]*)"/g)
      .map(unescaped)
      .filter(address => address !== '/review');
    expect(carried.length).toBeGreaterThan(4);
    expect(carried.filter(address => !address.endsWith(`?${filter}`))).toEqual([]);
    expect(carried).toContain(`/review?${filter}`);

    const act = `/review/cases/c-b/not-accept?${filter}`;
    const question = await submit(browser, { page: act, fields: { reason: '不属于受理范围' } });
    expect(unescaped(question.text)).toContain(`action="${act}"`);
    const done = await submit(browser, { page: act, fields: { reason: '不属于受理范围', step: 'confirmed' } });
    expect(done.headers['location']).toBe(`/review/cases/c-b?${filter}&done=notAccept`);

    const released = await submit(browser, { page: opened, to: `/review/cases/c-b/release?${filter}`, fields: {} });
    expect(released.headers['location']).toBe(`/review?${filter}&done=release&reference=XF-B`);
  });

  it('leads back to the tab and the page the case was opened from', async () => {
    await storeCase(desk, 'AUTHORITY_OPINION', { change: { caseId: 'c-a', reference: 'XF-A' } });
    const browser = await browserFor(desk, county);

    const { text } = await browser.get('/review/cases/c-a?tab=everywhere&stage=elsewhere&page=3').expect(200);

    expect(unescaped(text)).toContain('href="/review/all?stage=elsewhere&page=3"');
  });

  it('tells what was done, how many are left, and offers the next of the same filter', async () => {
    const history = [{ kind: 'accept', by: 'county' }];
    await storeCase(desk, 'COUNTY_REVIEW', { change: { caseId: 'c-1', reference: 'XF-A' }, history });
    for (const number of [2, 3]) {
      const names = { caseId: `c-${String(number)}`, reference: `XF-${String(number)}` };
      await storeCase(desk, 'COUNTY_REVIEW', { change: names });
    }
    await storeCase(desk, 'SUBMITTED', { change: { caseId: 'c-4', reference: 'XF-4' } });
    const browser = await browserFor(desk, county);

    const told = await browser.get('/review/cases/c-1?stage=COUNTY_REVIEW&done=accept');
    expect(told.text).toContain('已受理 XF-A');
    expect(told.text).toContain('下一件（还有 2 件无人领取）');
    expect(unescaped(told.text)).toContain('action="/review/next?stage=COUNTY_REVIEW"');
    expect(told.text).toContain('回到待审案件');
    expect((await browser.get('/review/cases/c-1?done=accept')).text).toContain('下一件（还有 3 件无人领取）');

    const next = { page: '/review/cases/c-1?done=accept', to: '/review/next?stage=SUBMITTED', fields: {} };
    expect((await submit(browser, next)).headers['location']).toBe('/review/cases/c-4?stage=SUBMITTED');
  });

  it('says nothing that the trail does not say', async () => {
    await storeCase(desk, 'SUBMITTED', { history: [{ kind: 'accept', by: 'county-2' }] });
    const browser = await browserFor(desk, county);

    for (const done of ['accept', 'nonsense', 'empty']) {
      expect((await browser.get(`/review/cases/case-1?done=${done}`).expect(200)).text).not.toContain(
        'govuk-notification-banner',
      );
    }
  });
});

describe('POST /review/next', () => {
  const next = async (query: string, fields: Record<string, string> = {}) =>
    (await submit(await browserFor(desk, county), { page: '/review', to: `/review/next?${query}`, fields })).headers[
      'location'
    ];

  beforeEach(async () => {
    await storeCase(desk, 'SUBMITTED', { change: { caseId: 'c-1', reference: 'XF-A' } });
    await storeCase(desk, 'COUNTY_REVIEW', { change: { caseId: 'c-2', reference: 'XF-B' } });
    await storeCase(desk, 'COUNTY_REVIEW', { change: { caseId: 'c-3', reference: 'XF-C', ...MINE } });
    await storeCase(desk, 'COUNTY_REVIEW', { change: { caseId: 'c-4', reference: 'XF-D', ...MINE } });
  });

  it('takes the nearest of the filter and keeps it', async () => {
    expect(await next('stage=COUNTY_REVIEW')).toBe('/review/cases/c-2?stage=COUNTY_REVIEW');
    expect(desk.sent.map(({ name }) => name)).toEqual(['claim']);
  });

  it('opens the reader’s own without claiming anew, and not the one just left', async () => {
    expect(await next('holder=mine')).toBe('/review/cases/c-3?holder=mine');
    expect(await next('holder=mine', { after: 'c-3' })).toBe('/review/cases/c-4?holder=mine');
    expect(desk.sent).toEqual([]);
  });

  it('says that the filter is used up, and keeps it', async () => {
    expect(await next('stage=COUNTY_REVIEW', { after: 'c-2' })).toBe('/review?stage=COUNTY_REVIEW&done=empty');
    const { text } = await (await browserFor(desk, county)).get('/review?stage=COUNTY_REVIEW&done=empty');
    expect(text).toContain('符合当前筛选的案件里，没有您可以领取的了');
  });
});
