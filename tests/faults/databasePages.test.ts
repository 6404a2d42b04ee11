import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ownDatabase } from '../../engines/testServers.mjs';
import { hashPassword } from '../../src/accounts/passwordHash.js';
import { brokenChains, type CaseWorld, caseWorld, mustBeDone } from '../support/caseWorld.js';
import { hiddenFields, visitor, type WebProcess, webProcess } from '../support/webProcess.js';

jest.setTimeout(180_000);

const AWAY_MS = 10_000;
const PASSWORD = 'a long sentence for this test 2026';
const TYPED = {
  performance: '罚款已缴清，“整改” <完毕> & 复查合格',
  receiptNumber: 'SJ-0001',
  paidAmount: '5000',
  paidOn: '2026-04-10',
  improvement: '每月自查一次。\n设立信用专员。',
};

let database: Awaited<ReturnType<typeof ownDatabase>>;
let world: CaseWorld;
let web: WebProcess;

beforeAll(async () => {
  database = await ownDatabase();
  world = await caseWorld({ mongodbUri: database.uri });
  const { accountId } = world.people.rep;
  await world.data.accounts.setPassword(accountId, { passwordHash: await hashPassword(PASSWORD), at: Date.now() });
  await world.worker.start();
  await world.start();
  mustBeDone(await world.register());
  web = await webProcess({ MONGODB_URI: database.uri, TASK_QUEUE: world.taskQueue });
});

afterAll(async () => {
  await web.stop();
  await world.close();
  await database.remove();
});

describe('a person whose form meets a database that is away for ten seconds', () => {
  it('reads "try again", keeps every word, and sending the page once more saves it once', async () => {
    const rep = visitor(web.origin);
    await rep.signIn(`rep-${world.people.rep.accountId}`, PASSWORD);
    const address = `/cases/${world.caseId}/answers`;
    const form = await rep.get(address);
    await database.stop({ hard: true });
    const stoppedAt = Date.now();

    const refused = await rep.post(address, { ...hiddenFields(form.text), ...TYPED });

    expect(refused.status).toBe(503);
    expect(refused.text).toContain('请稍后再试');
    expect(refused.text).toContain(`action="${address}"`);
    const kept = hiddenFields(refused.text);
    expect(kept).toMatchObject(TYPED);
    await new Promise(resolve => setTimeout(resolve, stoppedAt + AWAY_MS - Date.now()));
    await database.start();

    let again = await rep.post(address, kept);
    for (let tries = 0; tries < 20 && again.status !== 303; tries += 1) {
      await new Promise(resolve => setTimeout(resolve, 500));
      again = await rep.post(address, kept);
    }
    expect(again.location).toContain(`/cases/${world.caseId}`);
    expect((await rep.post(address, kept)).status).toBe(303);

    expect((await world.stored()).answers).toEqual(TYPED);
    const saved = (await world.data.audit.ofChain(`case:${world.caseId}`)).filter(({ kind }) => kind === 'saveAnswers');
    expect(saved).toHaveLength(1);
    expect(await brokenChains(world.data)).toEqual([]);
  });
});
