import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/dependencies.js';
import { createEndPublications } from '../../activities/endPublications.js';
import { createRecordListCalendar } from '../../activities/recordListCalendar.js';
import type { ListEntryFacts } from '../../src/data/listEntry.js';
import { DISPLAY, entryFacts, repairCase } from '../data/support/values.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { changeRows, seedPolicies, takeBack } from '../support/law.js';

const NOW = Date.parse('2026-11-23T00:10:00+08:00');
const KEY_ATTENTION = { listType: 'KEY_ATTENTION', tier: 'GENERAL', decisionDate: '2025-03-01' } as const;
const BLACKLIST = { decisionDate: '2023-03-01' } as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database.data);
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const name of ['listEntries', 'cases', 'auditRecords', 'auditHeads'])
    await database.connection.collection(name).deleteMany({});
});

/** One run as the workflow makes it. */
async function run(name: string) {
  const dependencies = { data: database.data, clock: () => NOW } as ActivityDependencies;
  let pages = 0;
  while (await createEndPublications(dependencies)({ run: name })) pages += 1;
  return { pages, ...(await createRecordListCalendar(dependencies)({ run: name })) };
}

const load = (rows: readonly ListEntryFacts[]) =>
  database.data.entries.upsertImported({ rows, importId: 'i', importedBy: 'admin', at: NOW });
const stateOf = async (place: number) =>
  (await database.data.entries.page({ q: entryFacts(place).decisionNumber }, { page: 1, size: 1 })).items[0]?.state;
const records = async () =>
  (await database.data.audit.ofChain('admin')).filter(({ kind }) => kind === 'publicationsEnded');

async function authoritySays(place: number, outcome: 'POSITIVE' | 'NEGATIVE') {
  const [entry] = (await database.data.entries.page({ q: entryFacts(place).decisionNumber }, { page: 1, size: 1 }))
    .items;
  const by = { accountId: 'officer', role: 'AUTHORITY_OFFICER' };
  const decisions = [{ step: 'AUTHORITY' as const, outcome, by, at: NOW, reason: '' }];
  const names = { caseId: `case-${String(place)}`, reference: `XF-${String(place)}` };
  await database.data.cases.project(repairCase({ ...names, entryId: entry?.entryId ?? '', decisions }), DISPLAY);
}

describe('a run of the list calendar', () => {
  it('ends what is over by the rule of its list, and nothing else', async () => {
    await load([
      entryFacts(1, KEY_ATTENTION),
      entryFacts(2, BLACKLIST),
      entryFacts(3, BLACKLIST),
      entryFacts(4, BLACKLIST),
      entryFacts(5, { ...KEY_ATTENTION, decisionDate: '2025-11-23' }),
      entryFacts(6, { ...KEY_ATTENTION, decisionDate: '2025-11-22' }),
    ]);
    await authoritySays(3, 'POSITIVE');
    await authoritySays(4, 'NEGATIVE');

    expect(await run('run-1')).toMatchObject({ expired: 3, unperformed: 2 });

    expect(await Promise.all([1, 2, 3, 4, 5, 6].map(stateOf))).toEqual([
      'EXPIRED',
      'EXPIRED_UNPERFORMED',
      'EXPIRED',
      'EXPIRED_UNPERFORMED',
      'ACTIVE',
      'EXPIRED',
    ]);
  });

  it('writes one record, however often it is done again', async () => {
    await load([entryFacts(1, KEY_ATTENTION), entryFacts(2, BLACKLIST)]);

    await run('run-1');
    await run('run-1');

    expect((await records()).map(({ data, actor }) => [data, actor])).toEqual([
      [{ run: 'run-1', expired: 1, unperformed: 1 }, undefined],
    ]);
  });

  it('has nothing left for the next one', async () => {
    await load([entryFacts(1, KEY_ATTENTION)]);
    await run('run-1');

    expect(await run('run-2')).toEqual({ pages: 0, expired: 0, unperformed: 0 });
    expect((await records()).map(({ data }) => (data as { expired: number }).expired)).toEqual([1, 0]);
  });

  it('works through many entries in pages', async () => {
    await load(Array.from({ length: 501 }, (_, place) => entryFacts(place, KEY_ATTENTION)));

    expect(await run('run-1')).toEqual({ pages: 2, expired: 501, unperformed: 0 });
  });

  it('counts last days by the policy of today before it ends anything', async () => {
    await load([entryFacts(1, { ...KEY_ATTENTION, decisionDate: '2026-05-01' }), entryFacts(2, KEY_ATTENTION)]);
    await changeRows(database.data, [
      {
        ...{ key: 'publication.maxMonths', value: 6, unit: 'mo', listType: 'KEY_ATTENTION', regime: 'LOCAL' },
        ...{ source: 'PLATFORM', effectiveFrom: '2026-11-01' },
      },
    ]);

    expect(await run('run-1')).toMatchObject({ expired: 2 });
    await takeBack(database.data);
  });
});
