import { describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { SignedInPerson } from '../../../src/web/middleware/locals.js';
import { appOver, AUDITOR, CITY, person, ROWS, SHANGCAI } from './support.js';

const get = async (signedIn: SignedInPerson | null, address: string) => request(await appOver(signedIn)).get(address);

/** Words of a page without its marks. */
const wordsOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the coverage page', () => {
  it('shows figures, verdicts and how many counties reached the target', async () => {
    const { status, text } = await get(CITY, '/coverage');
    const words = wordsOf(text);

    expect(status).toBe(200);
    expect(words).toContain('上蔡县 3 2 1 66.6% 已达标');
    expect(words).toContain('西平县 2 0 2 0.0% 还差 1 家');
    expect(words).toContain('驿城区 0 0 0 — 无应训企业');
    expect(words).toContain('全市 5 2 3 40.0% 还差 1 家');
    expect(words).toContain('2 个县区中 1 个达标');
    expect(words).toContain('另有 1 家企业没有登记所属县区');
    expect(words).toContain('统计口径');
  });

  it('draws the chart without anything the content policy refuses', async () => {
    const { text } = await get(CITY, '/coverage');
    const svg = /<div role="img"[^>]*>([\s\S]*?)<\/div>/.exec(text)?.[1] ?? '';

    expect(svg).toContain('66.6% 已达标');
    expect(svg).not.toMatch(/<style|\sstyle=|\sclass=/);
    expect(text).toMatch(/<div class="xf-chart" role="region" tabindex="0"/);
  });

  it('counts up to the day asked for and each list alone', async () => {
    const before = await get(AUDITOR, '/coverage?year=2026&asOf=2026-06-30');
    const blacklist = await get(AUDITOR, '/coverage?list=BLACKLIST');

    expect(wordsOf(before.text)).toContain('上蔡县 3 1 2 33.3% 还差 1 家');
    expect(wordsOf(blacklist.text)).toContain('上蔡县 1 0 1 0.0% 还差 1 家');
  });

  it.each([
    ['2026-02-30', '日期不存在'],
    ['2026-12-01', '不能晚于今天'],
    ['2025-06-30', '所选年度之内'],
  ])('refuses the day %s and keeps it in the field', async (day, words) => {
    const { status, text } = await get(CITY, `/coverage?year=2026&asOf=${day}`);

    expect(status).toBe(422);
    expect(text).toContain(words);
    expect(text).toContain(`value="${day}"`);
  });

  it('links a county administrator to the own county only', async () => {
    const { text } = await get(SHANGCAI, '/coverage');

    expect(text).toContain('county&#x3D;411722');
    expect(text).not.toContain('county&#x3D;411721');
    expect(text).not.toContain('county&#x3D;none');
  });

  it.each(['COUNTY_REVIEWER', 'WINDOW_CLERK', 'LEGAL_REP', 'TRAINER'] as const)('is closed to %s', async role => {
    expect((await get(person(role, '411722'), '/coverage')).status).toBe(403);
    expect((await get(person(role, '411722'), '/coverage/firms?county=411722')).status).toBe(403);
    expect((await get(person(role, '411722'), '/coverage/coverage.csv')).status).toBe(403);
  });

  it('leads a stranger to sign in', async () => {
    expect((await get(null, '/coverage')).status).toBe(303);
  });

  it('says the same numbers in the sheet', async () => {
    const { text, headers } = await get(CITY, '/coverage/coverage.csv');

    expect(headers['content-type']).toContain('text/csv');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text).toContain('2026-11-20,上蔡县,两类名单合计,3,2,1,66.6%,已达标');
    expect(text).toContain('2026-11-20,全市,严重失信主体名单,1,0,1,0.0%,还差 1 家');
  });
});

describe('the firms counted', () => {
  it('are exactly those of the figure', async () => {
    const all = wordsOf((await get(CITY, '/coverage/firms?county=411722')).text);
    const trained = (await get(CITY, '/coverage/firms?county=411722&trained=yes')).text;
    const untrained = (await get(CITY, '/coverage/firms?county=411722&trained=no')).text;

    expect(all).toContain('全部应训（3） 已培训（2） 未培训（1）');
    expect(trained.match(/试验企业\d号/g)).toHaveLength(2);
    expect(untrained.match(/试验企业\d号/g)).toEqual(['试验企业3号']);
  });

  it('go out as a sheet with the same filter as the page, which shows fifty at once and the rest on the next', async () => {
    const [first] = ROWS;
    const many = Array.from({ length: 51 }, (_, place) => ({
      ...{ ...first, uscc: `91411722PDY1${String(place).padStart(5, '0')}`, enterpriseName: `示例${String(place)}厂` },
      ...{ listTypes: ['KEY_ATTENTION'], onListFrom: '2026-02-01', county: '411722', trainedOn: '2026-03-01' },
    })) as typeof ROWS;
    const app = await appOver(CITY, many);
    const page = async (number: string) =>
      (await request(app).get(`/coverage/firms?county=411722&trained=yes&page=${number}`)).text;
    const pages = [await page('1'), await page('2')];

    expect(pages.map(text => text.match(/示例\d+厂/g)?.length)).toEqual([50, 1]);
    expect(pages[0]).toMatch(/href="\/coverage\/firms\.csv\?[^"]*trained&#x3D;yes/);
  });

  it('open for the own county and look absent for another', async () => {
    expect((await get(SHANGCAI, '/coverage/firms?county=411722')).status).toBe(200);
    for (const address of ['county=411721', 'county=none', 'county=999999', '']) {
      expect((await get(SHANGCAI, `/coverage/firms?${address}`)).status).toBe(404);
      expect((await get(SHANGCAI, `/coverage/firms.csv?${address}`)).status).toBe(404);
    }
  });

  it('list those without a county as a fault of the data', async () => {
    const { status, text } = await get(AUDITOR, '/coverage/firms?county=none');

    expect(status).toBe(200);
    expect(text).toContain('数据缺陷');
    expect(text.match(/试验企业\d号/g)).toEqual(['试验企业6号']);
  });

  it('go out as a sheet in which no name is a formula', async () => {
    const { text } = await get(CITY, '/coverage/firms.csv?county=411722&trained=yes');

    expect(text.trim().split('\r\n')).toHaveLength(3);
    expect(text).toContain(",'=试验企业1号有限公司,");
  });
});
