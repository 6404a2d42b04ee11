import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MODULE_IDS } from '../../../src/domain/training/modules.js';
import { databaseWire } from '../../support/databaseWire.js';
import { SEED_LAW } from '../../support/law.js';
import { giveFirm, person, USCC } from '../../support/learner.js';
import { type QuizStage, quizStage, save, type Sitting } from './support.js';

let stage: QuizStage;
beforeAll(async () => {
  stage = await quizStage();
});
afterAll(async () => {
  await stage.world.database.close();
});
let accountId = '';
beforeEach(async () => {
  accountId = await stage.newLearner();
});

/** Lets every question to the sittings fail as it does with the database gone, while `story` is told. */
async function withoutDatabase(story: () => Promise<unknown>): Promise<void> {
  const { exams } = stage.world.database.data;
  const kept = { ...exams };
  const gone = () => Promise.reject(Object.assign(new Error('gone'), { name: 'MongoNetworkError' }));
  Object.assign(exams, { find: gone, noteOutage: gone });
  try {
    await story();
  } finally {
    Object.assign(exams, kept);
  }
}

const attemptOf = async ({ attemptId }: Sitting) => stage.world.database.data.exams.find(attemptId);

/** Sits and fails so often that the next failure uses up the round; answers with the last sitting, still running. */
async function lastSitting(): Promise<Sitting> {
  const { exams } = stage.world.database.data;
  for (const serial of ['1', '2']) {
    const attempt = { attemptId: `${accountId}-${serial}`, accountId, seed: 's', paper: { seed: 's', questions: [] } };
    const { attemptId } = attempt;
    await exams.createAttempt({ ...attempt, seconds: 1, policyVersion: SEED_LAW.versionId, createdAt: 1 });
    const detail = { right: 0, total: 1, score: 0, passed: false, modules: [], failedModules: MODULE_IDS, marks: [] };
    await exams.close(attemptId, { at: 2, outcome: { passed: false, score: 0, detail }, revision: 0 });
  }
  return stage.started(accountId);
}

describe('a sitting whose answers met an outage', () => {
  it('is void and not counted where nothing was stored any more, also when the outage is known only after its end', async () => {
    await giveFirm(stage.world, accountId);
    const sitting = await lastSitting();
    stage.world.now += 60_000;
    const arrived = stage.world.now;
    await withoutDatabase(async () => {
      await save(sitting, ['w1=', 'q1=A']).expect(503);
      await stage.world.outages.flush();
    });
    await stage.world.runOut(sitting.attemptId);
    expect((await stage.world.database.data.training.progress(accountId))?.modules).toEqual({});
    stage.world.told.length = 0;

    await stage.world.outages.flush();
    await stage.world.outages.flush();

    expect(await attemptOf(sitting)).toMatchObject({
      outage: { from: arrived, to: arrived },
      voidedAt: stage.world.now,
    });
    const { text } = await sitting.agent.get(`/quiz/${sitting.attemptId}/result`).expect(200);
    expect(text).toContain('这次考试作废，不计次数');
    expect(text).not.toMatch(/得分|需要复习/);
    const start = await sitting.agent.get('/quiz').expect(200);
    expect(start.text).toContain('本轮还剩 1 次');
    expect(start.text).toContain('作废，不计次数</strong>');
    expect(start.text).toContain('开始考试');
    expect(stage.world.told).toEqual([`entry-${USCC}`]);
    const inbox = await stage.world.database.data.notices.forActor(person(accountId).actor, { page: 1, size: 9 });
    expect(inbox.items.map(({ code }) => code)).toEqual(['quizVoided']);
    const acts = await stage.world.database.data.audit.ofChain('admin');
    expect(acts.filter(({ kind }) => kind === 'quizVoided').map(({ data }) => data)).toEqual([
      expect.objectContaining({ attemptId: sitting.attemptId, outage: { from: arrived, to: arrived } }),
    ]);
  });

  it('keeps of several forms that were lost the first and the last instant', async () => {
    const sitting = await stage.started(accountId);
    const first = stage.world.now + 60_000;
    await withoutDatabase(async () => {
      for (const at of [first, first + 30_000, first + 90_000]) {
        stage.world.now = at;
        await save(sitting, ['w1=', 'q1=A']).expect(503);
      }
      await stage.world.outages.flush();
    });

    for (let time = 0; time < 3; time += 1) await stage.world.outages.flush();

    expect((await attemptOf(sitting))?.outage).toEqual({ from: first, to: first + 90_000 });
  });

  it('is void where the database was really away: noted at once, written down when it answers again', async () => {
    const { exams } = stage.world.database.data;
    const kept = { ...exams };
    const sitting = await lastSitting();
    const wire = await databaseWire(stage.world.database);
    Object.assign(exams, wire.data.exams);
    const arrived = stage.world.now;
    try {
      await wire.cut();
      await save(sitting, ['w1=', 'q1=A']).expect(503);
      await stage.world.outages.flush();
      expect((await kept.find(sitting.attemptId))?.outage).toBeUndefined();

      await wire.mend();
      await stage.world.outages.flush();
    } finally {
      Object.assign(exams, kept);
      await wire.close();
    }

    expect((await attemptOf(sitting))?.outage).toEqual({ from: arrived, to: arrived });
    await stage.world.runOut(sitting.attemptId);
    expect((await attemptOf(sitting))?.voidedAt).toBe(stage.world.now);
  });

  it('is void as it closes where the outage is known by then', async () => {
    const sitting = await lastSitting();
    await withoutDatabase(() => save(sitting, ['w1=', 'q1=A']));
    await stage.world.outages.flush();
    expect((await attemptOf(sitting))?.voidedAt).toBeUndefined();

    await stage.world.runOut(sitting.attemptId);

    expect((await attemptOf(sitting))?.voidedAt).toBe(stage.world.now);
    expect(Object.keys((await stage.world.database.data.training.progress(accountId))?.modules ?? {})).toHaveLength(8);
  });

  it('counts where the answers were stored after the outage', async () => {
    const sitting = await lastSitting();
    await withoutDatabase(() => save(sitting, ['w1=', 'q1=A']));
    stage.world.now += 3_000;
    await save(sitting, ['w1=', 'q1=A']).expect(303);

    await stage.world.outages.flush();
    await stage.world.runOut(sitting.attemptId);

    expect(await attemptOf(sitting)).toMatchObject({ answers: expect.anything(), outage: expect.anything() });
    expect((await attemptOf(sitting))?.voidedAt).toBeUndefined();
    expect((await sitting.agent.get('/quiz')).text).toContain('本轮还剩 0 次');
  });

  it.each([
    ['a form after the end', 'save', 1],
    ['a page that could only not be read', 'read', -60_000],
  ])('is not made void by %s', async (_says, act, past) => {
    const sitting = await stage.started(accountId);
    stage.world.now = ((await attemptOf(sitting))?.closesAt ?? 0) + past;
    await withoutDatabase(async () => {
      if (act === 'save') await save(sitting, ['q1=A']).expect(503);
      else await sitting.agent.get(`/quiz/${sitting.attemptId}`).expect(503);
    });
    await stage.world.outages.flush();
    await stage.world.runOut(sitting.attemptId);

    expect((await attemptOf(sitting))?.voidedAt).toBeUndefined();
  });

  it('is not made void by a refused form', async () => {
    const sitting = await stage.started(accountId);
    await save(sitting, ['q1=Z']).expect(422);
    await sitting.agent.post(`/quiz/${sitting.attemptId}/save`).type('form').send({ q1: 'A' }).expect(403);
    await stage.world.outages.flush();
    await stage.world.runOut(sitting.attemptId);

    expect(await attemptOf(sitting)).not.toHaveProperty('outage');
  });
});
