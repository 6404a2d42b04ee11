import mongoose, { type Connection } from 'mongoose';

// A filter value that arrives from outside is a value, never an operator; our own operators are marked in filters.ts.
mongoose.set('sanitizeFilter', true);
mongoose.set('strictQuery', 'throw');
mongoose.set('runValidators', true);
mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);

/** Long enough for an election or a short stop, short enough that a page can say "try again". */
const PATIENCE_MS = 3_000;

export type DatabaseConnection = Connection;

/**
 * Opens the pool. Writes are acknowledged by the majority and the journal, so that nothing reported as done can roll
 * back; while the database is away calls fail after 3 seconds instead of queueing up.
 */
export async function connectDatabase(uri: string): Promise<DatabaseConnection> {
  const connection = mongoose.createConnection(uri, {
    bufferCommands: false,
    serverSelectionTimeoutMS: PATIENCE_MS,
    connectTimeoutMS: PATIENCE_MS,
    waitQueueTimeoutMS: 2 * PATIENCE_MS,
    socketTimeoutMS: 60_000,
    heartbeatFrequencyMS: 2_000,
    maxPoolSize: 20,
    minPoolSize: 2,
    ignoreUndefined: true,
    writeConcern: { w: 'majority', journal: true },
    readPreference: 'primary',
    appName: 'xinfu',
  });
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw error;
  }
}

/** The driver's client below the connection, for the session store that shares the pool. */
export const mongoClient = (connection: DatabaseConnection) => connection.getClient();

/** True for failures that mean "the database is away", where the right answer to a person is "try again". */
export function isDatabaseAway(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(Mongo(ose)?(ServerSelection|Network|NetworkTimeout|NotConnected|PoolCleared|PoolClosed|WaitQueueTimeout|TopologyClosed|ClientClosed)|MongoNotConnected|Disconnected)/.test(
      error.name,
    )
  );
}
