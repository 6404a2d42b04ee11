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

/** Seal of a link or of a chain's end under the audit key, which the database does not hold. */
export const sealOf = (
  auditKey: Buffer,
  place: { what: 'link' | 'head'; chain: string; seq: number; hash: string },
): string => createHmac('sha256', auditKey).update(canonicalJson(place)).digest('hex');
