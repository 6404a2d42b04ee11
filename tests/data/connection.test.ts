import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectDatabase, ensureIndexes, isDatabaseAway } from '../../src/data/index.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('connectDatabase', () => {
  it('gives up after three seconds where no server answers, in a way a page can tell from a fault', async () => {
    const began = Date.now();
    const failure: unknown = await connectDatabase('mongodb://127.0.0.1:1/none?directConnection=true').catch(
      (error: unknown) => error,
    );

    expect(isDatabaseAway(failure)).toBe(true);
    expect(Date.now() - began).toBeLessThan(6_000);
    expect(isDatabaseAway(new Error('a fault of ours'))).toBe(false);
  });

  it('asks the majority and the journal for every write', () => {
    const { writeConcern } = database.connection.getClient().options;

    expect(writeConcern).toMatchObject({ w: 'majority', journal: true });
  });
});

describe('ensureIndexes', () => {
  it('can be run again and leaves the guards of uniqueness in place', async () => {
    await ensureIndexes(database.connection);
    const uniqueKeys = async (collection: string) =>
      (await database.connection.collection(collection).indexes())
        .filter(index => index.unique === true)
        .map(index => Object.keys(index.key).join(','));

    expect(await uniqueKeys('auditRecords')).toEqual(expect.arrayContaining(['chain,seq', 'chain,key']));
    expect(await uniqueKeys('listEntries')).toContain('key');
    expect(await uniqueKeys('accounts')).toContain('signInKey');
    expect(await uniqueKeys('certificates')).toEqual(expect.arrayContaining(['attemptId', 'number']));
  });

  it('answers a ping', async () => {
    await expect(database.data.ping()).resolves.toBeUndefined();
  });
});
