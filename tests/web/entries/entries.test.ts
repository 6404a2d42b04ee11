import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { appFor, CITY, importRows, person, row, seedPolicies, SHANGCAI, usccOf, YICHENG } from './support.js';

let database: TestDatabase;
const entryIds = new Map<number, string>();

beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
  const rows = [1, 2, 3, 4, 5].map(number => row(number));
  const withoutId = row(6, { representativeId: '' });
  const elsewhere = row(9, { county: '驿城区', listType: '黑名单', tier: '严重' });
  await importRows(database, [...rows, withoutId, elsewhere]);
  for (const number of [1, 2, 3, 4, 5, 6]) {
    const [entry] = await database.data.entries.ofUscc(usccOf(number));
    entryIds.set(number, entry?.entryId ?? '');
  }
  const [entry] = await database.data.entries.ofUscc(usccOf(9, '411702'));
  entryIds.set(9, entry?.entryId ?? '');
});
afterAll(() => database.close());

const pageOf = (number: number): string => `/entries/${entryIds.get(number) ?? ''}`;

describe('GET /entries', () => {
  it('shows the city everything and narrows by county, list, state and words', async () => {
    const app = await appFor(database, CITY);

    const all = await request(app).get('/entries').expect(200);
    const yicheng = await request(app).get('/entries?county=411702').expect(200);
    const blacklist = await request(app).get('/entries?listType=BLACKLIST').expect(200);
    const exited = await request(app).get('/entries?state=EXITED').expect(200);
    const byName = await request(app)
      .get(`/entries?q=${encodeURIComponent('试验企业2号')}`)
      .expect(200);

    expect(all.text).toContain('共 7 条');
    expect(yicheng.text).toContain('共 1 条');
    expect(blacklist.text).toContain('试验企业9号');
    expect(blacklist.text).not.toContain('试验企业1号');
    expect(exited.text).toContain('没有符合条件的记录');
    expect(byName.text).toContain(usccOf(2));
    expect(byName.text).not.toContain(usccOf(3));
  });

  it('keeps a county administrator in the own county, whatever the address asks for', async () => {
    const app = await appFor(database, SHANGCAI);

    const { text } = await request(app).get('/entries?county=411702').expect(200);

    expect(text).not.toContain('试验企业9号');
    expect(text).toContain('共 6 条');
  });

  it.each(['LEGAL_REP', 'COUNTY_REVIEWER', 'TRAINER'] as const)('is closed to %s', async role => {
    await request(await appFor(database, person(role, { county: '411722' })))
      .get('/entries')
      .expect(403);
  });

  it('leads a stranger to sign in', async () => {
    await request(await appFor(database, null))
      .get('/entries')
      .expect(303);
  });

  it('answers a doubled parameter with 400', async () => {
    await request(await appFor(database, CITY))
      .get('/entries?q=a&q=b')
      .expect(400);
  });
});

describe('GET /entries/:entryId', () => {
  it('masks the representative and says from when the firm may apply', async () => {
    const { text } = await request(await appFor(database, SHANGCAI))
      .get(pageOf(1))
      .expect(200);

    expect(text).toContain('110***********002X');
    expect(text).toContain('138****0000');
    expect(text).not.toContain('11010519491231002X');
    expect(text).toContain('最早可申请日期');
  });

  it('lets the auditor read but not invite', async () => {
    const { text } = await request(await appFor(database, person('AUDITOR')))
      .get(pageOf(1))
      .expect(200);

    expect(text).not.toContain('生成激活码并通知');
  });

  it.each(['', '/notice'])('hides an entry of another county%s', async suffix => {
    const app = await appFor(database, YICHENG);

    await request(app)
      .get(`${pageOf(1)}${suffix}`)
      .expect(404);
    await request(app).get(`/entries/unknown${suffix}`).expect(404);
  });

  it('gives the repair notice with day, papers, limits and the words on cost', async () => {
    const { text } = await request(await appFor(database, SHANGCAI))
      .get(`${pageOf(1)}/notice`)
      .expect(200);

    expect(text).toContain('信用修复告知书');
    expect(text).toContain('履行义务的证明');
    expect(text).toContain('3 个工作日内告知是否受理');
    expect(text).toContain('不收费');
    expect(text).toContain('http://xinfu.test/account/activate');
  });
});
