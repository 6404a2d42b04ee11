import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { answers } from '../../engines/ports.mjs';
import { ownDatabase } from '../../engines/testServers.mjs';

type OwnDatabase = Awaited<ReturnType<typeof ownDatabase>>;

describe('a database of the test’s own', () => {
  let database: OwnDatabase;
  let client: MongoClient;

  beforeAll(async () => {
    database = await ownDatabase();
    client = await MongoClient.connect(database.uri, { serverSelectionTimeoutMS: 2_000 });
  }, 120_000);

  afterAll(async () => {
    await client.close();
    await database.remove();
  });

  it('keeps every acknowledged write over kill -9 and answers at the same address again', async () => {
    const letters = client.db().collection<{ _id: string }>('letters');
    await letters.insertOne({ _id: 'first' });

    await database.stop({ hard: true });
    const answeredWhileStopped = await answers('127.0.0.1', database.port);
    await database.start();

    expect(answeredWhileStopped).toBe(false);
    expect(await letters.find().toArray()).toEqual([{ _id: 'first' }]);
  });
});
