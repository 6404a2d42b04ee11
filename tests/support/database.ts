import { jest } from '@jest/globals';
import {
  connectDatabase,
  dataAccess,
  type DataAccess,
  type DatabaseConnection,
  ensureIndexes,
} from '../../src/data/index.js';
import { telling } from './databaseCommands.js';
import { testDatabaseUri } from './databaseUri.js';

export { testDatabaseUri };

// Making and dropping seventy indexes takes its time while other suites keep both cores busy.
jest.setTimeout(60_000);

export interface TestDatabase {
  connection: DatabaseConnection;
  data: DataAccess;
  keys: { fieldKey: Buffer; indexKey: Buffer; auditKey: Buffer };
  /** Drops the database and closes the pool. */
  close(): Promise<void>;
}

const keyOf = (seed: number) => Buffer.from(Array.from({ length: 32 }, (_, place) => (seed + place * 7) % 256));

/** A database of its own on the server named by MONGODB_URI, with all indexes. Close it in `afterAll`. */
export async function openTestDatabase(uri = testDatabaseUri()): Promise<TestDatabase> {
  const connection = await connectDatabase(telling(uri));
  await ensureIndexes(connection);
  const keys = { fieldKey: keyOf(1), indexKey: keyOf(2), auditKey: keyOf(3) };
  return {
    connection,
    data: dataAccess(connection, keys),
    keys,
    async close() {
      await connection.dropDatabase();
      await connection.close();
    },
  };
}
