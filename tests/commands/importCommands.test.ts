import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmImport, type ImportDependencies, previewImport } from '../../src/commands/importCommands.js';
import { importRunner, type RunnerDependencies } from '../../src/commands/importRunner.js';
import type { ImportRow, ListImport } from '../../src/data/index.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { CITY, csv, KEY, logger, NOW, row, seedPolicies } from '../web/entries/support.js';

const listOf = (rows: number): Buffer => csv(Array.from({ length: rows }, (_, place) => row(place + 1)));

/** Uploads, confirms and writes a list; answers with how often another job got its turn in each half. */
async function importWhole(dependencies: ImportDependencies, bytes: Buffer) {
  const data = dependencies.data as RunnerDependencies['data'];
  let turns = 0;
  let over = false;
  const takeTurns = () => {
    turns += 1;
    if (!over) setImmediate(takeTurns);
  };
  takeTurns();
  const uploaded = await previewImport(dependencies, { actor: CITY.actor, key: KEY, fileName: 'list.csv', bytes });
  const importId = uploaded.ok ? uploaded.importId : '';
  const whileJudging = turns;
  await confirmImport(dependencies, { actor: CITY.actor, importId });
  const runner = importRunner({ ...dependencies, data, messages: { send: () => Promise.resolve() }, logger });
  runner.start(importId);
  runner.start(importId);
  await runner.idle();
  over = true;
  return { list: await dependencies.data.imports.find(importId), whileJudging, whileWriting: turns - whileJudging };
}

/** Stores that answer at once, so that only the work of the commands themselves is in the way of others. */
function quickStores() {
  let list: ListImport | null = null;
  let kept: readonly ImportRow[] = [];
  const chunks: number[] = [];
  const fakes = {
    imports: {
      find: () => Promise.resolve(list),
      create: (upload: { importId: string; by: string; at: number; rows: readonly ImportRow[] }) => {
        const { importId, by, at, rows } = upload;
        kept = rows;
        const counts = { NEW: rows.length, SAME: 0, CHANGED: 0, FAULTY: 0 };
        const file = { fileName: '', sha256: '', size: 0, fileId: '' };
        list = { importId, by, at, ...file, state: 'PREVIEW', counts, total: rows.length, done: 0 };
        return Promise.resolve(list);
      },
      confirm: (_id: string, at: number) => {
        if (list !== null) list = { ...list, state: 'RUNNING', confirmedAt: at };
        return Promise.resolve(true);
      },
      async *allRows() {
        for (const item of kept) yield await Promise.resolve(item);
      },
      progress: (_id: string, done: number) => {
        if (list !== null) list = { ...list, done };
        return Promise.resolve();
      },
      finish: (_id: string, { result }: { result: ListImport['result'] }) => {
        if (list !== null && result !== undefined) list = { ...list, state: 'DONE', result };
        return Promise.resolve();
      },
    },
    entries: {
      compare: (rows: readonly unknown[]) => Promise.resolve(rows.map(() => 'NEW')),
      ofUsccs: () => Promise.resolve([]),
      upsertImported: ({ rows }: { rows: readonly unknown[] }) => {
        chunks.push(rows.length);
        return Promise.resolve({ added: rows.length, changed: 0, same: 0 });
      },
    },
    enterprises: {
      findManyByUscc: () => Promise.resolve([]),
      compare: (firms: readonly unknown[]) => Promise.resolve(firms.map(() => null)),
      upsertMany: () => Promise.resolve([]),
    },
    accounts: { findManyById: () => Promise.resolve([]) },
    audit: { append: () => Promise.resolve('appended') },
  };
  const dependencies = { data: fakes as unknown as ImportDependencies['data'], clock: () => NOW };
  return { dependencies, chunks };
}

describe('a list of ten thousand rows', () => {
  it('is judged and handed to the store in small chunks, and other work goes on meanwhile', async () => {
    const { dependencies, chunks } = quickStores();

    const { list, whileJudging, whileWriting } = await importWhole(dependencies, listOf(10_000));

    expect(list).toMatchObject({ state: 'DONE', done: 10_000, result: { added: 10_000, changed: 0, same: 0 } });
    expect(chunks.reduce((sum, size) => sum + size, 0)).toBe(10_000);
    expect(Math.max(...chunks)).toBeLessThanOrEqual(500);
    expect(whileJudging).toBeGreaterThan(10);
    expect(whileWriting).toBeGreaterThanOrEqual(chunks.length);
  }, 60_000);
});

describe('a list on the real database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
    await seedPolicies(database);
  });
  afterAll(() => database.close());

  it('is written once, however often it is started', async () => {
    const { list } = await importWhole({ data: database.data, clock: () => NOW }, listOf(600));

    expect(list).toMatchObject({ state: 'DONE', done: 600, result: { added: 600, changed: 0, same: 0 } });
    expect(await database.data.entries.count()).toBe(600);
  }, 60_000);
});
