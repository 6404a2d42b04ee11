import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { commandsDuring } from '../support/databaseCommands.js';
import { deadline, DISPLAY, repairCase } from './support/values.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ tells: true });
});
afterAll(() => database.close());

const DAY = 86_400_000;

describe('searching a queue', () => {
  const queued = (name: string, change: Parameters<typeof repairCase>[0]) =>
    database.data.cases.project(
      repairCase({
        ...{ caseId: name, reference: `XF-${name.toUpperCase()}`, entryId: `entry-${name}`, stage: 'SUBMITTED' },
        ...change,
      }),
      { ...DISPLAY, enterpriseName: `甲${name}公司` },
    );
  const names = async (query: Omit<Parameters<typeof database.data.cases.queue>[0], 'page'>) =>
    (await database.data.cases.queue({ ...query, page: { page: 1, size: 10 } })).items.map(item => item.case.caseId);

  beforeEach(async () => {
    await database.connection.collection('cases').deleteMany({});
    const assignee = { accountId: 'r9', role: 'CITY_REVIEWER' } as const;
    const elsewhere = { county: '411723', authorityId: 'HBJ', listType: 'KEY_ATTENTION' } as const;
    await queued('late', { deadlines: [deadline(3 * DAY)] });
    await queued('soon', { deadlines: [deadline(1 * DAY, [50, 80])] });
    await queued('none', { stage: 'CITY_REVIEW', assignee });
    await queued('other', { ...elsewhere, deadlines: [deadline(2 * DAY)] });
    await queued('done', { stage: 'REPAIRED' });
  });

  it('finds by a credit code in any width or case, and asks at most twice', async () => {
    await queued('fifth', { uscc: '91411702PDY00001XL' });
    const search = async (q: string) => {
      let found: string[] = [];
      const asked = await commandsDuring(database.connection, async () => {
        found = await names({ scope: {}, q });
      });
      return [found, asked.length];
    };

    expect(await search('９１４１１７０２pdy00001xl')).toEqual([['fifth'], 1]);
    expect(await search('xf-fifth')).toEqual([['fifth'], 1]);
    expect(await search('甲 Ｆifth')).toEqual([['fifth'], 1]);
    expect(await search('无此企业1')).toEqual([[], 2]);
  });

  it.each([
    {},
    { scope: { county: '411722' } },
    { scope: { authorityId: 'HBJ' } },
    { stages: ['SUBMITTED', 'REPAIRED'] },
    { listType: 'KEY_ATTENTION' },
    { overdueAt: 2 * DAY },
    { holder: 'r9' },
    { holder: null },
    { extended: true },
    { extended: false },
    { latestFirst: true },
    { except: 'late' },
  ] as const)('narrows what a word finds as the database narrows a queue: %j', async terms => {
    await queued('longer', { stage: 'EXTENDED', resumesTo: 'COUNTY_REVIEW', deadlines: [deadline(DAY)], updatedAt: 9 });
    const query = { scope: {}, ...terms };
    const expected = await names(query);

    // Every firm of these cases begins with this sign.
    expect(await names({ ...query, q: '甲' })).toEqual(expected);
    expect(await database.data.cases.queue({ ...query, q: '甲', page: { page: 2, size: 2 } })).toMatchObject({
      total: expected.length,
      items: expected.slice(2, 4).map(caseId => ({ case: { caseId } })),
    });
  });

  it('leaves it to the database to narrow what is found by the hundred', async () => {
    const many = Array.from({ length: 210 }, (_, place) => ({
      ...{ _id: `m-${String(place)}`, version: 1, open: true, waitsAt: 'SUBMITTED', dueKey: place, nameKey: '乙公司' },
      ...DISPLAY,
      case: repairCase({ ...{ caseId: `m-${String(place)}`, reference: `XF-${String(place)}`, stage: 'SUBMITTED' } }),
    }));
    await database.connection.collection('cases').insertMany(many as never);

    const page = await database.data.cases.queue({ scope: {}, q: '乙', page: { page: 21, size: 10 } });
    expect(page.total).toBe(210);
    expect(page.items.map(item => item.case.caseId)).toEqual(many.slice(200).map(({ _id }) => _id));
    expect(await database.data.cases.queueLength({ scope: { county: 'none' }, q: '乙' })).toBe(0);
  });
});
