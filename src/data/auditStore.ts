import type { Connection, Model } from 'mongoose';
import type { ActorRef } from '../domain/repair/repairCase.js';
import { headAfter, sealedRecord, type StoredHead, type StoredRecord } from './auditLinks.js';
import { chainVerifier, type ChainVerdict } from './auditVerifier.js';
import { auditHeadSchema, auditRecordSchema } from './models/caseModels.js';
import { insertOnce, modelOf, op, type Page, type PageRequest, readPage } from './storeKit.js';

/** One act. In a case chain `seq` is the case version it led to; administrative acts get the next free place. */
export interface AuditAct {
  chain: string;
  seq?: number | undefined;
  kind: string;
  actor?: ActorRef | undefined;
  at: number;
  /** Ids and facts of the act, never personal data: a record can never be erased. */
  data: unknown;
  /** One-time key of an administrative act: recorded once, however often it is sent. */
  key?: string | undefined;
}

export interface AuditRecord {
  chain: string;
  seq: number;
  kind: string;
  actor?: ActorRef;
  at: number;
  data: unknown;
  hash: string;
}

export interface AuditStore {
  /** Adds the act to its chain. `already`: the same place (or key) holds the same kind of act from an earlier attempt. */
  append(act: AuditAct): Promise<'appended' | 'already'>;
  ofChain(chain: string): Promise<AuditRecord[]>;
  page(
    filter: { chain?: string | undefined; accountId?: string | undefined },
    page: PageRequest,
  ): Promise<Page<AuditRecord>>;
  /** Walks every chain, or only the one named, and names the first broken link of each. */
  verify(chain?: string): AsyncIterable<ChainVerdict>;
}

/** The place of an act is already taken by another kind of act: two histories of one case. Nothing is written. */
export class AuditConflictError extends Error {
  override readonly name = 'AuditConflictError';
}

const MOST_TRIES = 200;

/**
 * Append-only records, one hash chain per case and one for administrative acts. Each link and each chain's end are
 * sealed, so that altering, removing, reordering, adding and cutting off are all found by `verify`. Not found: a whole
 * database set back to an earlier state of itself; against that keep copies of the heads elsewhere.
 */
export function auditStore(connection: Connection, auditKey: Buffer): AuditStore {
  const records = modelOf<StoredRecord>(connection, 'AuditRecord', auditRecordSchema);
  const heads = modelOf<StoredHead>(connection, 'AuditHead', auditHeadSchema);
  const inTurn = oneAfterTheOther();
  const write = async (act: AuditAct, seq: number): Promise<StoredRecord | null> => {
    const before = seq === 1 ? null : await records.findOne({ chain: act.chain, seq: seq - 1 }).lean();
    if (before === null && seq > 1)
      throw new AuditConflictError(`Chain ${act.chain} has no record before ${String(seq)}`);
    const record = sealedRecord(act, { seq, prevHash: before?.hash ?? '', auditKey });
    return (await insertOnce(() => records.create([record]))) ? record : null;
  };
  const advanceHead = (record: StoredRecord) => moveHead(heads, record, auditKey);

  return {
    append(act) {
      const { seq } = act;
      return seq === undefined ? inTurn(() => appendNext(act)) : appendAt(act, seq);
    },
    ...auditReader(records),
    verify: chain => chainVerifier({ records, heads, auditKey }, chain),
  };

  async function appendNext(act: AuditAct): Promise<'appended' | 'already'> {
    for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
      const known = act.key === undefined ? null : await records.findOne({ chain: act.chain, key: act.key }).lean();
      if (known !== null) {
        await advanceHead(known);
        return 'already';
      }
      const last = await records.findOne({ chain: act.chain }).sort({ seq: -1 }).lean();
      const written = await write(act, (last?.seq ?? 0) + 1);
      if (written !== null) {
        await advanceHead(written);
        return 'appended';
      }
    }
    throw new Error(`No free place in chain ${act.chain} after ${String(MOST_TRIES)} attempts`);
  }

  async function appendAt(act: AuditAct, seq: number): Promise<'appended' | 'already'> {
    const written = await write(act, seq);
    if (written !== null) {
      await advanceHead(written);
      return 'appended';
    }
    const known = await records.findOne({ chain: act.chain, seq }).lean();
    if (known?.kind !== act.kind) throw new AuditConflictError(`Chain ${act.chain} has another act at ${String(seq)}`);
    // The earlier attempt may have ended between the record and the head.
    await advanceHead(known);
    return 'already';
  }
}

function auditReader(records: Model<StoredRecord>): Pick<AuditStore, 'ofChain' | 'page'> {
  return {
    ofChain: async chain => (await records.find({ chain }).sort({ seq: 1 }).lean()).map(toRecord),
    page: ({ chain, accountId }, request) =>
      readPage(records as never, {
        filter: {
          ...(chain !== undefined && { chain }),
          ...(accountId !== undefined && { 'actor.accountId': accountId }),
        },
        sort: { at: -1, _id: -1 },
        request,
        toValue: toRecord,
      }),
  };
}

/** Runs work one after the other within this process; only other processes are then met with a second try. */
function oneAfterTheOther() {
  let turn: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
}

/** The head only moves forward, whoever comes last. */
async function moveHead(heads: Model<StoredHead>, record: StoredRecord, auditKey: Buffer): Promise<void> {
  const { chain, seq } = record;
  const head = headAfter(record, auditKey);
  const forward = () => heads.updateOne({ _id: chain, seq: op({ $lt: seq }) }, { $set: head });
  if ((await forward()).matchedCount === 1) return;
  if (await insertOnce(() => heads.create([{ _id: chain, ...head }]))) return;
  await forward();
}

function toRecord(document: object): AuditRecord {
  const { chain, seq, kind, actor, at, body, hash } = document as StoredRecord;
  return { chain, seq, kind, ...(actor !== undefined && { actor }), at, data: JSON.parse(body) as unknown, hash };
}
