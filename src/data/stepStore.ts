import type { Connection, mongo } from 'mongoose';
import { PUBLIC_MARKS } from '../domain/repair/publication.js';
import type { RepairCase } from '../domain/repair/repairCase.js';
import { headAfter, sealedRecord, type StoredHead, type StoredRecord } from './auditLinks.js';
import type { AuditAct, AuditStore } from './auditStore.js';
import type { CaseStore } from './caseStore.js';
import { type CaseDisplay, storedCase } from './caseView.js';
import { type NewNotice, type NoticeStore, storedNotice } from './noticeStore.js';

/** What is to be stored of steps of one case that follow each other. */
export interface StepsToRecord {
  /** At least one; `seq` is the version that the act led to. */
  acts: readonly (AuditAct & { seq: number })[];
  /** Hash of the record before the first act; empty where there is none. */
  previous: string;
  notices: readonly NewNotice[];
  /** Where the public mark of the case's entry changes: what it says now, null where it goes. */
  mark?: string | null;
  /** The state after the last act. */
  case: RepairCase;
  display: CaseDisplay;
}

export interface StepStore {
  /**
   * Stores it all in one message, in this order: records, end of the chain, notices, mark, read model. What an earlier
   * attempt has stored stays, the rest is made up for. Answers with the hash of the last record.
   */
  record(steps: StepsToRecord): Promise<string>;
}

interface Stores {
  audit: AuditStore;
  cases: CaseStore;
  notices: NoticeStore;
  auditKey: Buffer;
}

/** The steps of cases, for their workflow alone. */
export function stepStore(connection: Connection, { audit, cases, notices, auditKey }: Stores): StepStore {
  const client = connection.getClient();
  const place = (collection: string) => `${connection.name}.${collection}`;
  return {
    async record(steps) {
      const links = chained(steps, auditKey);
      const models = [...writesOf(steps, links, { place, auditKey })];
      if (await areWritten(client, models)) return links.at(-1)?.hash ?? steps.previous;
      return makeUp(steps);
    },
  };

  /** Each write for itself: those that an earlier attempt has done are found and left. */
  async function makeUp({ acts, notices: told, mark, case: repairCase, display }: StepsToRecord): Promise<string> {
    for (const act of acts) await audit.append(act);
    for (const notice of told) await notices.add(notice);
    if (mark !== undefined) {
      const { filter, update } = markChange(repairCase.entryId, mark);
      await connection.collection('listEntries').updateOne(filter, update);
    }
    await cases.project(repairCase, display);
    const { chain = '', seq } = acts.at(-1) ?? {};
    const last = await connection.collection<StoredRecord>('auditRecords').findOne({ chain, seq: seq ?? 0 });
    if (last === null) throw new Error(`Chain ${chain} lost a record that was just stored`);
    return last.hash;
  }
}

/** The records of the acts, each after the one before. */
function chained({ acts, previous }: StepsToRecord, auditKey: Buffer): StoredRecord[] {
  const links: StoredRecord[] = [];
  for (const act of acts) {
    links.push(sealedRecord(act, { seq: act.seq, prevHash: links.at(-1)?.hash ?? previous, auditKey }));
  }
  return links;
}

function* writesOf(
  { notices, mark, case: repairCase, display }: StepsToRecord,
  links: readonly StoredRecord[],
  { place, auditKey }: { place: (collection: string) => string; auditKey: Buffer },
): Generator<mongo.AnyClientBulkWriteModel<mongo.BSON.Document>> {
  const last = links.at(-1);
  if (last === undefined) throw new Error('there is no act to record');
  const insert = (collection: string) => (document: object) =>
    ({ name: 'insertOne', namespace: place(collection), document }) as const;
  const upsert = links[0]?.seq === 1;
  yield* links.map(insert('auditRecords'));
  const head: Omit<StoredHead, '_id'> = headAfter(last, auditKey);
  const headWrite = { filter: { _id: last.chain, seq: { $lt: head.seq } }, update: { $set: head }, upsert };
  yield {
    name: 'updateOne',
    namespace: place('auditHeads'),
    ...(headWrite as object as { filter: object; update: object }),
  };
  yield* notices.map(storedNotice).map(insert('notices'));
  if (mark !== undefined)
    yield { name: 'updateOne', namespace: place('listEntries'), ...markChange(repairCase.entryId, mark) };
  const { _id, ...replacement } = storedCase(repairCase, display);
  const filter = { _id, version: { $lt: repairCase.version } } as object;
  yield { name: 'replaceOne', namespace: place('cases'), filter, replacement, upsert };
}

/** Only a mark of ours is taken off. */
const markChange = (entryId: string, mark: string | null): { filter: object; update: object } =>
  mark === null
    ? { filter: { _id: entryId, 'marked.reason': { $in: [...PUBLIC_MARKS] } }, update: { $unset: { marked: 1 } } }
    : { filter: { _id: entryId }, update: { $set: { marked: { reason: mark } } } };

const DUPLICATE = 11_000;
/** A server before 8.0 does not know writes to several collections in one message. */
const UNKNOWN_COMMAND = 59;

/** Writes in this order up to the first that fails. False where something of it is there already or may not go on. */
async function areWritten(
  client: mongo.MongoClient,
  models: mongo.AnyClientBulkWriteModel<mongo.BSON.Document>[],
): Promise<boolean> {
  try {
    const { updateResults } = await client.bulkWrite(models, { ordered: true, verboseResults: true });
    const readModel = updateResults?.get(models.length - 1);
    return readModel !== undefined && (readModel.matchedCount === 1 || readModel.upsertedId !== undefined);
  } catch (error) {
    const { code, writeErrors } = error as { code?: unknown; writeErrors?: ReadonlyMap<number, { code: number }> };
    if (code === UNKNOWN_COMMAND) return false;
    if (writeErrors === undefined || writeErrors.size === 0) throw error;
    if ([...writeErrors.values()].every(fault => fault.code === DUPLICATE)) return false;
    throw error;
  }
}
