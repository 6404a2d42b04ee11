import { randomBytes } from 'node:crypto';
import { jest } from '@jest/globals';
import {
  connectDatabase,
  dataAccess,
  type DataAccess,
  type DatabaseConnection,
  ensureIndexes,
} from '../../src/data/index.js';

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
export async function openTestDatabase(): Promise<TestDatabase> {
  const connection = await connectDatabase(testDatabaseUri());
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

/** The server of MONGODB_URI with a random database name. */
export function testDatabaseUri(): string {
  const server = process.env['MONGODB_URI'];
  if (server === undefined || server === '') throw new Error('MONGODB_URI is not set: run the tests with npm test');
  // By hand, because a replica set's address names several hosts, which URL refuses.
  const [, hosts, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*(\?.*)?$/.exec(server) ?? [];
  if (hosts === undefined) throw new Error('MONGODB_URI is no MongoDB address');
  return `${hosts}/xinfu_${randomBytes(6).toString('hex')}${options}`;
}
