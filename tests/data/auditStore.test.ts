import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { auditStore, type AuditStore } from '../../src/data/auditStore.js';
import type { ChainVerdict } from '../../src/data/auditVerifier.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let audit: AuditStore;
beforeAll(async () => {
  database = await openTestDatabase();
  audit = database.data.audit;
});
afterAll(() => database.close());

const by = { accountId: 'rep-1', role: 'LEGAL_REP' };
const step = (seq: number, kind = 'saveAnswers') =>
  audit.append({ chain: 'case:c1', seq, kind, actor: by, at: 100 + seq, data: { to: 'DRAFT', seq } });
const verdicts = async () => {
  const found: Record<string, ChainVerdict> = {};
  for await (const verdict of audit.verify()) found[verdict.chain] = verdict;
  return found;
};
const records = () => database.connection.collection<{ _id: string }>('auditRecords');
const heads = () => database.connection.collection<{ _id: string }>('auditHeads');

beforeEach(async () => {
  await records().deleteMany({});
  await heads().deleteMany({});
  for (const seq of [1, 2, 3, 4, 5]) await step(seq);
  await audit.append({ chain: 'case:c2', seq: 1, kind: 'open', at: 1, data: {} });
});

describe('AuditStore.append', () => {
  it('keeps what was told, in order', async () => {
    const chain = await audit.ofChain('case:c1');

    expect(chain.map(record => record.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(chain[2]).toMatchObject({ kind: 'saveAnswers', actor: by, at: 103, data: { to: 'DRAFT', seq: 3 } });
  });

  it('records a repeated step once, even with another time', async () => {
    expect(await step(5)).toBe('already');
    expect(await audit.append({ chain: 'case:c1', seq: 5, kind: 'saveAnswers', actor: by, at: 999, data: {} })).toBe(
      'already',
    );
    expect(await audit.ofChain('case:c1')).toHaveLength(5);
  });

  it('refuses another act in a taken place, and a gap', async () => {
    await expect(step(5, 'withdraw')).rejects.toThrow(/another act/);
    await expect(step(9)).rejects.toThrow(/no record before/);
  });

  it('gives forty administrative acts of four processes at once forty places in one chain', async () => {
    const processes = Array.from({ length: 4 }, () => auditStore(database.connection, database.keys.auditKey));
    const acts = Array.from({ length: 40 }, (_, place) =>
      (processes[place % 4] ?? audit).append({
        chain: 'admin',
        kind: 'import',
        at: place,
        data: { place },
        key: `k${String(place)}`,
      }),
    );

    await Promise.all(acts);

    const chain = await audit.ofChain('admin');
    expect(chain.map(record => record.seq)).toEqual(Array.from({ length: 40 }, (_, place) => place + 1));
    expect((await verdicts())['admin']).toEqual({ chain: 'admin', ok: true, length: 40 });
  });

  it('records an administrative act with the same key once', async () => {
    const act = { chain: 'admin', kind: 'invite', at: 1, data: {}, key: 'once' };

    const outcomes = await Promise.all([audit.append(act), audit.append(act), audit.append(act)]);

    expect(outcomes.filter(outcome => outcome === 'appended')).toHaveLength(1);
    expect(await audit.ofChain('admin')).toHaveLength(1);
  });
});

describe('AuditStore.verify', () => {
  it('finds untouched chains whole', async () => {
    expect(await verdicts()).toEqual({
      'case:c1': { chain: 'case:c1', ok: true, length: 5 },
      'case:c2': { chain: 'case:c2', ok: true, length: 1 },
    });
  });

  it.each(['body', 'kind', 'at', 'actor.accountId'])('names the record whose %s was altered', async field => {
    const value = field === 'at' ? 5 : '{"to":"REPAIRED"}';
    await records().updateOne({ _id: 'case:c1#3' }, { $set: { [field]: value } });

    expect((await verdicts())['case:c1']).toMatchObject({ ok: false, brokenAt: 3, reason: 'ALTERED' });
    expect((await verdicts())['case:c2']).toMatchObject({ ok: true });
  });

  it('names the place of a removed record', async () => {
    await records().deleteOne({ _id: 'case:c1#2' });

    expect((await verdicts())['case:c1']).toMatchObject({ ok: false, brokenAt: 2, reason: 'MISSING' });
  });

  it('finds two records that changed places', async () => {
    const [second, third] = await Promise.all([
      records().findOne({ _id: 'case:c1#2' }),
      records().findOne({ _id: 'case:c1#3' }),
    ]);
    await records().replaceOne({ _id: 'case:c1#2' }, { ...third, _id: 'case:c1#2', seq: -1 });
    await records().replaceOne({ _id: 'case:c1#3' }, { ...second, _id: 'case:c1#3', seq: 3 });
    await records().updateOne({ _id: 'case:c1#2' }, { $set: { seq: 2 } });

    expect((await verdicts())['case:c1']).toMatchObject({ ok: false, brokenAt: 2, reason: 'REORDERED' });
  });

  it('finds a tail that was cut off', async () => {
    await records().deleteMany({ _id: { $in: ['case:c1#4', 'case:c1#5'] } });

    expect((await verdicts())['case:c1']).toMatchObject({ ok: false, brokenAt: 4, reason: 'TRUNCATED' });
  });

  it('finds a whole chain that vanished', async () => {
    await records().deleteMany({ chain: 'case:c2' });

    expect((await verdicts())['case:c2']).toMatchObject({ ok: false, brokenAt: 1, reason: 'TRUNCATED' });
  });

  it('finds a head set back to hide a cut tail, for want of the key', async () => {
    await records().deleteMany({ _id: { $in: ['case:c1#4', 'case:c1#5'] } });
    const third = (await audit.ofChain('case:c1'))[2];
    await heads().updateOne({ _id: 'case:c1' }, { $set: { seq: 3, hash: third?.hash } });

    expect((await verdicts())['case:c1']).toMatchObject({ ok: false, reason: 'UNSEALED_END' });
  });

  it('finds a chain without its end mark', async () => {
    await heads().deleteOne({ _id: 'case:c1' });

    expect((await verdicts())['case:c1']).toMatchObject({ ok: false, reason: 'UNSEALED_END' });
  });

  it('finds a record added by someone without the key', async () => {
    const last = await records().findOne({ _id: 'case:c1#5' });
    await records().insertOne({ ...last, _id: 'case:c1#6', seq: 6 } as never);

    expect((await verdicts())['case:c1']).toMatchObject({ ok: false, brokenAt: 6 });
  });

  it('accepts a writer that stopped between record and end mark, and mends the mark at the next try', async () => {
    const earlier = await heads().findOne({ _id: 'case:c1' });
    await step(6);
    await heads().replaceOne({ _id: 'case:c1' }, earlier as never);

    expect((await verdicts())['case:c1']).toMatchObject({ ok: true, length: 6 });
    expect(await step(6)).toBe('already');
    expect(await heads().findOne({ _id: 'case:c1' })).toMatchObject({ seq: 6 });
  });
});
