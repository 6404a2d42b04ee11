import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MODULE_IDS } from '../../../src/domain/training/modules.js';
import { emptyProgress } from '../../../src/domain/training/trainingProgress.js';
import { caseQueries } from '../../../src/queries/caseQueries.js';
import { formatDateTime } from '../../../src/web/format.js';
import { caseAt } from '../../domain/repair/support.js';
import { SEED_LAW } from '../../support/law.js';
import { type Browser, browserFor, type House, NOW, openHouse, REP, storeCase } from './support.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const QUIZ_LINK = /<a[^>]* href="\/quiz"[^>]*>参加在线考试/;
let house: House;
let rep: Browser;
beforeAll(async () => {
  house = await openHouse();
  rep = await browserFor(house, REP);
  await storeCase(house, { ...caseAt('TRAINING') });
});
afterAll(() => house.close());

/** Three failed sittings, the last one closed at this instant, and everything read since. */
async function failThreeTimes(closedAt: number): Promise<void> {
  const { exams, training } = house.database.data;
  await house.database.connection.collection('examAttempts').deleteMany({});
  const figures = { right: 0, total: 25, score: 0, passed: false, modules: [], failedModules: [], marks: [] };
  for (const place of [2, 1, 0]) {
    const attemptId = `${String(closedAt)}-${String(place)}`;
    const at = closedAt - place * HOUR;
    const paper = { questions: [] } as never;
    const drawn = { attemptId, accountId: 'rep', seed: 's', paper, seconds: 60, policyVersion: SEED_LAW.versionId };
    await exams.createAttempt({ ...drawn, createdAt: at - 1 });
    await exams.close(attemptId, { at, revision: 0, outcome: { passed: false, score: 0, detail: figures } });
  }
  const read = { seconds: 9_000, completedAt: closedAt + 1, lessonsOpened: [] };
  const modules = Object.fromEntries(MODULE_IDS.map(id => [id, read]));
  await training.update('rep', () => ({ progress: { ...emptyProgress('rep'), modules }, result: undefined }), NOW);
}

describe('a case whose applicant has used up the attempts', () => {
  it('says when the quiz may be tried again', async () => {
    await failThreeTimes(NOW - HOUR);

    const { text } = await rep.get('/cases/case-1').expect(200);

    expect(text).toContain(`${formatDateTime(new Date(NOW - HOUR + DAY), 'zh')} 起可以再考`);
    expect(text).not.toMatch(QUIZ_LINK);
  });

  it('has no attempt counted that our outage made void', async () => {
    await failThreeTimes(NOW - HOUR);
    await house.database.data.exams.markVoid(`${String(NOW - HOUR)}-0`, NOW);
    const view = await house.database.data.cases.find('case-1');
    if (view === null) throw new Error('no case');

    const { training } = await caseQueries({ data: house.database.data, demo: false, clock: () => NOW }).file(view);

    expect(training).toMatchObject({ attempts: 2 });
    expect(training).not.toHaveProperty('quizAgainAt');
  });

  it('opens the quiz as soon as the cool-down is over, although the case still stands at the courses', async () => {
    await failThreeTimes(NOW - DAY);

    const { text } = await rep.get('/cases/case-1').expect(200);

    expect(text).not.toContain('起可以再考');
    expect(text).toMatch(QUIZ_LINK);
  });
});
