import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { giveFirm, person } from '../../support/learner.js';
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

describe('the end of a quiz', () => {
  it('gives a certificate for a pass, with explanations and clauses', async () => {
    await giveFirm(stage.world, accountId);
    const sitting = await stage.started(accountId);

    const { text } = await stage.handIn(sitting, true);

    expect(text).toContain('考试通过');
    expect(text).toContain('得分 100 分');
    expect(text.match(/依据：[^A-Za-z<]+</g)).toHaveLength(25);
    const certificate = await stage.world.database.data.certificates.ofAttempt(sitting.attemptId);
    expect(certificate).toMatchObject({ accountId, usccs: ['91411722PDY000028K'], score: 100, minutes: 240 });
    expect(certificate?.validUntil).toBe('2027-11-23');
    const shown = await sitting.agent.get(`/training/certificates/${sitting.attemptId}`).expect(200);
    expect(shown.text).toMatch(
      /<dt[^>]*>有效期至<\/dt>\s*<dd[^>]*>[^<]*<a class="govuk-link xf-source-mark"[^>]*>本平台规定</,
    );
    expect(shown.text).toContain(certificate?.number);
    expect(shown.text).toContain('示例建材有限公司');
    await sitting.agent
      .get(`/training/certificates/${sitting.attemptId}/file`)
      .expect(200)
      .expect('content-type', 'application/pdf');
    const other = stage.as(person('somebody-else'));
    await other.get(`/training/certificates/${sitting.attemptId}`).expect(404);
    await other.get(`/training/certificates/${sitting.attemptId}/file`).expect(404);
  });

  it('calls a question without an answer unanswered, not wrong', async () => {
    const sitting = await stage.started(accountId);
    const answers = formOf(sitting.paper, stage.world.answersOf(sitting.paper, true));
    const open = answers.filter(part => !part.startsWith('q1=') && !part.startsWith('q2='));
    await save(sitting, [...open, 'q2=' + (answers.includes('q2=A') ? 'B' : 'A')]).expect(303);
    await stage.world.runOut(sitting.attemptId);

    const { text } = await sitting.agent.get(`/quiz/${sitting.attemptId}/result`).expect(200);

    expect(text.match(/>未作答</g)).toHaveLength(1);
    expect(text.match(/>答错</g)).toHaveLength(1);
    expect(text.match(/>答对</g)?.length).toBeGreaterThanOrEqual(23);
  });

  it('after a failure names the weak modules and shows no key', async () => {
    const { text } = await stage.handIn(await stage.started(accountId), false);

    expect(text).toContain('这次没有通过');
    expect(text).toContain('本轮还可以再考 2 次');
    expect(text).toContain('建议先复习这些模块');
    expect(text).toMatch(/<li><a class="govuk-link" href="\/training\/modules\/MOD\d">/);
    expect(text).not.toContain('正确答案');
    expect(text).not.toContain('依据：');
  });

  it('after three failures asks for the modules again and a wait', async () => {
    for (let count = 0; count < 3; count += 1) {
      stage.world.now += 1_000;
      await stage.handIn(await stage.started(accountId), false);
    }
    const agent = stage.as(person(accountId));

    const { text } = await agent.get('/quiz').expect(200);

    expect(text).toContain('请先重新学习这些模块');
    expect(text).toContain('最早可以在');
    expect(text).not.toContain('开始考试</button>');
    expect((await agent.get('/training')).text).toContain('还需学习 2 分 40 秒');
  });

  it('counts twice handed in as once', async () => {
    const sitting = await stage.started(accountId);
    await stage.handIn(sitting, false);
    const { agent, attemptId, token } = sitting;

    await agent.post(`/quiz/${attemptId}/finish`).type('form').send({ _csrf: token }).expect(303);

    expect(await stage.world.database.data.exams.ofAccount(accountId)).toHaveLength(1);
  });
});

describe('before the end no answer reaches the browser', () => {
  it('in any page or answer of the learner', async () => {
    const sitting = await stage.started(accountId);
    const { agent, attemptId, token, paper } = sitting;
    const json = await agent
      .post(`/quiz/${attemptId}/answers`)
      .set('X-CSRF-Token', token)
      .send({ place: '1', chosen: 'A' });
    const pages = await Promise.all(
      ['', '/finish', '/result', '/save'].map(page => agent.get(`/quiz/${attemptId}${page}`)),
    );
    const others = await Promise.all(
      ['/quiz', '/training', '/training/modules/MOD1'].map(address => agent.get(address)),
    );
    const sent = [json, ...pages, ...others].map(answer => answer.text).join('\n');

    for (const { questionId } of paper.questions) {
      const { explanation } = stage.world.courseware.question(questionId);
      expect(sent).not.toContain(explanation.zh);
      expect(sent).not.toContain(questionId);
    }
    expect(sent).not.toMatch(/xf-answers|data-answer="|"answer"|seed/);
    // Right and wrong options look alike: every input is written the same way.
    const inputs = (pages[0]?.text ?? '').match(/<input class="govuk-(?:radios|checkboxes)__input"[^>]*>/g) ?? [];
    const shapes = new Set(inputs.map(input => input.replace(/(id|name|value)="[^"]*"| checked/g, '$1')));
    expect(shapes.size).toBe(2);
  });
});
