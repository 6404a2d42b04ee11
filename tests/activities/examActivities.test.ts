import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createActivities } from '../../activities/index.js';
import { createDocuments, createLocalAuthority } from '../../src/documents/index.js';
import { verifyPdfSignature } from '../../src/documents/verifyPdf.js';
import { attemptRecords } from '../../src/domain/training/examRecord.js';

import { drawPaper, type Paper } from '../../src/domain/training/quizPaper.js';
import { DISPLAY, repairCase } from '../data/support/values.js';
import { SEED_LAW } from '../support/law.js';
import { giveFirm, type LearnerWorld, learnerWorld, USCC } from '../support/learner.js';

let world: LearnerWorld;
beforeAll(async () => {
  world = await learnerWorld();
});
afterAll(async () => {
  await world.database.close();
});

/** A running sitting of a person who has read everything. */
async function sitting(accountId: string): Promise<{ attemptId: string; paper: Paper }> {
  const { data } = world.database;
  await world.addLearner(accountId);
  await world.completeTraining(accountId);
  return nextSitting(accountId, `${accountId}-1`, data);
}

async function nextSitting(accountId: string, attemptId: string, data = world.database.data) {
  const paper = drawPaper(world.courseware.bank, { seed: attemptId, quiz: { questions: 25, minPerModule: 3 } });
  const attempt = { attemptId, accountId, seed: attemptId, paper, seconds: 3_600, policyVersion: SEED_LAW.versionId };
  await data.exams.createAttempt({ ...attempt, createdAt: world.now });
  await world.activities.startAttempt({ attemptId, closesAt: world.now + 3_600_000 });
  return { attemptId, paper };
}

const answers = (paper: Paper, right: boolean) =>
  Object.entries(world.answersOf(paper, right)).map(([questionId, chosen]) => ({ questionId, chosen }));

describe('the activities of a sitting', () => {
  it('run twice have one effect: one end, one certificate, one PDF', async () => {
    const { data } = world.database;
    const { attemptId, paper } = await sitting('twice');
    await giveFirm(world, 'twice');
    await world.activities.storeAnswers({ attemptId, answers: answers(paper, true) });

    const ends = [
      await world.activities.closeAttempt({ attemptId, at: world.now }),
      await world.activities.closeAttempt({ attemptId, at: world.now + 5 }),
    ];
    await Promise.all([1, 2, 3].map(() => world.activities.issueTrainingCertificate({ attemptId })));
    const [first] = await data.certificates.ofAccount('twice');
    await world.activities.issueTrainingCertificate({ attemptId });

    expect(ends).toEqual([
      { passed: true, score: 100 },
      { passed: true, score: 100 },
    ]);
    expect((await data.exams.find(attemptId))?.closedAt).toBe(world.now);
    expect(await data.certificates.ofAccount('twice')).toEqual([first]);
    expect(first).toMatchObject({ usccs: [USCC], documentId: `certificate:${attemptId}`, issuedOn: '2026-11-23' });
    expect(first?.number).toMatch(/^TC-2026-\d{6}$/);
    expect((await data.documents.get(`certificate:${attemptId}`))?.bytes.toString()).toBe(
      `%PDF-1.7 ${first?.number ?? ''}`,
    );
    expect(await world.activities.trainingFacts({ caseId: `case-${USCC}`, uscc: USCC })).toEqual({
      certificateId: attemptId,
      complete: true,
      exhausted: false,
    });
    expect(await world.activities.openEntriesOf({ accountId: 'twice' })).toEqual([`entry-${USCC}`]);
  });

  it('make a real, signed PDF that verifies', async () => {
    const { data } = world.database;
    const documents = createDocuments({
      authority: await createLocalAuthority({ passphrase: 'only in this test 1!' }),
    });
    const real = createActivities({
      ...{ data, documents, courseware: world.courseware, baseUrl: 'http://xinfu.test', demo: true },
      clock: () => world.now,
    });
    const { attemptId, paper } = await sitting('signed');
    await world.activities.storeAnswers({ attemptId, answers: answers(paper, true) });
    await world.activities.closeAttempt({ attemptId, at: world.now });

    await real.issueTrainingCertificate({ attemptId });

    const stored = await data.documents.get(`certificate:${attemptId}`);
    expect(verifyPdfSignature(stored?.bytes ?? Buffer.alloc(0), documents)).toMatchObject({
      covered: true,
      intact: true,
    });
    expect(stored?.document.verificationCode).toMatch(/^\S{16,}$/);
  });

  it('date the certificate by the end of the sitting, however late it is written', async () => {
    const { data } = world.database;
    const { attemptId, paper } = await sitting('late');
    await world.activities.storeAnswers({ attemptId, answers: answers(paper, true) });
    await world.activities.closeAttempt({ attemptId, at: world.now });
    const days = 5 * 86_400_000;

    world.now += days;
    await world.activities.issueTrainingCertificate({ attemptId });
    world.now -= days;

    expect((await data.certificates.ofAttempt(attemptId))?.issuedOn).toBe('2026-11-23');
    expect((await data.documents.find(`certificate:${attemptId}`))?.at).toBe(world.now);
  });

  it('tell the open cases of the person’s firms, and no case that has ended', async () => {
    await world.addLearner('owner');
    const ended = '91411702PDY00001XL';
    await giveFirm(world, 'owner');
    await giveFirm(world, 'owner', ended);
    const { cases } = world.database.data;
    const closed = { ...repairCase({ caseId: `case-${ended}`, reference: `XF-${ended}`, uscc: ended, version: 2 }) };
    await cases.project({ ...closed, entryId: `entry-${ended}`, stage: 'WITHDRAWN' }, DISPLAY);

    expect(await world.activities.openEntriesOf({ accountId: 'owner' })).toEqual([`entry-${USCC}`]);
  });

  it('give no certificate for a failure', async () => {
    const { attemptId, paper } = await sitting('failed');
    await world.activities.storeAnswers({ attemptId, answers: answers(paper, false) });
    await world.activities.closeAttempt({ attemptId, at: world.now });

    await expect(world.activities.issueTrainingCertificate({ attemptId })).rejects.toThrow('not passed');
  });

  it('reopen the failed modules once the round is used up, and only then', async () => {
    const { data } = world.database;
    await sitting('thrice').then(async ({ attemptId }) => world.activities.closeAttempt({ attemptId, at: world.now }));
    expect(Object.keys((await data.training.progress('thrice'))?.modules ?? {})).toHaveLength(8);

    for (const serial of ['2', '3']) {
      const { attemptId } = await nextSitting('thrice', `thrice-${serial}`);
      await world.activities.closeAttempt({ attemptId, at: world.now });
    }

    expect((await data.training.progress('thrice'))?.modules).toEqual({});
    expect(attemptRecords(await data.exams.ofAccount('thrice')).map(({ passed }) => passed)).toEqual([
      false,
      false,
      false,
    ]);
    await giveFirm(world, 'thrice');
    expect(await world.activities.trainingFacts({ caseId: `case-${USCC}`, uscc: USCC })).toEqual({
      complete: false,
      exhausted: true,
    });
  });

  it('store only answers that the paper asks for', async () => {
    const { attemptId, paper } = await sitting('odd');
    const [question] = paper.questions;
    if (question === undefined) throw new Error('empty paper');

    await world.activities.storeAnswers({
      attemptId,
      answers: [
        { questionId: 'MOD9-Q99', chosen: ['A'] },
        { questionId: question.questionId, chosen: ['Z'] },
      ],
    });

    expect((await world.database.data.exams.find(attemptId))?.answers).toEqual({});
  });
});
