import { describe, expect, it } from '@jest/globals';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import type { RepairStage } from '../../../src/domain/repair/stages.js';
import { nextTask, type TaskCode, type TaskFacts, taskList } from '../../../src/domain/repair/taskList.js';
import { ALL_STAGES, after, at, caseAt, event, opened, rulesFor } from './support.js';

const facts = (change: Partial<TaskFacts> = {}): TaskFacts => ({
  training: { modulesDone: 3, modulesTotal: 8, attempts: 0 },
  entry: { decisionOnFile: true },
  uploaded: ['MAT2', 'MAT3'],
  today: '2026-11-03',
  ...change,
});
const certified = facts({ certificateId: 'certificate-1', training: { modulesDone: 8, modulesTotal: 8, attempts: 1 } });
const task = (repairCase: RepairCase, code: TaskCode, known = facts()) =>
  taskList(repairCase, known).find(found => found.code === code);

const ROW: TaskCode[] = [
  'register',
  'training',
  'quiz',
  'sign',
  'acceptance',
  'countyReview',
  'authorityOpinion',
  'cityDecision',
  'exit',
];
const WORDS = { '-': 'CANNOT_START', o: 'NOT_STARTED', '~': 'IN_PROGRESS', '+': 'DONE', '!': 'ACTION_NEEDED' } as const;

describe('taskList', () => {
  /** One sign a task of `ROW`: - cannot start, o not started, ~ in progress, + done. */
  it.each<[RepairStage, string]>([
    ['DRAFT', 'o-------- '],
    ['REGISTERED', '+-------- '],
    ['TRAINING', '+~------- '],
    ['QUIZ_READY', '++o------ '],
    ['READY_TO_SIGN', '+++o----- '],
    ['SUBMITTED', '++++~---- '],
    ['RETURNED', '++++----- '],
    ['COUNTY_REVIEW', '+++++~--- '],
    ['EXTENDED', '+++++~--- '],
    ['AUTHORITY_OPINION', '++++++~-- '],
    ['CITY_REVIEW', '+++++++~- '],
    ['APPROVED', '++++++++~ '],
    ['EXITING', '++++++++~ '],
    ['REPAIRED', '+++++++++ '],
    ['REJECTED', '+++++++-- '],
    ['NOT_ACCEPTED', '+++++---- '],
  ])('%s', (stage, signs) => {
    const known = ['QUIZ_READY', 'TRAINING', 'REGISTERED', 'DRAFT'].includes(stage)
      ? facts({ training: { modulesDone: stage === 'QUIZ_READY' ? 8 : 3, modulesTotal: 8, attempts: 0 } })
      : certified;
    const statuses = ROW.map(code => task(caseAt(stage), code, known)?.status);

    expect(statuses).toEqual(Array.from(signs.trim(), sign => WORDS[sign as keyof typeof WORDS]));
  });

  it('names the registers that have not confirmed the exit', () => {
    const exiting = after(caseAt('EXITING'), [event('receipt'), event('receipt', { receiver: 'SANCTIONS' })]);

    expect(task(exiting, 'exit')?.missing).toEqual(['SHARING', 'CREDIT_PORTAL']);
    expect(task(caseAt('REPAIRED'), 'exit')?.missing).toEqual([]);
  });

  it('says what is missing before signing, with the first day', () => {
    const early = { ...caseAt('TRAINING'), firstSubmissionDay: '2026-12-01' };
    const sign = task({ ...early, answers: opened().answers }, 'sign', facts({ uploaded: [] }));

    expect(sign).toMatchObject({
      status: 'CANNOT_START',
      missing: ['training', 'quiz', 'answers', 'evidence', 'minimumPeriod'],
      supplier: 'REPRESENTATIVE',
      from: '2026-12-01',
    });
    expect(sign).not.toHaveProperty('page');
  });

  it('tells the end of a cool-down and opens the quiz after it, whether or not the case has heard of it', () => {
    const learnt = { modulesDone: 8, modulesTotal: 8, attempts: 3 };
    const [waiting, over] = [{ ...learnt, quizAgainAt: 1_800_000_000_000 }, learnt].map(training =>
      (['TRAINING', 'QUIZ_READY'] as const).map(stage => task(caseAt(stage), 'quiz', facts({ training }))),
    );

    for (const quiz of waiting ?? []) {
      expect(quiz).toMatchObject({ status: 'CANNOT_START', missing: [], againAt: 1_800_000_000_000 });
      expect(quiz).not.toHaveProperty('page');
    }
    for (const quiz of over ?? []) {
      expect(quiz).toMatchObject({ status: 'IN_PROGRESS', page: 'quiz' });
      expect(quiz).not.toHaveProperty('againAt');
    }
  });

  it('asks for the modules that are to be taken again before the cool-down matters', () => {
    const training = { modulesDone: 7, modulesTotal: 8, attempts: 3, quizAgainAt: 1_800_000_000_000 };
    const failed = after(caseAt('QUIZ_READY'), [event('quizExhausted')]);

    expect(task(failed, 'training', facts({ training }))).toMatchObject({ status: 'IN_PROGRESS', page: 'courses' });
    expect(task(failed, 'quiz', facts({ training }))).toMatchObject({ status: 'CANNOT_START', missing: ['training'] });
  });

  it('asks a new representative for the training anew, until the letter is signed (part 4)', () => {
    const known = facts({ training: { modulesDone: 0, modulesTotal: 8, attempts: 0 } });
    const ready = caseAt('READY_TO_SIGN');
    const statuses = (repairCase: RepairCase) =>
      (['training', 'quiz', 'sign'] as const).map(code => task(repairCase, code, known)?.status);

    expect(statuses(ready)).toEqual(['NOT_STARTED', 'CANNOT_START', 'CANNOT_START']);
    expect(task(ready, 'sign', known)?.missing).toEqual(['training', 'quiz']);
    expect(statuses(after(ready, [event('sign')]))).toEqual(['DONE', 'DONE', 'IN_PROGRESS']);
    expect(statuses(caseAt('SUBMITTED'))).toEqual(['DONE', 'DONE', 'DONE']);
  });

  it('leaves the proof of duties to the firm, until only the answer of the authority is waited for (B5)', () => {
    const otherDuty = { ...caseAt('READY_TO_SIGN'), finedOnly: false };
    const asked = after(otherDuty, [event('askAuthority')]);
    const known = (uploaded: string[]) => ({ ...certified, uploaded });
    const evidence = (repairCase: RepairCase, uploaded: string[]) => task(repairCase, 'evidence', known(uploaded));

    expect(evidence(otherDuty, ['MAT3'])).toMatchObject({ missing: ['MAT2'], supplier: 'FIRM', page: 'evidence' });
    expect(evidence(asked, [])).toMatchObject({ missing: ['MAT2', 'MAT3'], supplier: 'FIRM' });
    const waiting = evidence(asked, ['MAT3']);
    expect(waiting).toMatchObject({
      status: 'IN_PROGRESS',
      missing: ['MAT2'],
      supplier: 'AUTHORITY',
      page: 'evidence',
    });
    expect(waiting?.due).toMatchObject({ deadline: 'T6', day: '2026-11-10' });
    expect(nextTask(asked, taskList(asked, known(['MAT3'])))).toBeUndefined();
    expect(evidence(after(asked, [event('answerDuties')]), ['MAT3'])).toMatchObject({
      status: 'DONE',
      supplier: 'FIRM',
    });
    expect(evidence({ ...caseAt('READY_TO_SIGN'), finedOnly: true }, ['MAT3'])).toMatchObject({ supplier: 'FIRM' });
  });

  it('carries days and rules', () => {
    expect(task(caseAt('TRAINING'), 'training')?.due).toEqual({
      deadline: 'T8',
      day: '2027-01-02',
      at: at('2027-01-02', '18:00'),
      source: 'PLATFORM',
      provisional: false,
    });
    expect(task(caseAt('SUBMITTED'), 'acceptance', certified)?.due).toMatchObject({
      deadline: 'T2',
      source: 'GUOBAN_22',
    });
    expect(task(caseAt('EXTENDED'), 'countyReview', certified)?.due).toMatchObject({ deadline: 'T5' });
    expect(task(caseAt('EXITING'), 'exit', certified)?.due).toMatchObject({ deadline: 'T10', source: 'REPAIR_GUIDES' });
  });

  it('leaves training out where it is not required', () => {
    const codes = taskList(opened(rulesFor('KEY_ATTENTION', 'MINOR')), facts()).map(({ code }) => code);

    expect(codes).not.toContain('training');
    expect(codes).not.toContain('quiz');
  });

  it('shows a return as what to correct, and as a new signature where the letter is void', () => {
    const letter = after(caseAt('SUBMITTED'), [event('return', { reasons: [{ code: 'R03', text: '请补正' }] })]);

    expect(task(caseAt('RETURNED'), 'correct', certified)).toMatchObject({
      status: 'ACTION_NEEDED',
      missing: ['R04'],
      page: 'correct',
    });
    expect(task(letter, 'correct', certified)).not.toHaveProperty('page');
    expect(task(letter, 'sign', certified)).toMatchObject({
      status: 'ACTION_NEEDED',
      page: 'sign',
      due: { deadline: 'T7' },
    });
  });
});

describe('nextTask', () => {
  it.each<[RepairStage, TaskCode | undefined]>([
    ['DRAFT', 'register'],
    ['REGISTERED', undefined],
    ['TRAINING', 'training'],
    ['READY_TO_SIGN', 'sign'],
    ['SUBMITTED', undefined],
    ['RETURNED', 'correct'],
    ['REJECTED', undefined],
  ])('%s: %s', (stage, code) => {
    const repairCase = caseAt(stage);
    const known = stage === 'TRAINING' || stage === 'DRAFT' || stage === 'REGISTERED' ? facts() : certified;

    expect(nextTask(repairCase, taskList(repairCase, known))?.code).toBe(code);
  });

  it('is never a page of a closed case', () => {
    const pages = ALL_STAGES.filter(stage => stage === 'REPAIRED' || stage === 'WITHDRAWN').map(stage =>
      nextTask(caseAt(stage), taskList(caseAt(stage), certified)),
    );

    expect(pages).toEqual([undefined, undefined]);
  });
});
