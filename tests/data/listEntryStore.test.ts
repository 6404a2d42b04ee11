import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ListEntryFacts, ListEntryStore } from '../../src/data/listEntry.js';
import { asDay } from '../../src/domain/calendarDay.js';
import { openOwnDatabase, openTestDatabase, type TestDatabase } from '../support/database.js';
import { testDatabaseUri } from '../support/databaseUri.js';
import { seedPolicies } from '../support/law.js';
import { entryFacts } from './support/values.js';

let database: TestDatabase;
let entries: ListEntryStore;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database.data);
  entries = database.data.entries;
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.connection.collection('listEntries').deleteMany({});
  await database.connection.collection('certificates').deleteMany({});
});

const IMPORTED_AT = Date.parse('2026-06-01T10:00:00+08:00');
const DAY = asDay('2026-06-01');
const FIRST = { page: 1, size: 20 };
const load = (rows: readonly ListEntryFacts[], importedBy = 'admin-1') =>
  entries.upsertImported({ rows, importId: `by-${importedBy}`, importedBy, at: IMPORTED_AT });
const idOf = async (decisionNumber: string) => {
  const found = (await entries.page({ q: decisionNumber }, FIRST)).items[0];
  if (found === undefined) throw new Error(`no entry ${decisionNumber}`);
  return found.entryId;
};

describe('ListEntryStore.upsertImported', () => {
  it('adds, then finds the same, then takes the changed, and doubles nothing', async () => {
    const rows = [entryFacts(1), entryFacts(2), entryFacts(3)];
    expect(await load(rows)).toEqual({ added: 3, changed: 0, same: 0 });
    expect(await load(rows)).toEqual({ added: 0, changed: 0, same: 3 });

    const later = [entryFacts(1, { duties: '已延期' }), entryFacts(2), entryFacts(4)];
    expect(await entries.compare(later)).toEqual(['CHANGED', 'SAME', 'NEW']);
    expect(await load(later, 'admin-2')).toEqual({ added: 1, changed: 1, same: 1 });

    expect(await entries.count()).toBe(4);
    expect(await entries.findById(await idOf(entryFacts(1).decisionNumber))).toMatchObject({
      duties: '已延期',
      version: 2,
      importedBy: 'admin-2',
    });
    expect(await entries.findById(await idOf(entryFacts(2).decisionNumber))).toMatchObject({ importedBy: 'admin-1' });
  });

  it('remembers everybody who imported the entry or a change of it, each once', async () => {
    const importers = [{ accountId: 'admin-2', personMark: 'mark-2' }, { accountId: 'admin-3' }];
    const bring = (facts: string) =>
      entries.upsertImported({
        rows: [entryFacts(1, { facts })],
        ...{ importId: 'i2', importedBy: 'admin-2', importers, at: IMPORTED_AT },
      });
    await load([entryFacts(1)]);
    await bring('更正一');
    await bring('更正二');

    const entry = await entries.findById(await idOf(entryFacts(1).decisionNumber));

    expect(entry?.importers).toEqual([{ accountId: 'admin-1' }, ...importers]);
  });

  it('keeps the importer of an entry that was stored before importers were collected', async () => {
    await load([entryFacts(1)]);
    await database.connection.collection('listEntries').updateMany({}, { $unset: { importers: 1 } });
    await load([entryFacts(1, { facts: '更正' })], 'admin-2');

    const entry = await entries.findById(await idOf(entryFacts(1).decisionNumber));

    expect(entry?.importers).toEqual([{ accountId: 'admin-1' }, { accountId: 'admin-2' }]);
  });

  it('never touches the exit state, the flags or the sanctions', async () => {
    await load([entryFacts(1)]);
    const entryId = await idOf(entryFacts(1).decisionNumber);
    await entries.exit(entryId, { caseId: 'c1', at: 77, reason: 'REPAIRED' });

    expect(await load([entryFacts(1, { penalty: '罚款并停业' })])).toEqual({ added: 0, changed: 1, same: 0 });

    expect(await entries.findById(entryId)).toMatchObject({
      penalty: '罚款并停业',
      state: 'EXITED',
      sharing: false,
      sanctions: false,
      leftListAt: 77,
      exitCaseId: 'c1',
      masked: { reason: 'REPAIRED', at: 77 },
    });
  });

  it('writes each row once when the same file is confirmed twice at once', async () => {
    const rows = Array.from({ length: 60 }, (_, place) => entryFacts(place));

    const [one, other] = await Promise.all([load(rows), load(rows)]);

    expect(one.added + other.added).toBe(60);
    expect(await entries.count()).toBe(60);
  });

  it('takes the last of two lines about one entry', async () => {
    expect(await load([entryFacts(1), entryFacts(1, { facts: '更正后的事实' })])).toEqual({
      added: 1,
      changed: 0,
      same: 0,
    });
    expect((await entries.page({}, FIRST)).items[0]?.facts).toBe('更正后的事实');
  });

  it('takes 10,000 rows in one go and tells the progress', async () => {
    // Dropped as a whole, which is far cheaper than to delete row by row.
    const large = await openOwnDatabase(testDatabaseUri());
    try {
      await seedPolicies(large.data);
      const rows = Array.from({ length: 10_000 }, (_, place) => entryFacts(place));
      const heard: number[] = [];

      const counts = await large.data.entries.upsertImported(
        { rows, importId: 'big', importedBy: 'admin-1', at: IMPORTED_AT },
        done => {
          heard.push(done);
          return Promise.resolve();
        },
      );

      expect(counts).toEqual({ added: 10_000, changed: 0, same: 0 });
      expect(heard).toHaveLength(20);
      expect(heard.at(-1)).toBe(10_000);
    } finally {
      await large.close();
    }
  });

  it('makes ids that do not follow from the public key alone', async () => {
    await load([entryFacts(1)]);

    expect(await idOf(entryFacts(1).decisionNumber)).toMatch(/^[0-9a-f]{24}$/);
  });
});

describe('ListEntryStore.publicSearch', () => {
  beforeEach(async () => {
    await load([
      entryFacts(1, { enterpriseName: 'ＡＢＣ 建材（示例）公司' }),
      entryFacts(2, { enterpriseName: 'abc商贸公司', uscc: '91411702PDY00001XL' }),
      entryFacts(3, { enterpriseName: 'abd公司' }),
      entryFacts(4, { enterpriseName: 'abc已移出公司' }),
      entryFacts(5, { enterpriseName: 'abc已屏蔽公司' }),
    ]);
    await entries.exit(await idOf(entryFacts(4).decisionNumber), { caseId: 'c', at: 1, reason: 'REPAIRED' });
    await entries.mask(await idOf(entryFacts(5).decisionNumber), { reason: 'REORGANISATION', at: 1 });
  });
  const namesOf = async (search: { uscc: string } | { namePrefix: string }) =>
    (await entries.publicSearch({ ...search, day: DAY }, FIRST)).items.map(entry => entry.enterpriseName);

  it('finds by the beginning of the name, whatever its case and width, without masked and exited entries', async () => {
    expect(await namesOf({ namePrefix: 'Abc' })).toEqual(['abc商贸公司', 'ＡＢＣ 建材（示例）公司']);
  });

  it('shows an unmasked entry again, unless it has left the list', async () => {
    await entries.unmask(await idOf(entryFacts(5).decisionNumber));
    await entries.unmask(await idOf(entryFacts(4).decisionNumber));

    expect(await namesOf({ namePrefix: 'abc已' })).toEqual(['abc已屏蔽公司']);
  });

  it('finds by the exact USCC only', async () => {
    expect(await namesOf({ uscc: '91411702PDY00001XL' })).toEqual(['abc商贸公司']);
    expect(await namesOf({ uscc: '91411702PDY00001' })).toEqual([]);
  });

  it('takes pattern characters literally and refuses operators', async () => {
    expect(await namesOf({ namePrefix: '.*' })).toEqual([]);
    await expect(namesOf({ uscc: { $ne: '' } as unknown as string })).rejects.toThrow(/Cast/);
  });

  it('shows neither the representative nor anything internal', async () => {
    const { items } = await entries.publicSearch({ namePrefix: 'abc商', day: DAY }, FIRST);

    expect(Object.keys(items[0] ?? {}).sort()).toEqual(
      [
        'authorityName',
        'county',
        'decisionDate',
        'decisionNumber',
        'enterpriseName',
        'entryId',
        'facts',
        'listType',
        'penalty',
        'publicUntil',
        'publicationStart',
        'tier',
        'uscc',
      ].sort(),
    );
  });

  it('lists exits for the public exit notices, and opens only what is public', async () => {
    const exited = await idOf(entryFacts(4).decisionNumber);

    for (const search of [null, { uscc: entryFacts(4).uscc }, { namePrefix: 'abc已移' }])
      expect((await entries.publicExits(search, FIRST)).items).toMatchObject([
        { entryId: exited, leftListAt: 1, exitCaseId: 'c' },
      ]);
    expect((await entries.publicExits({ uscc: '91411702PDY00001XL' }, FIRST)).items).toEqual([]);
    expect(await entries.publicFind(exited, DAY)).toBeNull();
  });
});

describe('ListEntryStore.exit', () => {
  it('happens once: the same case hears "already", another case is refused', async () => {
    await load([entryFacts(1)]);
    const entryId = await idOf(entryFacts(1).decisionNumber);
    await entries.mark(entryId, { reason: 'REPAIR_APPLIED' });

    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => entries.exit(entryId, { caseId: 'c1', at: 5, reason: 'REPAIRED' })),
    );

    expect(outcomes.sort()).toEqual(['already', 'already', 'already', 'already', 'exited']);
    expect(await entries.exit(entryId, { caseId: 'c2', at: 6, reason: 'REPAIRED' })).toBe('refused');
    expect(await entries.findById(entryId)).not.toHaveProperty('marked');
  });
});

describe('a row that changed only in personal data', () => {
  it('is a change, though the list itself keeps none of it', async () => {
    await load([entryFacts(1)]);
    const withPhone = { ...entryFacts(1), phone: '13900000000', representativeId: '41172219700101901X' };

    expect(await entries.compare([withPhone])).toEqual(['CHANGED']);
    await load([withPhone]);

    expect(await entries.compare([withPhone])).toEqual(['SAME']);
    expect(JSON.stringify(await entries.page({}, FIRST))).not.toContain('13900000000');
  });

  it('forgets an amount that the feed no longer states', async () => {
    await load([entryFacts(1)]);
    await load([entryFacts(1, { amount: undefined })]);

    expect((await entries.page({}, FIRST)).items[0]).not.toHaveProperty('amount');
  });
});
