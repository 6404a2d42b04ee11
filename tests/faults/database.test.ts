import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ownDatabase } from '../../engines/testServers.mjs';
import { brokenChains, type CaseWorld, caseWorld, mustBeDone } from '../support/caseWorld.js';

jest.setTimeout(180_000);

const AWAY_MS = 10_000;
/** What a page waits for at most before it says that the act is still being processed. */
const PAGE_PATIENCE_MS = 8_000;

let database: Awaited<ReturnType<typeof ownDatabase>>;
let world: CaseWorld;

beforeAll(async () => {
  database = await ownDatabase();
  world = await caseWorld({ mongodbUri: database.uri });
  await world.worker.start();
});

afterAll(async () => {
  await world.close();
  await database.remove();
});

describe('a database that is away for ten seconds', () => {
  it('makes an act "still being processed", and the same form sent again finds it done once', async () => {
    await world.start();
    const key = randomUUID();
    await database.stop({ hard: true });
    const stoppedAt = Date.now();

    const unanswered = await world.register(key);

    expect(unanswered).toEqual({ ok: false, pending: true });
    expect(Date.now() - stoppedAt).toBeLessThan(PAGE_PATIENCE_MS);
    await new Promise(resolve => setTimeout(resolve, stoppedAt + AWAY_MS - Date.now()));
    await database.start();

    let again = await world.register(key);
    for (let tries = 0; tries < 10 && !again.ok; tries += 1) again = await world.register(key);
    const registered = mustBeDone(again);

    expect(registered.stage).toBe('READY_TO_SIGN');
    const kinds = (await world.data.audit.ofChain(`case:${world.caseId}`)).map(({ kind }) => kind);
    expect(kinds).toEqual(['open', 'register', 'enrol', 'quizPassed']);
    expect((await world.stored()).version).toBe(kinds.length);
    expect(await brokenChains(world.data)).toEqual([]);
  });
});
