import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hiddenIn, person, tokenIn } from '../../support/learner.js';
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
      .expect(200, { saved: true, elsewhere: false });

    const elsewhere = stage.as(person(accountId));
    expect((await elsewhere.get(`/quiz/${attemptId}`)).text).toMatch(/name="q1" type="radio" value="B" checked/);
  });

  it('stores a whole page without the script', async () => {
    const sitting = await stage.started(accountId);
    const answers = stage.world.answersOf(sitting.paper, true);

    await save(sitting, [...formOf(sitting.paper, answers), 'then=save']).expect(303);

    expect((await stage.world.database.data.exams.find(sitting.attemptId))?.answers).toEqual(answers);
  });

  it('lets an answer be taken back in so many words only', async () => {
    const sitting = await stage.started(accountId);
    await save(sitting, ['w1=', 'q1=A']).expect(303);
    expect(await stage.labels(sitting)).toEqual({ 1: 'A' });

    await save(sitting, ['w1=A', 'q1=A', 'c1=yes']).expect(303);

    expect(await stage.labels(sitting)).toEqual({});
  });

  it('shows with each question what is stored, for the page to tell later what it changed', async () => {
    const sitting = await stage.started(accountId);
    await save(sitting, ['w1=', 'q1=B']);

    const { text } = await sitting.agent.get(`/quiz/${sitting.attemptId}`);

    expect(hiddenIn(text, 'w1')).toBe('B');
    expect(text).toContain('name="w2" value=""');
    expect(text.match(/data-clear hidden/g)?.length).toBe((text.match(/data-clear[ >]/g)?.length ?? 0) - 1);
  });

  it.each([
    ['an empty post', []],
    ['a page opened before the answers were given', ['w1=', 'w2=', 'w3=', 'w4=']],
    ['a page that shows them and sends them back', ['w1=A', 'q1=A', 'w2=B', 'q2=B', 'w3=', 'w4=']],
    ['a radio question sent blank', ['w1=A', 'w2=B']],
  ])('loses no stored answer to %s', async (_says, parts) => {
    const sitting = await stage.started(accountId);
    await save(sitting, ['q1=A', 'q2=B']).expect(303);

    await save(sitting, parts).expect(303);

    expect(await stage.labels(sitting)).toEqual({ 1: 'A', 2: 'B' });
  });

  it('of two pages keeps what each changed, and says beside the question where both changed it', async () => {
    const sitting = await stage.started(accountId);
    await save(sitting, ['w1=', 'q1=A', 'w2=', 'q2=B']).expect(303);

    const page = await save(sitting, ['w1=', 'q1=C', 'w2=', 'w3=', 'q3=D', 'then=finish']).expect(200);

    expect(page.text).toContain('有 1 道题在别的页面或设备上改过');
    expect(page.text.match(/class="xf-question__note"/g)).toHaveLength(1);
    expect(page.text).toMatch(/data-place="1">\s*<p class="xf-question__note">/);
    expect(await stage.labels(sitting)).toEqual({ 1: 'C', 2: 'B', 3: 'D' });
    // The page just sent shows the new state, so going on from it meets nothing.
    await save(sitting, ['w1=C', 'q1=C', 'w2=B', 'q2=B', 'w3=D', 'q3=D', 'then=finish'])
      .expect(303)
      .expect('location', `/quiz/${sitting.attemptId}/finish`);
  });

  it('says to the script where a question was changed elsewhere', async () => {
    const sitting = await stage.started(accountId);
    const { agent, attemptId, token } = sitting;
    const send = (body: object) => agent.post(`/quiz/${attemptId}/answers`).set('X-CSRF-Token', token).send(body);
    await send({ place: '1', chosen: 'A', was: '', cleared: 'false' }).expect(200, { saved: true, elsewhere: false });

    await send({ place: '1', chosen: 'B', was: '', cleared: 'false' }).expect(200, { saved: true, elsewhere: true });
    await send({ place: '1', chosen: '', was: 'B', cleared: 'false' }).expect(200);
    expect(await stage.labels(sitting)).toEqual({ 1: 'B' });
    await send({ place: '1', chosen: '', was: 'B', cleared: 'true' }).expect(200);
    expect(await stage.labels(sitting)).toEqual({});
  });

  it.each([['q1=Z'], ['q1=A&q1=B'], ['q1=constructor'], ['w1=Z&q1=A'], ['w1=AB']])('refuses %s', async parts => {
    const answer = await save(await stage.started(accountId), [parts]);

    expect(answer.status).toBe(422);
  });

  it.each([
    { place: '99', chosen: 'A' },
    { place: '1', chosen: 'Z' },
    { chosen: 'A' },
    { place: '1', chosen: 'A', was: 'Z' },
  ])('refuses %j', async body => {
    const { agent, attemptId, token } = await stage.started(accountId);

    await agent.post(`/quiz/${attemptId}/answers`).set('X-CSRF-Token', token).send(body).expect(422);
  });

  it('counts every answer received before the end, though the worker comes back after it', async () => {
    const sitting = await stage.started(accountId);
    stage.world.workerAway = true;
    const answers = formOf(sitting.paper, stage.world.answersOf(sitting.paper, true));

    await save(sitting, [...answers, 'then=finish']).expect(303);
    const { text } = await sitting.agent
      .post(`/quiz/${sitting.attemptId}/finish`)
      .type('form')
      .send({ _csrf: sitting.token });
    expect(text).toContain('还没有交卷。已保存的答案都在');

    stage.world.workerAway = false;
    await stage.world.runOut(sitting.attemptId);
    const result = await sitting.agent.get(`/quiz/${sitting.attemptId}/result`).expect(200);
    expect(result.text).toContain('得分 100 分');
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
    const lateForm = await agent
      .post(`/quiz/${attemptId}/save`)
      .type('form')
      .send({ _csrf: token, q1: 'A' })
      .expect(200);
    expect(lateForm.text).toContain('最后一次提交是在考试结束之后送到的，没有计入');
    expect((await agent.get(`/quiz/${attemptId}`).expect(200)).text).toContain('正在评分');
    expect((await stage.world.database.data.exams.find(attemptId))?.answers).toEqual({});

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
