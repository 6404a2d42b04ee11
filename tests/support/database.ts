import {
  connectDatabase,
  dataAccess,
  type DataAccess,
  type DatabaseConnection,
  ensureIndexes,
} from '../../src/data/index.js';
import { telling } from './databaseCommands.js';
import { testDatabaseUri } from './databaseUri.js';

export interface TestDatabase {
  connection: DatabaseConnection;
  data: DataAccess;
  keys: { fieldKey: Buffer; indexKey: Buffer; auditKey: Buffer };
  /** Closes the pool. */
  close(): Promise<void>;
}

const keyOf = (seed: number) => Buffer.from(Array.from({ length: 32 }, (_, place) => (seed + place * 7) % 256));

/** The law is read once and anew after each change, as in the web process. */
const LAW_MEMORY_MS = 600_000;

/** Says of a kept database that all its indexes are made. */
const READY = 'ready';
/** Names of the kept databases that no suite uses now, by series. */
const idle = new Map<string, string[]>();
let made = 0;

interface TestDatabaseOptions {
  /** Suites that change the indexes name a series of their own. */
  series?: string;
  /** For suites that ask what the database was asked (`commandsDuring`); it makes every question dearer. */
  tells?: boolean;
}

/**
 * A database with all indexes and nothing in it. Each test process keeps its databases from one suite to the next and
 * empties them, as that is far cheaper than making the indexes anew. Close it in `afterAll`.
 */
export async function openTestDatabase({
  series = 'kept',
  tells = false,
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = idle.get(series)?.pop() ?? nextName(series);
  const uri = testDatabaseUri(name);
  const connection = await connectDatabase(tells ? telling(uri) : uri);
  await emptied(connection);
  let closed = false;
  return testDatabase(connection, async () => {
    if (closed) return;
    closed = true;
    await connection.close();
    idle.set(series, [...(idle.get(series) ?? []), name]);
  });
}

function nextName(series: string): string {
  made += 1;
  return `${series}_${process.env['JEST_WORKER_ID'] ?? '0'}_${String(made)}`;
}

/** A database of its own at this address, with all indexes, that is dropped in the end. */
export async function openOwnDatabase(uri: string): Promise<TestDatabase> {
  const connection = await connectDatabase(uri);
  await ensureIndexes(connection);
  return testDatabase(connection, async () => {
    await connection.dropDatabase();
    await connection.close();
  });
}

async function emptied(connection: DatabaseConnection): Promise<void> {
  const names = (await connection.listCollections()).map(({ name }) => name);
  if (names.includes(READY)) {
    await Promise.all(names.filter(name => name !== READY).map(name => connection.collection(name).deleteMany({})));
    return;
  }
  await connection.dropDatabase();
  await ensureIndexes(connection);
  await keepEnded(connection);
  await connection.createCollection(READY);
}

/**
 * The database's clock is the machine's. On a date before it, what a test writes is over by that clock, and the server
 * would remove it within a minute.
 */
async function keepEnded(connection: DatabaseConnection): Promise<void> {
  if (Number(process.env['XINFU_DATE_SHIFT_MS'] ?? 0) >= 0) return;
  for (const { name } of await connection.listCollections()) {
    const indexes = await connection.collection(name).indexes();
    const ending = indexes.filter(({ expireAfterSeconds }) => expireAfterSeconds !== undefined);
    for (const index of ending) await connection.collection(name).dropIndex(String(index.name));
  }
}

function testDatabase(connection: DatabaseConnection, close: () => Promise<void>): TestDatabase {
  const keys = { fieldKey: keyOf(1), indexKey: keyOf(2), auditKey: keyOf(3) };
  return { connection, data: dataAccess(connection, keys, { lawMemoryMs: LAW_MEMORY_MS }), keys, close };
}
