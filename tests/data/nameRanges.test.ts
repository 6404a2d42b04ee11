import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoredEntry } from '../../src/data/listEntry.js';
import { listEntrySchema } from '../../src/data/models/listModels.js';
import { NameRanges } from '../../src/data/nameRanges.js';
import { modelOf } from '../../src/data/storeKit.js';
import { POLICY_SEED } from '../../src/domain/policy/policySeed.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { entryFacts } from './support/values.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.data.policies.seed(POLICY_SEED, 0);
});
afterAll(() => database.close());

const NAMES = ['甲一', '甲一', '甲一', '甲一', '甲一', '甲二', '甲三', '甲三', '甲四', '甲五', '甲六', '乙一', '乙二'];
const insert = (names: readonly string[], from = 0) =>
  database.data.entries.upsertImported({
    rows: names.map((enterpriseName, place) => ({ ...entryFacts(from + place), enterpriseName })),
    ...{ importId: 'i', importedBy: 'importer', at: Date.UTC(2026, 5, 1) },
  });
const ranges = () =>
  new NameRanges(modelOf<StoredEntry>(database.connection, 'ListEntry', listEntrySchema) as never, {
    ...{ keysAStep: 2, mostCounted: 4 },
  });
type Ranges = ReturnType<typeof ranges>;
const nameOf = (document: object) => (document as StoredEntry).enterpriseName;
const read = (from: Ranges, namePrefix: string, { page, ...prefix }: { page: number; county?: string }) =>
  from.page({ prefix, namePrefix, request: { page, size: 3 }, toValue: nameOf });
async function leafed(from: Ranges, namePrefix: string): Promise<string[]> {
  const names: string[] = [];
  for (let page = 1; page < 9; page += 1) names.push(...(await read(from, namePrefix, { page })).items);
  return names;
}

describe('pages of a list by ranges of its names', () => {
  const sorted = (names: readonly string[]) =>
    [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

  it('leave no row out and repeat none, also of one name in many rows and of rows added since', async () => {
    await insert(NAMES);
    const known = ranges();
    expect(await leafed(known, '')).toEqual(sorted(NAMES));
    expect(await leafed(known, '甲')).toEqual(sorted(NAMES).filter(name => name.startsWith('甲')));

    const later = ['甲三', '甲零', '丙一', '甲一', '甲二'];
    await insert(later, NAMES.length);
    expect(await leafed(known, '')).toEqual(sorted([...NAMES, ...later]));
    expect(await leafed(known, '丙')).toEqual(['丙一']);
    expect(await leafed(known, '丁')).toEqual([]);
  });

  it('tell of a long list that there is more, and of a short one its length', async () => {
    const fresh = ranges();
    expect(await read(fresh, '甲', { page: 1 })).toMatchObject({ total: 4, more: true });
    expect(await read(fresh, '甲', { page: 3 })).toMatchObject({ total: 9, more: true });
    const end = await read(fresh, '甲', { page: 6 });
    expect(end).toMatchObject({ items: [], total: 15 });
    expect(await read(fresh, '乙', { page: 1 })).toEqual({ items: ['乙一', '乙二'], total: 2, page: 1, size: 3 });
    expect((await read(fresh, '甲一', { page: 1 })).total).toBe(6);
    expect((await read(fresh, '', { page: 1, county: '000000' })).total).toBe(0);
  });
});
