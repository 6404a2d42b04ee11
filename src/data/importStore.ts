import type { Connection } from 'mongoose';
import type { FieldCrypto } from './fieldCrypto.js';
import type { FileStore, StoredFile } from './fileStore.js';
import type { ImportCounts } from './listEntry.js';
import { type IMPORT_STATES, importRowSchema, importSchema, type ROW_VERDICTS } from './models/listModels.js';
import {
  bare,
  bareOrNull,
  inBatches,
  insertOnce,
  modelOf,
  op,
  type Page,
  type PageRequest,
  readPage,
  done,
} from './storeKit.js';

export type ImportState = (typeof IMPORT_STATES)[number];
export type RowVerdict = (typeof ROW_VERDICTS)[number];

/** One uploaded list file, from the preview to its report. */
export interface ListImport {
  importId: string;
  fileName: string;
  sha256: string;
  size: number;
  fileId: string;
  by: string;
  /** Set when a county administrator imports: rows of other counties are faults. */
  county?: string;
  at: number;
  state: ImportState;
  counts: Record<RowVerdict, number>;
  total: number;
  /** Rows written so far. */
  done: number;
  confirmedAt?: number;
  confirmedBy?: string;
  finishedAt?: number;
  /** Tries of writing that broke off since it was last released. */
  tries?: number;
  /** Kind of the last fault, without anything of the rows. */
  lastError?: string;
  brokenOffAt?: number;
  /** Released once more after it had failed. */
  retriedAt?: number;
  retriedBy?: string;
  discardedAt?: number;
  discardedBy?: string;
  result?: ImportCounts;
}

/** A try of writing that broke off; with the last of `most` tries the import has failed. */
export interface BrokenTry {
  error: string;
  at: number;
  most: number;
}

export interface RowFault {
  column: string;
  code: string;
  values: Readonly<Record<string, string | number>>;
}

/** One line of the file with its verdict. `content` is any JSON value (cells, parsed entry); sealed at rest. */
export interface ImportRow<Content = unknown> {
  line: number;
  verdict: RowVerdict;
  faults: readonly RowFault[];
  content: Content;
}

export interface NewImport {
  importId: string;
  fileName: string;
  bytes: Buffer;
  by: string;
  county?: string | undefined;
  at: number;
  rows: readonly ImportRow[];
}

export interface ImportStore {
  /** Keeps the original file with its hash and every row with its verdict. */
  create(upload: NewImport): Promise<ListImport>;
  find(importId: string): Promise<ListImport | null>;
  list(filter: { by?: string | undefined }, page: PageRequest): Promise<Page<ListImport>>;
  rows<Content = unknown>(
    importId: string,
    filter: { verdict?: RowVerdict | undefined },
    page: PageRequest,
  ): Promise<Page<ImportRow<Content>>>;
  /** Every row with one of the verdicts, in file order. */
  allRows<Content = unknown>(importId: string, verdicts: readonly RowVerdict[]): AsyncIterable<ImportRow<Content>>;
  file(importId: string): Promise<{ fileName: string; sha256: string; bytes: Buffer } | null>;
  /** The one who gets true may write the rows; a second confirmation gets false. */
  confirm(importId: string, at: number, by: string): Promise<boolean>;
  /** Puts a preview, or a failed import, away; of two at once one gets true. */
  discard(importId: string, at: number, by: string): Promise<boolean>;
  /** Counts a try of writing that broke off. */
  breakOff(importId: string, tried: BrokenTry): Promise<void>;
  /** Releases a failed import once more; it goes on where it stopped. Of two at once one gets true. */
  retry(importId: string, at: number, by: string): Promise<boolean>;
  progress(importId: string, done: number): Promise<void>;
  finish(importId: string, end: { result: ImportCounts; at: number }): Promise<void>;
  /** Imports confirmed but not finished, e.g. after the server stopped half way; writing them again is harmless. */
  unfinished(): Promise<ListImport[]>;
}

type StoredImport = Omit<ListImport, 'importId'> & { _id: string };
interface StoredRow extends Omit<ImportRow, 'content'> {
  _id: string;
  importId: string;
  content: string;
}

const ROW_PLACE = 'importRows.content';

/** Imports of list files; rows are sealed because a cell may hold an ID number. */
export function importStore(
  connection: Connection,
  { crypto, files }: { crypto: FieldCrypto; files: FileStore },
): ImportStore {
  const imports = modelOf<StoredImport>(connection, 'Import', importSchema);
  const rowsOf = rowKeeper(connection, crypto);
  const move = async (importId: string, from: ImportState, change: object) =>
    (await imports.updateOne({ _id: importId, state: from }, { $set: change })).modifiedCount === 1;
  const discard = (importId: string, from: ImportState, [at, by]: readonly [number, string]) =>
    move(importId, from, { state: 'DISCARDED', discardedAt: at, discardedBy: by });

  return {
    async create({ importId, fileName, bytes, by, county, at, rows }) {
      const kept = await files.save(bytes, 'import');
      await rowsOf.store(importId, rows);
      const value = newImport({ importId, fileName, by, county, at, rows }, kept);
      const { importId: _id, ...document } = value;
      await insertOnce(() => imports.create([{ _id, ...document }]));
      return value;
    },
    find: async importId => bareOrNull<ListImport>(await imports.findById(importId).lean(), 'importId'),
    list: ({ by }, request) =>
      readPage(imports as never, {
        filter: by === undefined ? {} : { by },
        sort: { at: -1 },
        request,
        toValue: document => bare<ListImport>(document, 'importId'),
      }),
    ...rowsOf.reading,
    async file(importId) {
      const found = await imports.findById(importId).lean();
      const bytes = found === null ? null : await files.read(found.fileId);
      return found === null || bytes === null ? null : { fileName: found.fileName, sha256: found.sha256, bytes };
    },
    confirm: (importId, at, by) => move(importId, 'PREVIEW', { state: 'RUNNING', confirmedAt: at, confirmedBy: by }),
    discard: async (importId, at, by) =>
      (await discard(importId, 'PREVIEW', [at, by])) || discard(importId, 'FAILED', [at, by]),
    async breakOff(importId, { error, at, most }) {
      const running = { _id: importId, state: 'RUNNING' } as const;
      await imports.updateOne(running, { $inc: { tries: 1 }, $set: { lastError: error, brokenOffAt: at } });
      await imports.updateOne({ ...running, tries: op({ $gte: most }) }, { $set: { state: 'FAILED' } });
    },
    retry: (importId, at, by) => move(importId, 'FAILED', { state: 'RUNNING', tries: 0, retriedAt: at, retriedBy: by }),
    progress: (importId, rows) => done(imports.updateOne({ _id: importId }, { $max: { done: rows } })),
    finish: (importId, { result, at }) => done(move(importId, 'RUNNING', { state: 'DONE', result, finishedAt: at })),
    unfinished: async () =>
      (await imports.find({ state: 'RUNNING' }).lean()).map(found => bare<ListImport>(found, 'importId')),
  };
}

/** The rows of an import, sealed one by one. */
function rowKeeper(connection: Connection, crypto: FieldCrypto) {
  const importRows = modelOf<StoredRow>(connection, 'ImportRow', importRowSchema);
  const toRow = <Content>(document: object): ImportRow<Content> => {
    const { line, verdict, faults, content } = document as StoredRow;
    return { line, verdict, faults, content: JSON.parse(crypto.open(content, ROW_PLACE)) as Content };
  };
  const store = async (importId: string, rows: readonly ImportRow[]) => {
    // What an attempt that broke off half way left behind may come from another file.
    await importRows.deleteMany({ importId });
    for (const batch of inBatches(rows)) {
      const documents = batch.map(({ content, ...row }) => ({
        _id: `${importId}:${String(row.line)}`,
        importId,
        ...row,
        content: crypto.seal(JSON.stringify(content), ROW_PLACE),
      }));
      await insertOnce(() => importRows.insertMany(documents as never, { ordered: false }));
    }
  };
  const reading: Pick<ImportStore, 'rows' | 'allRows'> = {
    rows: <Content>(importId: string, { verdict }: { verdict?: RowVerdict | undefined }, request: PageRequest) =>
      readPage(importRows as never, {
        filter: verdict === undefined ? { importId } : { importId, verdict },
        sort: { line: 1 },
        request,
        toValue: toRow<Content>,
      }),
    async *allRows<Content>(importId: string, verdicts: readonly RowVerdict[]) {
      const wanted = new Set(verdicts);
      for await (const row of importRows.find({ importId }).sort({ line: 1 }).lean().cursor()) {
        if (wanted.has((row as StoredRow).verdict)) yield toRow<Content>(row);
      }
    },
  };
  return { store, reading };
}

function newImport(
  { importId, fileName, by, county, at, rows }: Omit<NewImport, 'bytes'>,
  kept: StoredFile,
): ListImport {
  const counts = { NEW: 0, SAME: 0, CHANGED: 0, FAULTY: 0 };
  for (const row of rows) counts[row.verdict] += 1;
  return {
    importId,
    fileName,
    ...kept,
    by,
    ...(county !== undefined && { county }),
    at,
    state: 'PREVIEW',
    counts,
    total: rows.length,
    done: 0,
  };
}
