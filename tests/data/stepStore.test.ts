import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StepsToRecord } from '../../src/data/stepStore.js';
import { POLICY_SEED } from '../../src/domain/policy/policySeed.js';
import type { RepairCase } from '../../src/domain/repair/repairCase.js';
import { caseAt, NOW } from '../domain/repair/support.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { commandsDuring, namesOf } from '../support/databaseCommands.js';
import { DISPLAY, entryFacts } from './support/values.js';

const CASE = 'case-1';
const CHAIN = `case:${CASE}`;
const COLLECTIONS = ['cases', 'auditRecords', 'auditHeads', 'notices', 'listEntries'];

let database: TestDatabase;
let entryId: string;
beforeAll(async () => {
  database = await openTestDatabase({ tells: true });
  await database.data.policies.seed(POLICY_SEED, 0);
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const name of COLLECTIONS) await collection(name).deleteMany({});
  const { entries } = database.data;
  await entries.upsertImported({ rows: [entryFacts(1)], importId: 'i', importedBy: 'x', at: NOW });
  entryId = (await entries.ofUscc(entryFacts(1).uscc))[0]?.entryId ?? '';
});

const collection = (name: string) => database.connection.collection<{ _id: string }>(name);
const stateAt = (version: number): RepairCase => ({
  ...caseAt('SUBMITTED'),
  ...{ caseId: CASE, entryId, reference: CASE, version },
});
const act = (seq: number, kind = `act${String(seq)}`) => ({ chain: CHAIN, seq, kind, at: seq, data: { seq } });
const notice = (version: number) => ({
  ...{ noticeId: `${CASE}:${String(version)}:firm`, accountId: 'rep', code: 'submitted', values: {}, at: version },
});

/** The first step, and two more that were taken together. */
const steps = {
  first: (): StepsToRecord => ({
    ...{ acts: [act(1)], previous: '', notices: [notice(1)], case: stateAt(1), display: DISPLAY },
  }),
  next: (previous: string): StepsToRecord => ({
    ...{ acts: [act(2), act(3)], previous, notices: [notice(2), notice(3)], mark: 'REPAIR_APPLIED' },
    ...{ case: stateAt(3), display: DISPLAY },
  }),
};

async function stored() {
  const [records, heads, notices, entry, view] = await Promise.all([
    collection('auditRecords').find().sort({ seq: 1 }).toArray(),
    collection('auditHeads').find().toArray(),
    collection('notices').find().sort({ _id: 1 }).project({ storedAt: 0 }).toArray(),
    collection('listEntries').findOne({ _id: entryId }),
    collection('cases').findOne({ _id: CASE }),
  ]);
  return { records, heads, notices, entry, view };
}

const broken = async () => {
  const found: string[] = [];
  for await (const { chain, ok } of database.data.audit.verify()) if (!ok) found.push(chain);
  return found;
};

describe('StepStore.record', () => {
  it('writes records, end, notices, mark and read model in one message', async () => {
    const commands = await commandsDuring(database.connection, async () => {
      await database.data.steps.record(steps.next(await database.data.steps.record(steps.first())));
    });

    expect(namesOf(commands)).toEqual(['1.bulkWrite', '1.bulkWrite']);
    for (const { command } of commands) expect(command['writeConcern']).toMatchObject({ w: 'majority', j: true });
    expect((await database.data.audit.ofChain(CHAIN)).map(({ kind }) => kind)).toEqual(['act1', 'act2', 'act3']);
    expect(await database.data.entries.findById(entryId)).toMatchObject({ marked: { reason: 'REPAIR_APPLIED' } });
    expect(await database.data.cases.find(CASE)).toMatchObject({ case: { version: 3 } });
    expect(await broken()).toEqual([]);
  });

  /** Undoes what a writer that stopped there had not done; the writes in the order in which they are made. */
  const undone: [string, () => Promise<unknown>][] = [
    ['the last record', () => collection('auditRecords').deleteOne({ _id: `${CHAIN}#3` })],
    ['the end of the chain', () => Promise.resolve()],
    ['a notice', () => collection('notices').deleteOne({ _id: `${CASE}:2:firm` })],
    ['the last notice', () => collection('notices').deleteOne({ _id: `${CASE}:3:firm` })],
    ['the mark', () => collection('listEntries').updateOne({ _id: entryId }, { $unset: { marked: 1 } })],
    ['the read model', () => Promise.resolve()],
    ['nothing', () => Promise.resolve()],
  ];

  it.each(undone.map(([what], place) => [what, place] as const))(
    'makes up for what an attempt that ended before %s left undone',
    async (_what, place) => {
      const { data } = database;
      const hash = await data.steps.record(steps.first());
      const before = await stored();
      const last = await data.steps.record(steps.next(hash));
      const whole = await stored();
      for (const [, undo] of undone.slice(place)) await undo();
      if (place <= 1) await collection('auditHeads').replaceOne({ _id: CHAIN }, before.heads[0] ?? {});
      if (place <= 5) await collection('cases').replaceOne({ _id: CASE }, before.view ?? {});

      expect(await data.steps.record(steps.next(hash))).toBe(last);
      expect(await stored()).toEqual(whole);
      expect(await broken()).toEqual([]);
    },
  );

  it('refuses another act in a place that is taken, and leaves the read model as it is', async () => {
    const { data } = database;
    const hash = await data.steps.record(steps.first());
    await data.steps.record(steps.next(hash));
    const other = { ...steps.next(hash), acts: [act(2, 'withdraw'), act(3)], case: { ...stateAt(3), assisted: true } };

    await expect(data.steps.record(other)).rejects.toThrow(/another act/);
    expect(await data.cases.find(CASE)).toMatchObject({ case: { assisted: false } });
  });

  it('never sets a newer state back', async () => {
    const { data } = database;
    const hash = await data.steps.record(steps.first());
    await data.steps.record(steps.next(hash));

    await data.steps.record(steps.first());

    expect(await data.cases.find(CASE)).toMatchObject({ case: { version: 3 } });
    expect(await broken()).toEqual([]);
  });

  it('takes off a mark of a repair and leaves any other', async () => {
    const { data } = database;
    const hash = await data.steps.record(steps.first());
    await data.entries.mark(entryId, { reason: 'OBJECTION' });
    await data.steps.record({ ...steps.next(hash), mark: null });

    expect(await data.entries.findById(entryId)).toMatchObject({ marked: { reason: 'OBJECTION' } });
  });
});
