import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ActivityDependencies } from '../../activities/dependencies.js';
import { createEntryNow } from '../../activities/entryNow.js';
import { entryFacts } from '../data/support/values.js';
import { NOW } from '../domain/repair/support.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { seedPolicies } from '../support/law.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database.data);
});
afterAll(() => database.close());

const load = async (penalty: string, importedBy: string) => {
  const rows = [entryFacts(1, { penalty })];
  await database.data.entries.upsertImported({ rows, importId: importedBy, importedBy, at: NOW });
};

it('names everybody who has imported the entry by now', async () => {
  const { data } = database;
  await load('罚款', 'admin-1');
  const [entry] = await data.entries.ofUscc(entryFacts(1).uscc);
  const entryId = entry?.entryId ?? '';
  const entryNow = createEntryNow({ data } as ActivityDependencies);
  const importers = async (asked: { entryId: string }) =>
    (await entryNow({ caseId: 'case-1', county: '411722', ...asked })).importers;

  expect(await importers({ entryId })).toEqual([{ accountId: 'admin-1' }]);
  await load('罚款一万元', 'admin-2');
  expect(await importers({ entryId })).toEqual([{ accountId: 'admin-1' }, { accountId: 'admin-2' }]);

  // As entries were stored before importers were collected.
  await database.connection.collection('listEntries').updateMany({}, { $unset: { importers: 1 } });
  expect(await importers({ entryId })).toEqual([{ accountId: 'admin-2' }]);
  await expect(importers({ entryId: 'unknown' })).rejects.toThrow('not stored');
});
