import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { appFor, CITY, confirmList, csv, KEY, row, seedPolicies, uploadList } from './support.js';

const ROWS = 10_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
});
afterAll(() => database.close());

describe('a list of ten thousand rows', () => {
  it('is judged and written in one go while other pages are served', async () => {
    const app = await appFor(database, CITY);
    const agent = request.agent(app);
    const rows = Array.from({ length: ROWS }, (_, place) => row(place + 1));
    const waits: number[] = [];
    let over = false;
    const visitor = (async () => {
      while (!over) {
        const before = performance.now();
        await request(app).get('/healthz').expect(200);
        waits.push(performance.now() - before);
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    })();

    const t0 = performance.now();
    const address = await uploadList(agent, csv(rows), KEY);
    const t1 = performance.now();
    await confirmList(database, agent, address);
    console.log('upload', t1 - t0, 'write', performance.now() - t1, 'max wait', Math.max(...waits));
    over = true;
    await visitor;

    expect(await database.data.entries.count()).toBe(ROWS);
    expect((await agent.get(address)).text).toContain('新增 10000 条');
    expect(Math.max(...waits)).toBeLessThan(3_000);
  }, 240_000);
});
