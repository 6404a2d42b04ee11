import { describe, expect, it } from '@jest/globals';
import { readBasis } from '../../../src/domain/law/sources.js';
import type { RepairEventKind } from '../../../src/domain/repair/events.js';
import { applyRepairEvent } from '../../../src/domain/repair/judge.js';
import { isClosed, type RepairStage } from '../../../src/domain/repair/stages.js';
import { caseAt, event, KINDS, outcome, RULES, taken } from './support.js';

const BEFORE = ['DRAFT', 'REGISTERED', 'TRAINING', 'QUIZ_READY', 'READY_TO_SIGN'] as const;
const REVIEW = ['SUBMITTED', 'COUNTY_REVIEW', 'AUTHORITY_OPINION', 'CITY_REVIEW'] as const;

/** The stages that this table is written out for; one that is added is judged by `everyAct.test.ts`. */
const WRITTEN: readonly RepairStage[] = [
  ...BEFORE,
  ...REVIEW,
  ...(['RETURNED', 'EXTENDED', 'APPROVED', 'EXITING'] as const),
  ...(['REPAIRED', 'REJECTED', 'NOT_ACCEPTED', 'WITHDRAWN', 'EXPIRED'] as const),
];

const CASES = new Map(WRITTEN.map(stage => [stage, caseAt(stage)]));
const caseIn = (stage: RepairStage) => CASES.get(stage) ?? caseAt(stage);

const same = (stages: readonly RepairStage[]): Partial<Record<RepairStage, string>> =>
  Object.fromEntries(stages.map(stage => [stage, stage]));
const all = (stages: readonly RepairStage[], result: string): Partial<Record<RepairStage, string>> =>
  Object.fromEntries(stages.map(stage => [stage, result]));

/**
 * Part 4 as a table: what the plain event of each kind does in each stage. Not listed: refused as `notInThisStage`, in
 * a closed stage as `caseClosed`.
 */
const TABLE: Partial<Record<RepairEventKind, Partial<Record<RepairStage, string>>>> = {
  open: { DRAFT: 'alreadyOpen' },
  register: { DRAFT: 'REGISTERED' },
  enrol: { REGISTERED: 'TRAINING' },
  readyToSign: { REGISTERED: 'READY_TO_SIGN' },
  saveAnswers: same([...BEFORE, 'RETURNED']),
  trainingCompleted: { TRAINING: 'QUIZ_READY' },
  quizPassed: { TRAINING: 'READY_TO_SIGN', QUIZ_READY: 'READY_TO_SIGN' },
  quizExhausted: { QUIZ_READY: 'TRAINING' },
  extendTraining: same(['TRAINING', 'QUIZ_READY']),
  sign: { READY_TO_SIGN: 'READY_TO_SIGN', RETURNED: 'letterStillValid' },
  letterIssued: { READY_TO_SIGN: 'noSignaturePending', RETURNED: 'noSignaturePending' },
  letterFailed: { READY_TO_SIGN: 'noSignaturePending', RETURNED: 'noSignaturePending' },
  resubmit: { RETURNED: 'SUBMITTED' },
  // The plain case is fined only: its receipt is the proof.
  askAuthority: all(['TRAINING', 'QUIZ_READY', 'READY_TO_SIGN', 'RETURNED'], 'receiptProves'),
  answerDuties: all(['TRAINING', 'QUIZ_READY', 'READY_TO_SIGN', 'RETURNED'], 'noRequestOpen'),
  stateNoDuty: all([...BEFORE, 'RETURNED'], 'dutiesNamed'),
  withdraw: all([...BEFORE, ...REVIEW, 'RETURNED', 'EXTENDED'], 'WITHDRAWN'),
  // A claim announces a decision, and the plain one comes from the county's person.
  claim: {
    ...same(['SUBMITTED', 'COUNTY_REVIEW', 'EXTENDED']),
    ...all(['AUTHORITY_OPINION', 'CITY_REVIEW'], 'fourEyes'),
  },
  release: all([...REVIEW, 'EXTENDED'], 'notClaimed'),
  takeOver: all([...REVIEW, 'EXTENDED'], 'notClaimed'),
  holderLeft: all([...REVIEW, 'EXTENDED'], 'notClaimed'),
  accept: { SUBMITTED: 'COUNTY_REVIEW' },
  notAccept: { SUBMITTED: 'NOT_ACCEPTED' },
  // The plain return comes from the county's person, who took the county's step.
  return: { SUBMITTED: 'RETURNED', COUNTY_REVIEW: 'RETURNED', AUTHORITY_OPINION: 'fourEyes', CITY_REVIEW: 'fourEyes' },
  countyReview: { COUNTY_REVIEW: 'AUTHORITY_OPINION' },
  authorityOpinion: { AUTHORITY_OPINION: 'CITY_REVIEW' },
  cityDecision: { CITY_REVIEW: 'APPROVED' },
  extend: all(['COUNTY_REVIEW', 'AUTHORITY_OPINION', 'CITY_REVIEW'], 'EXTENDED'),
  resume: { EXTENDED: 'COUNTY_REVIEW' },
  exitStarted: { APPROVED: 'EXITING' },
  receipt: { EXITING: 'EXITING' },
  exitRefused: { EXITING: 'EXITING' },
  exitRecalled: { EXITING: 'receiptsMissing' },
  exitStuck: { EXITING: 'EXITING' },
  exitRetried: { EXITING: 'EXITING' },
  exitCompleted: { EXITING: 'receiptsMissing' },
  documentIssued: { REPAIRED: 'REPAIRED', REJECTED: 'notInThisStage', NOT_ACCEPTED: 'notInThisStage' },
  commitmentPublished: {
    ...same(['COUNTY_REVIEW', 'AUTHORITY_OPINION', 'CITY_REVIEW', 'EXTENDED', 'APPROVED', 'EXITING', 'REJECTED']),
    // These came by ways without an acceptance.
    ...all(['NOT_ACCEPTED', 'WITHDRAWN', 'EXPIRED'], 'notInThisStage'),
  },
  marksRemoved: same(['REJECTED', 'NOT_ACCEPTED', 'WITHDRAWN', 'EXPIRED']),
  calendarChanged: same(WRITTEN.filter(stage => !isClosed(stage))),
  firstDayReached: all(BEFORE, 'alreadyRecorded'),
  deadlineMark: {
    ...all(
      WRITTEN.filter(stage => !isClosed(stage)),
      'deadlineNotRunning',
    ),
    ...same(REVIEW),
  },
  deadlinePassed: {
    ...all(
      WRITTEN.filter(stage => !isClosed(stage)),
      'deadlineNotRunning',
    ),
    ...all(REVIEW, 'deadlineNotDue'),
  },
};

const CELLS = KINDS.filter(kind => kind in TABLE).flatMap(kind =>
  WRITTEN.map(stage => ({
    kind,
    stage,
    expected: TABLE[kind]?.[stage] ?? (isClosed(stage) ? 'caseClosed' : 'notInThisStage'),
  })),
);

describe('applyRepairEvent, every event in every stage (part 4)', () => {
  it.each(CELLS)('$kind in $stage: $expected', ({ kind, stage, expected }) => {
    const transition = applyRepairEvent(caseIn(stage), event(kind), RULES);

    expect(outcome(transition)).toBe(expected);
  });

  it.each(CELLS.filter(({ expected }) => (WRITTEN as readonly string[]).includes(expected)))(
    '$kind in $stage makes the next version and a record',
    ({ kind, stage, expected }) => {
      const before = caseIn(stage);

      const step = taken(applyRepairEvent(before, event(kind), RULES));

      expect(step).toMatchObject({
        case: { version: before.version + 1, stage: expected },
        record: { kind, from: stage, to: expected },
      });
      // Whoever waits for a decision hears of every change of stage.
      expect(expected === stage || step.notice?.code).toBeTruthy();
    },
  );

  it('refuses what comes at the wrong stage without claiming a rule for it, and anything else by a known rule', () => {
    const clauses = CELLS.map(({ kind, stage }) => applyRepairEvent(caseIn(stage), event(kind), RULES)).flatMap(step =>
      step.ok ? [] : [step.refusal.clause],
    );

    expect(clauses.length).toBeGreaterThan(300);
    for (const clause of clauses) expect(clause === null || readBasis(clause) !== null).toBe(true);
  });
});
