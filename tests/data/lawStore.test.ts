import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataAccess, dataAccess } from '../../src/data/index.js';
import { seedLaw } from '../../src/lawSeed.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { changeRows } from '../support/law.js';

let database: TestDatabase;
/** A process that remembers nothing. */
let data: DataAccess;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  const { connection } = database;
  const names = ['policyVersions', 'auditRecords', 'auditHeads'];
  await Promise.all(names.map(name => connection.collection(name).deleteMany({})));
  data = dataAccess(connection, database.keys);
});
afterAll(() => database.close());

describe('PolicyStore', () => {
  const row = {
    key: 'T1.length',
    value: 3,
    unit: 'wd' as const,
    regime: 'R2026' as const,
    source: 'HENAN_GUIDES' as const,
    effectiveFrom: '2026-04-01',
  };

  const second = { ...row, key: 'T2.length' };
  const DAY = '2026-11-23';
  const NOON = Date.parse('2026-11-23T12:00:00+08:00');
  const rowsOn = async (day = DAY) => (await data.policies.on(day)).rows;

  it('a changed seed makes a further version from its day on and leaves the first as it was', async () => {
    const { policies } = data;
    const { made } = await policies.seed([row], NOON);
    expect(made).toMatchObject([{ draftedBy: 'seed', approvedBy: 'seed', effectiveDay: row.effectiveFrom }]);
    const first = await policies.on(DAY);
    expect((await policies.seed([row], NOON + 1)).made).toEqual([]);
    expect(await policies.versions()).toHaveLength(1);

    await policies.seed([{ ...row, value: 9 }], NOON + 2);

    expect(await rowsOn()).toEqual([{ ...row, value: 9 }]);
    expect(await policies.on('2026-11-22')).toEqual(first);
    expect(await policies.version(first.versionId)).toEqual(first);
    expect((await policies.versions()).map(({ effectiveDay }) => effectiveDay)).toEqual([DAY, row.effectiveFrom]);
  });

  it('a seed undoes nothing that the city changed, now or later', async () => {
    const { policies } = data;
    await policies.seed([row, second], NOON);
    await changeRows(data, [{ ...row, value: 5 }]);
    await changeRows(data, [{ ...row, value: 6 }], '2027-01-01');

    await policies.seed(
      [
        { ...row, value: 9 },
        { ...second, value: 4 },
      ],
      NOON + 9,
    );

    const changed = { ...second, value: 4 };
    expect(await rowsOn()).toEqual([{ ...row, value: 5 }, changed]);
    expect(await rowsOn('2027-01-01')).toEqual([{ ...row, value: 6 }, changed]);
    expect((await policies.seed([{ ...row, value: 9 }, changed], NOON + 10)).made).toEqual([]);
  });

  it('two processes that seed at once make one version', async () => {
    const others = dataAccess(database.connection, database.keys);
    await Promise.all([data.policies.seed([row], NOON), others.policies.seed([row], NOON + 5)]);

    expect(await data.policies.versions()).toHaveLength(1);
  });

  it('the same rows from the same day are one version, from another day another', async () => {
    const { policies } = data;
    const draft = { rows: [row, second], draftedBy: 'a', approvedBy: 'b', createdAt: 1 };
    const { versionId } = await policies.add({ ...draft, effectiveDay: '2026-05-01' });

    const again = { ...draft, rows: [second, row], draftedBy: 'c', effectiveDay: '2026-05-01' };
    expect(await policies.add(again)).toMatchObject({ versionId, draftedBy: 'a' });
    expect((await policies.add({ ...draft, effectiveDay: '2026-06-01' })).versionId).not.toBe(versionId);
  });

  it('a pinned version that is not stored is a fault and not another law', async () => {
    await data.policies.seed([row], NOON);
    await expect(data.policies.version('lost')).rejects.toThrow('the policy version lost is not stored');
  });

  it('drop a row that names no known document, put the seeded one in its place, and tell of it', async () => {
    const { policies } = data;
    await policies.seed([row, second], NOON);
    await changeRows(data, [{ ...second, value: 4 }]);
    const sourced = { ...row, value: 5, source: 'F17, F25' } as never;
    await changeRows(data, [sourced]);

    expect(await policies.seed([row, second], NOON + 9)).toMatchObject({ removed: [sourced] });

    expect(await rowsOn()).toEqual([row, { ...second, value: 4 }]);
    expect(await policies.seed([row], NOON + 10)).toEqual({ made: [], removed: [] });
  });

  it('tell whoever upgrades of each row that went, and record each version once', async () => {
    await changeRows(data, [{ ...row, value: 5, source: 'F17, F25' } as never]);

    expect(await seedLaw(data, NOON)).toEqual([
      'removed the policy row T1.length = 5 wd from 2026-04-01: its source "F17, F25" is no known document',
    ]);
    await seedLaw(data, NOON + 1);

    const records = await data.audit.ofChain('admin');
    expect(records.map(({ kind, data }) => [kind, (data as { draftedBy: string }).draftedBy])).toEqual([
      ['policyVersionMade', 'seed'],
      ['policyVersionMade', 'drafter'],
    ]);
  });
});
