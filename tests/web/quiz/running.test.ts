import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { person, tokenIn } from '../../support/learner.js';
import { formOf, type QuizStage, quizStage, save } from './support.js';

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

describe('a running quiz', () => {
  it('stores each answer as it is given and shows it on another device', async () => {
    const { agent, attemptId, token } = await stage.started(accountId);

    await agent
      .post(`/quiz/${attemptId}/answers`)
      .set('Accept', 'application/json')
      .set('X-CSRF-Token', token)
      .send({ place: '1', chosen: 'B' })
      .expect(200, { saved: true });

    const elsewhere = stage.as(person(accountId));
    expect((await elsewhere.get(`/quiz/${attemptId}`)).text).toMatch(/name="q1" type="radio" value="B" checked/);
  });

  it('stores a whole page without the script', async () => {
    const sitting = await stage.started(accountId);
    const answers = stage.world.answersOf(sitting.paper, true);

    await save(sitting, [...formOf(sitting.paper, answers), 'then=save']).expect(303);

    expect((await stage.world.database.data.exams.find(sitting.attemptId))?.answers).toEqual(answers);
  });

  it('lets an answer be taken back', async () => {
    const sitting = await stage.started(accountId);
    await save(sitting, ['q1=A']);
    await save(sitting, []);

    const stored = (await stage.world.database.data.exams.find(sitting.attemptId))?.answers ?? {};
    expect(Object.values(stored).flat()).toEqual([]);
  });

  it.each([['q1=Z'], ['q1=A&q1=B'], ['q1=constructor']])('refuses %s', async parts => {
    const answer = await save(await stage.started(accountId), [parts]);

    expect(answer.status).toBe(422);
  });

  it.each([{ place: '99', chosen: 'A' }, { place: '1', chosen: 'Z' }, { chosen: 'A' }])('refuses %j', async body => {
    const { agent, attemptId, token } = await stage.started(accountId);

    await agent.post(`/quiz/${attemptId}/answers`).set('X-CSRF-Token', token).send(body).expect(422);
  });

  it('keeps what was filled in while the system is busy', async () => {
    const sitting = await stage.started(accountId);
    stage.world.failNext = { ok: false, pending: true };

    const page = await save(sitting, ['q1=C', 'then=finish']).expect(503);

    expect(page.text).toContain('系统正忙');
    expect(page.text).toMatch(/name="q1" type="radio" value="C" checked/);
  });

  it('names the open questions before handing in', async () => {
    const sitting = await stage.started(accountId);
    const answers = formOf(sitting.paper, stage.world.answersOf(sitting.paper, true)).filter(
      part => !part.startsWith('q3='),
    );
    await save(sitting, [...answers, 'then=finish']).expect('location', `/quiz/${sitting.attemptId}/finish`);

    const { text } = await sitting.agent.get(`/quiz/${sitting.attemptId}/finish`).expect(200);

    expect(text).toContain('还有 1 题没有作答：第 3 题');
  });

  it('takes no answer after the time, and leads to the result', async () => {
    const { agent, attemptId, token } = await stage.started(accountId);
    stage.world.now = ((await stage.world.database.data.exams.find(attemptId))?.closesAt ?? 0) + 1;

    const late = await agent
      .post(`/quiz/${attemptId}/answers`)
      .set('X-CSRF-Token', token)
      .set('Accept', 'application/json')
      .send({ place: '1', chosen: 'A' })
      .expect(409);
    expect(late.body).toMatchObject({ saved: false, notice: expect.stringContaining('时间') });
    expect((await agent.get(`/quiz/${attemptId}`).expect(200)).text).toContain('正在评分');

    await stage.world.runOut(attemptId);
    await agent.get(`/quiz/${attemptId}`).expect(303).expect('location', `/quiz/${attemptId}/result`);
  });

  it('does not exist for anyone else', async () => {
    const { attemptId } = await stage.started(accountId);
    const other = stage.as(person('somebody-else'));
    const token = tokenIn((await other.get('/training/modules/MOD1/lessons/MOD1-L1')).text);

    for (const page of ['', '/finish', '/result'])
      expect((await other.get(`/quiz/${attemptId}${page}`)).status).toBe(404);
    for (const act of ['answers', 'save', 'finish'])
      await other.post(`/quiz/${attemptId}/${act}`).type('form').send({ _csrf: token, place: '1' }).expect(404);
  });

  it('changes nothing without a token', async () => {
    const { agent, attemptId } = await stage.started(accountId);

    for (const act of ['answers', 'save', 'finish'])
      expect((await agent.post(`/quiz/${attemptId}/${act}`)).status).toBe(403);
  });
});
