import { createHmac } from 'node:crypto';
import type { ActorRef } from '../domain/repair/repairCase.js';
import { canonicalJson } from './canonicalJson.js';
import { sha256 } from './fieldCrypto.js';

export interface StoredRecord {
  _id: string;
  chain: string;
  seq: number;
  kind: string;
  actor?: ActorRef;
  at: number;
  body: string;
  key?: string;
  prevHash: string;
  hash: string;
  seal: string;
}
/** What a record says of an act. */
export interface ActContent {
  chain: string;
  kind: string;
  actor?: ActorRef | undefined;
  at: number;
  data: unknown;
  key?: string | undefined;
}
export interface StoredHead {
  _id: string;
  seq: number;
  hash: string;
  seal: string;
}

/** Hash of a record: its content and the hash before it, which alone fixes its place in the chain. */
export const recordHash = ({
  chain,
  kind,
  actor,
  at,
  body,
  key,
  prevHash,
}: Omit<StoredRecord, '_id' | 'seq' | 'hash' | 'seal'>): string =>
  sha256(canonicalJson({ chain, kind, actor, at, body, key, prevHash }));

/** The record of an act at its place in a chain, after the record with the hash `prevHash` (of the first: empty). */
export function sealedRecord(
  act: ActContent,
  { seq, prevHash, auditKey }: { seq: number; prevHash: string; auditKey: Buffer },
): StoredRecord {
  const { chain, kind, at } = act;
  const content = {
    chain,
    kind,
    ...(act.actor !== undefined && { actor: { accountId: act.actor.accountId, role: act.actor.role } }),
    at,
    body: canonicalJson(act.data),
    ...(act.key !== undefined && { key: act.key }),
    prevHash,
  };
  const hash = recordHash(content);
  return {
    _id: `${chain}#${String(seq)}`,
    seq,
    ...content,
    hash,
    seal: sealOf(auditKey, { what: 'link', chain, seq, hash }),
  };
}

/** The sealed mark of a chain that ends with this record. */
export const headAfter = (
  { chain, seq, hash }: Pick<StoredRecord, 'chain' | 'seq' | 'hash'>,
  auditKey: Buffer,
): Omit<StoredHead, '_id'> => ({ seq, hash, seal: sealOf(auditKey, { what: 'head', chain, seq, hash }) });

/** Seal of a link or of a chain's end under the audit key, which the database does not hold. */
export const sealOf = (
  auditKey: Buffer,
  place: { what: 'link' | 'head'; chain: string; seq: number; hash: string },
): string => createHmac('sha256', auditKey).update(canonicalJson(place)).digest('hex');
