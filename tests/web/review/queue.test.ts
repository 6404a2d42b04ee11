import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { dayOf } from '../../../src/domain/calendarDay.js';
import { reviewQueue } from '../../../src/queries/queueQueries.js';
import { caseAt } from '../../domain/repair/support.js';
import {
  appFor,
  browserFor,
  clearCases,
  type Desk,
  FIRM,
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
const authority = official('AUTHORITY_OFFICER');
const city = official('CITY_REVIEWER');

describe('GET /review', () => {
  beforeEach(async () => {
    await storeCase(desk, 'SUBMITTED', { change: { caseId: 'c-sub', reference: 'XF-SUB' } });
    await storeCase(desk, 'COUNTY_REVIEW', { change: { caseId: 'c-county', reference: 'XF-COUNTY' } });
    await storeCase(desk, 'EXTENDED', { change: { caseId: 'c-ext', reference: 'XF-EXT' } });
    await storeCase(desk, 'AUTHORITY_OPINION', { change: { caseId: 'c-auth', reference: 'XF-AUTH' } });
    await storeCase(desk, 'CITY_REVIEW', { change: { caseId: 'c-city', reference: 'XF-CITY' } });
    await storeCase(desk, 'SUBMITTED', { change: { caseId: 'c-far', reference: 'XF-FAR', county: '411721' } });
    await storeCase(desk, 'TRAINING', { change: { caseId: 'c-draft', reference: 'XF-DRAFT' } });
  });

  const referencesIn = (html: string) => [...html.matchAll(/>(XF-[A-Z]+)</g)].map(match => match[1]);

  it.each([
    ['the county', county, ['XF-SUB', 'XF-COUNTY', 'XF-EXT']],
    ['the department', authority, ['XF-AUTH']],
    ['the city', city, ['XF-CITY']],
    ['another county', official('COUNTY_REVIEWER', { county: '411721' }), ['XF-FAR']],
    ['another department', official('AUTHORITY_OFFICER', { authorityId: 'YJGL' }), []],
    ['a reviewer without a county', { ...county, county: '' }, []],
  ])('shows %s its own waiting cases only', async (_who, actor, expected) => {
    const { text } = await request(await appFor(desk, actor))
      .get('/review')
      .expect(200);

    expect(referencesIn(text).sort()).toEqual([...expected].sort());
  });

  it('puts the nearest deadline first and says how urgent each case is in words', async () => {
    const urgent = { dueAt: TODAY - 1, due: '2026-11-03', marks: [50, 80, 100] };
    const [deadline] = (await storeCase(desk, 'COUNTY_REVIEW', { change: { caseId: 'c-x', reference: 'XF-X' } }))
      .deadlines;
    await storeCase(desk, 'COUNTY_REVIEW', {
      change: { caseId: 'c-late', reference: 'XF-LATE', deadlines: deadline ? [{ ...deadline, ...urgent }] : [] },
    });

    const { text } = await request(await appFor(desk, county)).get('/review');

    expect(referencesIn(text)[0]).toBe('XF-LATE');
    expect(text).toContain('已超期 1 个工作日');
    expect(text).toMatch(/govuk-tag--red">超期/);
    expect(text).toMatch(/govuk-tag--green">正常/);
  });

  it('counts of the desk only what is late as late', async () => {
    const [clock] = caseAt('COUNTY_REVIEW').deadlines;
    const deadlines = clock ? [{ ...clock, dueAt: TODAY - 1 }] : [];
    await storeCase(desk, 'COUNTY_REVIEW', { change: { caseId: 'c-late', reference: 'XF-LATE', deadlines } });
    const { data } = desk.database;
    const asked = { tab: 'waiting', filter: {}, page: { page: 1, size: 1 } } as const;

    const { counts } = await reviewQueue({ data, clock: () => TODAY }, county, asked);

    expect(counts).toMatchObject({ waiting: 4, mine: 0, unclaimed: 4, overdue: 1, elsewhere: 2, late: 0 });
  });

  it.each([
    ['on its last day', TODAY + 1, '今天到期'],
    ['missed before any working day is over', TODAY - 1, '已超期'],
  ])('says of a case %s where its clock stands', async (_when, dueAt, words) => {
    const [clock] = caseAt('COUNTY_REVIEW').deadlines;
    const deadlines = clock ? [{ ...clock, dueAt, due: dayOf(TODAY) }] : [];
    await storeCase(desk, 'COUNTY_REVIEW', { change: { deadlines } });

    const { text } = await request(await appFor(desk, county)).get('/review');

    expect(text).toContain(`xf-nowrap">${words}</span>`);
  });

  it('filters by stage, list, holder and name, and ignores what no select offers', async () => {
    await storeCase(desk, 'SUBMITTED', {
      change: { caseId: 'c-mine', reference: 'XF-MINE', assignee: { accountId: 'county', role: 'COUNTY_REVIEWER' } },
    });
    const app = await appFor(desk, county);
    const shown = async (query: string) => referencesIn((await request(app).get(`/review?${query}`)).text).sort();

    expect(await shown('stage=SUBMITTED')).toEqual(['XF-MINE', 'XF-SUB']);
    expect(await shown('stage=EXTENDED')).toEqual(['XF-EXT']);
    expect(await shown('holder=mine')).toEqual(['XF-MINE']);
    expect(await shown('holder=unclaimed')).toEqual(['XF-COUNTY', 'XF-EXT', 'XF-SUB']);
    expect(await shown(`q=${encodeURIComponent(FIRM.slice(0, 4))}&stage=SUBMITTED`)).toEqual(['XF-MINE', 'XF-SUB']);
    expect(await shown('q=XF-SUB')).toEqual(['XF-SUB']);
    expect(await shown('listType=BLACKLIST')).toEqual([]);
    expect(await shown('stage=DROP&listType=x')).toHaveLength(4);
    await request(app).get('/review?stage=a&stage=b').expect(400);
  });

  it('never shows a stage of another desk through the filter', async () => {
    const { text } = await request(await appFor(desk, county)).get('/review?stage=CITY_REVIEW');

    expect(referencesIn(text)).toEqual([]);
  });

  it('shows the city the overdue opinions of departments to read only, and nobody else that tab', async () => {
    const [deadline] = (await storeCase(desk, 'AUTHORITY_OPINION', { change: { caseId: 'c-a', reference: 'XF-A' } }))
      .deadlines;
    const late = deadline ? [{ ...deadline, dueAt: TODAY - 1, marks: [100] }] : [];
    await storeCase(desk, 'AUTHORITY_OPINION', { change: { caseId: 'c-l', reference: 'XF-L', deadlines: late } });

    const tab = await request(await appFor(desk, city))
      .get('/review/late')
      .expect(200);
    expect(referencesIn(tab.text)).toEqual(['XF-L']);
    expect(tab.text).not.toContain('/review/cases/c-l/claim');
    expect((await request(await appFor(desk, city)).get('/review/cases/c-l')).text).toContain('您现在不能办理这件案件');
    await request(await appFor(desk, county))
      .get('/review/late')
      .expect(404);
  });

  it('lists finished cases of the own scope', async () => {
    await storeCase(desk, 'REJECTED', { change: { caseId: 'c-no', reference: 'XF-NO' } });
    await storeCase(desk, 'REJECTED', { change: { caseId: 'c-nofar', reference: 'XF-NOFAR', county: '411721' } });
    await storeCase(desk, 'READY_TO_SIGN', { change: { caseId: 'c-never', reference: 'XF-NEVER', stage: 'EXPIRED' } });

    const { text } = await request(await appFor(desk, county))
      .get('/review/recent')
      .expect(200);

    expect(referencesIn(text)).toEqual(['XF-NO']);
  });

  it('speaks English', async () => {
    const { text } = await request(await appFor(desk, county, 'en')).get('/review');

    expect(text).toContain('Cases to review');
    expect(text).toContain('working days left');
  });
});

describe('POST /review/next', () => {
  it('claims the nearest unclaimed case this person may decide and opens it', async () => {
    await storeCase(desk, 'SUBMITTED', {
      change: { caseId: 'c-1', reference: 'XF-A', openedBy: { accountId: 'county', role: 'WINDOW_CLERK' } },
    });
    await storeCase(desk, 'COUNTY_REVIEW', { change: { caseId: 'c-2', reference: 'XF-B' } });

    const answer = await submit(await browserFor(desk, county), { page: '/review', to: '/review/next', fields: {} });

    expect([answer.status, answer.headers['location']]).toEqual([303, '/review/cases/c-2']);
    expect(desk.sent).toMatchObject([{ name: 'claim', input: { entryId: desk.entryId } }]);
  });

  it('says so where nothing can be claimed', async () => {
    await storeCase(desk, 'SUBMITTED', { change: { importedBy: 'county' } });
    const browser = await browserFor(desk, county);

    const answer = await submit(browser, { page: '/review', to: '/review/next', fields: {} });

    expect(answer.headers['location']).toBe('/review?done=empty');
    expect((await browser.get('/review?done=empty')).text).toContain('目前没有您可以领取的案件');
    expect(desk.sent).toEqual([]);
  });

  it('shows no words of a stranger in the notice', async () => {
    const app = await appFor(desk, county);

    const { text } = await request(app).get('/review?done=release&reference=%3Cb%3Efree');

    expect(text).not.toContain('已放回待审');
    expect((await request(app).get('/review?done=release&reference=XF-1A')).text).toContain('XF-1A 已放回待审');
  });
});
