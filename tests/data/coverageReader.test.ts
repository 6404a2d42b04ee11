import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ListEntryFacts, ListEntryStore } from '../../src/data/listEntry.js';
import { asDay } from '../../src/domain/calendarDay.js';
import { POLICY_SEED } from '../../src/domain/policy/policySeed.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { entryFacts } from './support/values.js';

let database: TestDatabase;
let entries: ListEntryStore;
beforeAll(async () => {
  database = await openTestDatabase();
  entries = database.data.entries;
  await database.data.policies.seed(POLICY_SEED);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.connection.collection('listEntries').deleteMany({});
  await database.connection.collection('certificates').deleteMany({});
});

const IMPORTED_AT = Date.parse('2026-06-01T10:00:00+08:00');
const DAY = asDay('2026-06-01');
const KEY_ATTENTION = { listType: 'KEY_ATTENTION', tier: 'GENERAL' } as const;
const load = (rows: readonly ListEntryFacts[]) =>
  entries.upsertImported({ rows, importId: 'i', importedBy: 'admin-1', at: IMPORTED_AT });
const idOf = async (decisionNumber: string) => {
  const found = (await entries.page({ q: decisionNumber }, { page: 1, size: 1 })).items[0];
  if (found === undefined) throw new Error(`no entry ${decisionNumber}`);
  return found.entryId;
};

describe('ListEntryStore.coverageRows', () => {
  const shanghai = (day: string) => Date.parse(`${day}T12:00:00+08:00`);

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
    const issue = (attemptId: string, issuedOn: string, usccs: string[]) =>
      database.data.certificates.issue({
        certificateId: attemptId,
        number: attemptId,
        accountId: 'rep',
        attemptId,
        personName: '张示例',
        usccs,
        score: 90,
        minutes: 190,
        issuedOn,
        validUntil: '2027-06-01',
      });
    await issue('t1', '2026-06-02', [a, b]);
    await issue('t2', '2026-03-01', [a]);
    await issue('t3', '2025-06-01', [b]);

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
