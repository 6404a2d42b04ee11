import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { dayOf } from '../../../src/domain/calendarDay.js';
import { hiddenIn, person, tokenIn } from '../../support/learner.js';
import { type QuizStage, quizStage } from './support.js';

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

describe('before the quiz', () => {
  it('names the rules', async () => {
    const { text } = await stage.as(person(accountId)).get('/quiz').expect(200);

    for (const words of ['25 题', '60 分钟', '80 分以上', '本轮还剩 3 次', '演示参数']) expect(text).toContain(words);
  });

  it('leads to a certificate that counts, on its last day as well', async () => {
    const { certificates } = stage.world.database.data;
    const validUntil = dayOf(stage.world.now);
    await certificates.issue({
      ...{ certificateId: `${accountId}-c`, number: `${accountId}-c`, attemptId: `${accountId}-c`, accountId },
      ...{ personName: '张示例', usccs: [], score: 90, minutes: 190, issuedOn: '2026-01-01', validUntil },
    });

    const { text } = await stage.as(person(accountId)).get('/quiz').expect(200);

    expect(text).toContain(`href="/training/certificates/${accountId}-c"`);
  });

  it('says which modules are missing and offers no start', async () => {
    await stage.world.addLearner('unread');
    const { text } = await stage.as(person('unread')).get('/quiz').expect(200);

    expect(text).toContain('制度入门、法规与名单');
    expect(text).not.toContain('开始考试</button>');
  });

  it('refuses a start that is not allowed, in words, and keeps the key', async () => {
    await stage.world.addLearner('unread-2');
    const agent = stage.as(person('unread-2'));
    const token = tokenIn(
      (await agent.get('/')).text + (await agent.get(`/training/modules/MOD1/lessons/MOD1-L1`)).text,
    );
    const key = '11111111-1111-4111-8111-111111111111';

    const { text } = await agent.post('/quiz').type('form').send({ _csrf: token, key }).expect(422);

    expect(text).toContain('大约还差 3 分钟');
    expect(await stage.world.database.data.exams.ofAccount('unread-2')).toEqual([]);
  });

  it('says that the system is busy and goes on with the same sitting afterwards', async () => {
    const agent = stage.as(person(accountId));
    const page = await agent.get('/quiz');
    const form = { _csrf: tokenIn(page.text), key: hiddenIn(page.text, 'key') };
    stage.world.failNext = { ok: false, pending: true };

    const busy = await agent.post('/quiz').type('form').send(form).expect(503);
    expect(busy.text).toContain('系统正忙');
    await agent.get(`/quiz/${form.key}`).expect(200).expect('refresh', '2');
    await agent.post('/quiz').type('form').send(form).expect(303).expect('location', `/quiz/${form.key}`);

    expect(await stage.world.database.data.exams.ofAccount(accountId)).toHaveLength(1);
  });

  it('of two starts in two tabs makes one sitting', async () => {
    const { agent, token, attemptId } = await stage.started(accountId);

    await agent
      .post('/quiz')
      .type('form')
      .send({ _csrf: token, key: '22222222-2222-4222-8222-222222222222' })
      .expect('location', `/quiz/${attemptId}`);
  });

  it('never opens the sitting of another person by its key', async () => {
    const { attemptId } = await stage.started(accountId);
    await stage.world.addLearner('thief');
    await stage.world.completeTraining('thief');
    const agent = stage.as(person('thief'));
    const page = await agent.get('/quiz');

    await agent
      .post('/quiz')
      .type('form')
      .send({ _csrf: tokenIn(page.text), key: attemptId })
      .expect(422);

    expect(await stage.world.database.data.exams.ofAccount('thief')).toEqual([]);
  });

  it('asks for a token and a key', async () => {
    const agent = stage.as(person(accountId));
    const token = tokenIn((await agent.get('/quiz')).text);

    await agent.post('/quiz').type('form').send({ key: 'x' }).expect(403);
    await agent.post('/quiz').type('form').send({ _csrf: token, key: 'x' }).expect(422);
  });

  it.each(['AGENT', 'COUNTY_REVIEWER', 'TRAINER', 'CITY_ADMIN'] as const)('is closed to %s', async role => {
    expect((await stage.as(person('staff', role)).get('/quiz')).status).toBe(403);
  });
});
