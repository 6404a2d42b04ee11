import type { ImportRow, ListImport } from '../data/index.js';
import type { PersonRef } from '../domain/access/actor.js';
import type { MessageGateway } from '../messaging/messageGateway.js';
import type { ImportDependencies } from './importCommands.js';
import { foreignFirms, type ImportRowContent } from './importJudgement.js';
import { askAboutPersons, type PersonQuestionStores } from './personQuestions.js';
import { statedFirm } from './statedFirm.js';

/** Where a fault is told that no answer can carry any more. */
export interface FaultLog {
  error(facts: object, message: string): void;
}

/** What writing a list needs. */
export type RunnerDependencies = ImportDependencies & {
  readonly data: PersonQuestionStores;
  readonly messages: MessageGateway;
  readonly logger: FaultLog;
};

export interface ImportRunner {
  /** Writes the rows of a released import behind the answers to other requests; a second call joins the first. */
  start(importId: string): void;
  /** Takes up every import that a stopped process left half written. */
  resume(): Promise<void>;
  /** Resolves when nothing is being written. */
  idle(): Promise<void>;
}

const CHUNK = 250;

/**
 * Writes released imports in chunks. How far it came is in the store, and each row is written by its key, so that an
 * import broken off by the end of the process is taken up again without doubling anything.
 */
export function importRunner(dependencies: RunnerDependencies): ImportRunner {
  const running = new Map<string, Promise<void>>();
  const start = (importId: string): void => {
    if (running.has(importId)) return;
    const work = writeImport(dependencies, importId)
      .catch((error: unknown) => breakOff(dependencies, importId, error))
      .finally(() => running.delete(importId));
    running.set(importId, work);
  };
  return {
    start,
    async resume() {
      for (const { importId } of await dependencies.data.imports.unfinished()) start(importId);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}

/** Tries of writing before someone has to look: the next look takes up an import that broke off. */
export const MOST_TRIES = 3;

/** Counts the try. It is kept in the database, so an outage of the database alone never ends an import. */
async function breakOff({ data, clock, logger }: RunnerDependencies, importId: string, error: unknown): Promise<void> {
  logger.error({ err: error, importId }, 'import broken off');
  try {
    await data.imports.breakOff(importId, { error: kindOf(error), at: clock(), most: MOST_TRIES });
  } catch (fault) {
    logger.error({ err: fault, importId }, 'try of an import not counted');
  }
}

/** Name and code of a fault; its message may hold what stands in a row. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  const { code } = error as { code?: unknown };
  return typeof code === 'number' || typeof code === 'string' ? `${error.name} ${String(code)}` : error.name;
}

async function writeImport(dependencies: RunnerDependencies, importId: string): Promise<void> {
  const { data, clock } = dependencies;
  const list = await data.imports.find(importId);
  if (list?.state !== 'RUNNING') return;
  const total = { added: 0, changed: 0, same: list.counts.SAME };
  const importers = await importersOf(data, list);
  const write = async (rows: readonly ImportRow<ImportRowContent>[]): Promise<void> => {
    const entries = rows.flatMap(({ line, content: { entry } }) => (entry === undefined ? [] : [{ line, entry }]));
    const usccs = entries.map(({ entry }) => entry);
    const foreign = await foreignFirms(data, usccs, list.county);
    const own = entries.filter(({ entry }) => !foreign.has(entry.uscc));
    const at = list.confirmedAt ?? list.at;
    const batch = { rows: own.map(({ entry }) => entry), importId, importedBy: list.by, importers, at };
    const counts = await data.entries.upsertImported(batch);
    const brought = { way: 'IMPORT', sourceId: importId, by: importers } as const;
    const stated = own.map(({ line, entry }) => ({ ...statedFirm(entry, at, { importId, line }), brought }));
    const differences = await data.enterprises.upsertMany(stated);
    await askAboutPersons(dependencies, { list, importers, differences, at });
    total.added += counts.added;
    total.changed += counts.changed;
    total.same += counts.same;
  };
  let passed = 0;
  for await (const rows of inChunks(data.imports.allRows<ImportRowContent>(importId, ['NEW', 'CHANGED']))) {
    passed += rows.length;
    if (passed <= list.done) continue; // written before the process ended
    await write(rows);
    await data.imports.progress(importId, passed);
    await new Promise(resolve => setImmediate(resolve));
  }
  await data.imports.finish(importId, { result: isTakenUp(list) ? countsOf(list) : total, at: clock() });
}

/** Who uploaded the list and who confirmed it: neither decides on its entries afterwards, by whatever account. */
async function importersOf({ accounts }: RunnerDependencies['data'], list: ListImport): Promise<PersonRef[]> {
  const ids = [...new Set([list.by, list.confirmedBy ?? list.by])];
  const marks = new Map((await accounts.findManyById(ids)).map(({ accountId, personMark }) => [accountId, personMark]));
  return ids.map(accountId => {
    const personMark = marks.get(accountId);
    return { accountId, ...(personMark !== undefined && { personMark }) };
  });
}

const isTakenUp = ({ done, tries = 0, retriedAt }: ListImport): boolean =>
  done > 0 || tries > 0 || retriedAt !== undefined;

/** Of an import taken up half way the preview's verdicts are the only whole account. */
const countsOf = ({ counts }: ListImport) => ({ added: counts.NEW, changed: counts.CHANGED, same: counts.SAME });

async function* inChunks<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

const runners = new WeakMap<object, ImportRunner>();

/** The one runner of this process for a database, so that two requests do not write the same import side by side. */
export function importRunnerFor({ data, messages, clock, logger }: RunnerDependencies): ImportRunner {
  const known = runners.get(data.imports);
  if (known !== undefined) return known;
  const made = importRunner({ data, messages, clock, logger });
  runners.set(data.imports, made);
  return made;
}
