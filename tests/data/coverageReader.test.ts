import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ListEntryFacts, ListEntryStore } from '../../src/data/listEntry.js';
import { asDay } from '../../src/domain/calendarDay.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { seedPolicies } from '../support/law.js';
import { entryFacts } from './support/values.js';

let database: TestDatabase;
let entries: ListEntryStore;
beforeAll(async () => {
  database = await openTestDatabase();
  entries = database.data.entries;
  await seedPolicies(database.data);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.connection.collection('listEntries').deleteMany({});
  for (const name of ['certificates', 'accounts', 'enterprises'])
    await database.connection.collection(name).deleteMany({});
});

const IMPORTED_AT = Date.parse('2026-06-01T10:00:00+08:00');
const DAY = asDay('2026-06-01');
const shanghai = (day: string) => Date.parse(`${day}T12:00:00+08:00`);
const issue = (
  attemptId: string,
  issuedOn: string,
  { usccs, accountId = 'rep' }: { usccs: string[]; accountId?: string },
) =>
  database.data.certificates.issue({
    ...{ certificateId: attemptId, number: attemptId, attemptId, accountId, personName: '张示例', usccs },
    ...{ score: 90, minutes: 190, issuedOn, validUntil: '2027-06-01' },
  });
const KEY_ATTENTION = { listType: 'KEY_ATTENTION', tier: 'GENERAL' } as const;
const load = (rows: readonly ListEntryFacts[]) =>
  entries.upsertImported({ rows, importId: 'i', importedBy: 'admin-1', at: IMPORTED_AT });
const idOf = async (decisionNumber: string) => {
  const found = (await entries.page({ q: decisionNumber }, { page: 1, size: 1 })).items[0];
  if (found === undefined) throw new Error(`no entry ${decisionNumber}`);
  return found.entryId;
};

describe('ListEntryStore.coverageRows', () => {
  it('gives every membership that touches the year, with the first training of that year', async () => {
    const [a, b, c, d] = ['91411722A', '91411722B', '91411722C', '91411722D'] as const;
    await load([
      entryFacts(1, { uscc: a, listType: 'BLACKLIST' }),
      entryFacts(2, { uscc: a, listType: 'KEY_ATTENTION' }),
      entryFacts(3, { uscc: b, publicationStart: '2025-02-01' }),
      entryFacts(4, { uscc: c, publicationStart: '2025-02-01' }),
      entryFacts(5, { uscc: d, publicationStart: '2027-01-01' }),
    ]);
    await entries.exit(await idOf(entryFacts(3).decisionNumber), {
      caseId: 'x',
      at: shanghai('2026-01-01'),
      reason: 'R',
    });
    await entries.exit(await idOf(entryFacts(4).decisionNumber), {
      caseId: 'y',
      at: shanghai('2025-12-31'),
      reason: 'R',
    });
    await issue('t1', '2026-06-02', { usccs: [a, b] });
    await issue('t2', '2026-03-01', { usccs: [a] });
    await issue('t3', '2025-06-01', { usccs: [b] });

    const rows = await entries.coverageRows(2026);

    expect(rows.map(({ enterpriseName: _name, ...row }) => row).sort((x, y) => (x.uscc < y.uscc ? -1 : 1))).toEqual([
      { uscc: a, county: '411722', listTypes: ['BLACKLIST'], onListFrom: '2026-03-10', trainedOn: '2026-03-01' },
      { uscc: a, county: '411722', listTypes: ['KEY_ATTENTION'], onListFrom: '2026-03-10', trainedOn: '2026-03-01' },
      {
        uscc: b,
        county: '411722',
        listTypes: ['BLACKLIST'],
        onListFrom: '2025-02-01',
        onListTo: '2026-01-01',
        trainedOn: '2026-06-02',
      },
    ]);
  });

  it('counts nobody by an entry that was wrong: corrected or deleted', async () => {
    await load(['A', 'B', 'C'].map((uscc, place) => entryFacts(place + 1, { uscc })));
    for (const [place, state] of [
      [1, 'CORRECTED'],
      [2, 'DELETED'],
    ] as const) {
      const entryId = await idOf(entryFacts(place).decisionNumber);
      await database.connection.collection('listEntries').updateOne({ _id: entryId as never }, { $set: { state } });
    }

    expect((await entries.coverageRows(2026)).map(({ uscc }) => uscc)).toEqual(['C']);
  });

  it('counts for coverage until the last day, and on where duties are unperformed', async () => {
    await load([
      entryFacts(1, { ...KEY_ATTENTION, uscc: 'A', publicationStart: '2024-12-31', decisionDate: '2024-12-31' }),
      entryFacts(2, { ...KEY_ATTENTION, uscc: 'B', publicationStart: '2025-01-01', decisionDate: '2025-01-01' }),
      entryFacts(3, { ...KEY_ATTENTION, uscc: 'C', publicationStart: '2024-01-01', decisionDate: '2024-01-01' }),
    ]);
    const over = await entries.over(DAY);
    await entries.end(
      over.map(entry => ({ entry, becomes: entry.uscc === 'C' ? 'EXPIRED_UNPERFORMED' : 'EXPIRED' })),
      { run: 'run-1', at: IMPORTED_AT },
    );

    const rows = await entries.coverageRows(2026);

    expect(rows.map(({ uscc, onListTo }) => [uscc, onListTo]).sort()).toEqual([
      ['B', '2026-01-01'],
      ['C', undefined],
    ]);
  });
});

describe('a training counts for every listed firm of its representative', () => {
  const PERSON = '41172219700101901X';
  const OTHER = '41172219700101934X';
  const account = (accountId: string, idNumber = PERSON) =>
    database.data.accounts.create({
      ...{ accountId, signInName: accountId, displayName: '张示例', role: 'LEGAL_REP', idNumber },
      ...{ passwordHash: 'x', createdAt: 1 },
    });
  /** A firm listed in 2026 with this representative on record. */
  const firm = async (uscc: string, { name = '张示例', idNumber = PERSON, at = shanghai('2026-04-01') } = {}) => {
    const firmOf = { uscc, name: `示例${uscc}`, county: '411722', representative: { name, idNumber }, at };
    await database.data.enterprises.upsert(firmOf);
    await load([entryFacts(uscc.charCodeAt(0), { uscc })]);
  };
  /** The record learns of another representative on 1 June. */
  const succeed = async (uscc: string, person: { name: string; idNumber: string }) => {
    const print = (await database.data.enterprises.personOf(uscc))?.print ?? '';
    const taken = { questionId: `q-${uscc}`, print, person, by: [], at: shanghai('2026-06-01') };
    expect(await database.data.enterprises.takeOverPerson(uscc, taken)).toBe(true);
  };
  const trained = async () =>
    Object.fromEntries((await entries.coverageRows(2026)).map(row => [row.uscc, row.trainedOn ?? 'no']));

  it('listed later in the year, under the account or as the person on record', async () => {
    await account('rep');
    await firm('A');
    await database.data.enterprises.setRepresentative('A', 'rep');
    await issue('t1', '2026-04-02', { usccs: ['A'] });

    await firm('B', { at: shanghai('2026-08-01'), idNumber: OTHER });
    await database.data.enterprises.setRepresentative('B', 'rep');
    await firm('C', { at: shanghai('2026-08-02') });
    await firm('D', { at: shanghai('2026-08-02'), name: '李示例', idNumber: OTHER });

    expect(await trained()).toEqual({ A: '2026-04-02', B: '2026-04-02', C: '2026-04-02', D: 'no' });
  });

  it('of the same year only, and by the earliest of several', async () => {
    await account('rep');
    await firm('A');
    await issue('t1', '2025-12-31', { usccs: [] });
    expect(await trained()).toEqual({ A: 'no' });

    await issue('t2', '2026-09-09', { usccs: [] });
    await issue('t3', '2026-05-05', { usccs: [] });
    expect(await trained()).toEqual({ A: '2026-05-05' });
  });

  it('where the representative was in office at completion: a later successor neither undoes nor brings it (doubt 5)', async () => {
    await account('rep');
    await account('successor', OTHER);
    for (const uscc of ['A', 'B']) {
      await firm(uscc);
      await database.data.enterprises.setRepresentative(uscc, 'rep');
    }
    await issue('t1', '2026-04-02', { usccs: ['A'] });
    await issue('t2', '2026-05-01', { usccs: [], accountId: 'successor' });
    expect(await trained()).toEqual({ A: '2026-04-02', B: '2026-04-02' });
    await database.connection.collection('certificates').deleteOne({ number: 't1' });
    await issue('t3', '2026-04-02', { usccs: ['A'], accountId: 'somebody' });

    for (const uscc of ['A', 'B']) {
      await succeed(uscc, { name: '李示例', idNumber: OTHER });
      await database.data.enterprises.setRepresentative(uscc, 'successor');
    }

    expect(await trained()).toEqual({ A: '2026-04-02', B: 'no' });
    await issue('t4', '2026-06-02', { usccs: [], accountId: 'successor' });
    expect(await trained()).toEqual({ A: '2026-04-02', B: '2026-06-02' });
  });
});
