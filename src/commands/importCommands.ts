import { createHash } from 'node:crypto';
import type { DataAccess, ImportRow, ListImport } from '../data/index.js';
import type { Actor } from '../domain/access/actor.js';
import type { Refusal } from '../domain/refusal.js';
import { SheetFault } from '../spreadsheets/sheet.js';
import { type ImportRowContent, judgeRows } from './importJudgement.js';
import { readListFile } from './listFile.js';

export interface ImportDependencies {
  readonly data: Pick<DataAccess, 'imports' | 'entries' | 'enterprises' | 'accounts' | 'audit'>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
}

export interface UploadedList {
  actor: Actor;
  /** One-time key of the form: the same form sent twice makes one preview. */
  key: string;
  fileName: string;
  bytes: Buffer;
}

export type UploadOutcome = { ok: true; importId: string } | { ok: false; refusal: Refusal };

const ID_LENGTH = 24;
const LONGEST_NAME = 120;

/** An id that the same person and form always give, and nobody else can. */
export const idOfForm = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, ID_LENGTH);

/**
 * Reads a list file and keeps it, with its hash and a verdict for every row, for the person to look through. Nothing is
 * written to the list yet. Refuses a file that is no table, too large, or without the required columns.
 */
export async function previewImport(
  { data, clock }: ImportDependencies,
  { actor, key, fileName, bytes }: UploadedList,
): Promise<UploadOutcome> {
  const importId = idOfForm('import', actor.accountId, key);
  if ((await data.imports.find(importId)) !== null) return { ok: true, importId };
  const county = actor.role === 'COUNTY_ADMIN' ? (actor.county ?? '') : undefined;
  let rows: ImportRow<ImportRowContent>[];
  try {
    const lines = await readListFile(bytes);
    rows = await judgeRows(data, { lines, county, at: clock() });
  } catch (error) {
    if (error instanceof SheetFault) return { ok: false, refusal: error.refusal };
    throw error;
  }
  await data.imports.create({
    importId,
    fileName: plainFileName(fileName),
    bytes,
    by: actor.accountId,
    county,
    at: clock(),
    rows,
  });
  return { ok: true, importId };
}

/** The name as a label only: without path, control signs or quotes, and not endless. */
function plainFileName(fileName: string): string {
  const name = fileName
    .replace(/^.*[\\/]/, '')
    .replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')
    .trim();
  return name === '' ? 'list' : name.slice(-LONGEST_NAME);
}

/**
 * Releases a preview for writing, with its audit record. True: this call released it; false: it was released or
 * discarded before. The writing itself is the import runner's.
 */
export async function confirmImport(
  { data, clock }: ImportDependencies,
  { actor, importId }: { actor: Actor; importId: string },
): Promise<boolean> {
  const at = clock();
  const released = await data.imports.confirm(importId, at, actor.accountId);
  const list = await data.imports.find(importId);
  if (list?.confirmedAt === undefined) return false;
  // Also on a second call: the first one may have ended between the release and the record.
  await data.audit.append({
    chain: 'admin',
    kind: 'listImportConfirmed',
    actor: { accountId: actor.accountId, role: actor.role },
    at: list.confirmedAt,
    key: `listImportConfirmed:${importId}`,
    data: { importId, sha256: list.sha256, total: list.total, counts: list.counts },
  });
  return released;
}

/**
 * Puts a preview away without writing anything, or a failed import without writing the rest, with its audit record.
 * True: this call did it.
 */
export async function discardImport(
  { data, clock }: ImportDependencies,
  { actor, importId }: { actor: Actor; importId: string },
): Promise<boolean> {
  const done = await data.imports.discard(importId, clock(), actor.accountId);
  const list = await data.imports.find(importId);
  // Also on the same person's second call: the first one may have ended between the change and the record.
  if (list?.discardedAt !== undefined && list.discardedBy === actor.accountId) {
    await recordOf(data, { actor, list, kind: 'listImportDiscarded', at: list.discardedAt });
  }
  return done;
}

/** Releases a failed import once more, with its audit record; what is written already stays as it is. */
export async function retryImport(
  { data, clock }: ImportDependencies,
  { actor, importId }: { actor: Actor; importId: string },
): Promise<boolean> {
  const released = await data.imports.retry(importId, clock(), actor.accountId);
  const list = await data.imports.find(importId);
  if (list?.retriedAt !== undefined && list.retriedBy === actor.accountId) {
    await recordOf(data, { actor, list, kind: 'listImportRetried', at: list.retriedAt });
  }
  return released;
}

const recordOf = (
  data: Pick<DataAccess, 'audit'>,
  { actor, list, kind, at }: { actor: Actor; list: ListImport; kind: string; at: number },
) =>
  data.audit.append({
    chain: 'admin',
    kind,
    actor: { accountId: actor.accountId, role: actor.role },
    at,
    key: `${kind}:${list.importId}:${String(at)}`,
    data: { importId: list.importId, sha256: list.sha256, total: list.total, written: list.done },
  });
