import type { Refusal } from '../refusal.js';
import { dutiesConfirmed, openRequest } from './dutyRequest.js';
import type { RepairEventKind } from './events.js';
import { missingReceivers } from './exitProgress.js';
import { refuseRepair, type RepairRefusalCode } from './refusals.js';
import type { CaseInBrief } from './repairCase.js';
import {
  BEFORE_SUBMISSION,
  isClosed,
  REPAIR_STAGES,
  type RepairStage,
  REVIEW_STAGES,
  UNREPAIRED_STAGES,
} from './stages.js';

const AFTER_ACCEPTANCE = ['COUNTY_REVIEW', 'AUTHORITY_OPINION', 'CITY_REVIEW'] as const;
/** Where the firm prepares its papers and its own clock runs. */
const ASKING_STAGES: readonly RepairStage[] = ['TRAINING', 'QUIZ_READY', 'READY_TO_SIGN', 'RETURNED'];
const OPEN_STAGES = REPAIR_STAGES.filter(stage => !isClosed(stage));

/** In which stages an event may happen (part 4). Everything not listed is refused. */
export const EVENT_STAGES: Readonly<Record<RepairEventKind, readonly RepairStage[]>> = {
  open: ['DRAFT'],
  register: ['DRAFT'],
  enrol: ['REGISTERED'],
  readyToSign: ['REGISTERED'],
  saveAnswers: [...BEFORE_SUBMISSION, 'RETURNED'],
  trainingCompleted: ['TRAINING'],
  // A certificate earned for another entry, or on another device, counts at once.
  quizPassed: ['TRAINING', 'QUIZ_READY'],
  quizExhausted: ['QUIZ_READY'],
  extendTraining: ['TRAINING', 'QUIZ_READY'],
  sign: ['READY_TO_SIGN', 'RETURNED'],
  letterIssued: ['READY_TO_SIGN', 'RETURNED'],
  letterFailed: ['READY_TO_SIGN', 'RETURNED'],
  resubmit: ['RETURNED'],
  askAuthority: ASKING_STAGES,
  answerDuties: ASKING_STAGES,
  stateNoDuty: [...BEFORE_SUBMISSION, 'RETURNED'],
  withdraw: [...BEFORE_SUBMISSION, ...REVIEW_STAGES, 'RETURNED', 'EXTENDED'],
  claim: [...REVIEW_STAGES, 'EXTENDED'],
  release: [...REVIEW_STAGES, 'EXTENDED'],
  takeOver: [...REVIEW_STAGES, 'EXTENDED'],
  holderLeft: [...REVIEW_STAGES, 'EXTENDED'],
  accept: ['SUBMITTED'],
  notAccept: ['SUBMITTED'],
  return: [...REVIEW_STAGES],
  countyReview: ['COUNTY_REVIEW'],
  authorityOpinion: ['AUTHORITY_OPINION'],
  cityDecision: ['CITY_REVIEW'],
  extend: [...AFTER_ACCEPTANCE],
  resume: ['EXTENDED'],
  exitStarted: ['APPROVED'],
  receipt: ['EXITING'],
  exitRefused: ['EXITING'],
  exitRecalled: ['EXITING'],
  exitStuck: ['EXITING'],
  exitRetried: ['EXITING'],
  exitCompleted: ['EXITING'],
  documentIssued: ['REPAIRED', 'REJECTED', 'NOT_ACCEPTED'],
  // Publication runs beside the review: the fact is recorded wherever the case has gone meanwhile.
  commitmentPublished: [...REVIEW_STAGES, 'RETURNED', 'EXTENDED', 'APPROVED', 'EXITING', ...UNREPAIRED_STAGES],
  marksRemoved: UNREPAIRED_STAGES,
  calendarChanged: OPEN_STAGES,
  firstDayReached: BEFORE_SUBMISSION,
  deadlineMark: OPEN_STAGES,
  deadlinePassed: OPEN_STAGES,
};

/** True between the consent given by signing and the letter made from it. */
export const isLetterPending = ({ signature, letterId }: CaseInBrief): boolean =>
  signature !== undefined && letterId === undefined;

type Hindrance = (repairCase: CaseInBrief) => RepairRefusalCode | undefined;
const pending: Hindrance = repairCase => (isLetterPending(repairCase) ? 'letterBeingMade' : undefined);

const unsigned: Hindrance = repairCase => (isLetterPending(repairCase) ? undefined : 'noSignaturePending');

const requestRefusal: Hindrance = repairCase => {
  if (repairCase.finedOnly) return 'receiptProves';
  if (openRequest(repairCase) !== undefined) return 'alreadyAsked';
  return dutiesConfirmed(repairCase) ? 'dutiesConfirmed' : undefined;
};

const statementRefusal: Hindrance = ({ noDuty, noDutyStated }) => {
  if (noDuty !== true) return 'dutiesNamed';
  return noDutyStated === undefined ? undefined : 'alreadyRecorded';
};

const unclaimed: Hindrance = ({ assignee }) => (assignee === undefined ? 'notClaimed' : undefined);

/** What stands in an event's way whatever it brings along. */
const HINDRANCES: Partial<Record<RepairEventKind, Hindrance>> = {
  open: ({ version }) => (version === 0 ? undefined : 'alreadyOpen'),
  enrol: ({ trainingRequired }) => (trainingRequired ? undefined : 'trainingNotRequired'),
  saveAnswers: pending,
  askAuthority: repairCase => pending(repairCase) ?? requestRefusal(repairCase),
  answerDuties: repairCase => (openRequest(repairCase) === undefined ? 'noRequestOpen' : undefined),
  stateNoDuty: repairCase => pending(repairCase) ?? statementRefusal(repairCase),
  withdraw: pending,
  extendTraining: ({ trainingExtended }) => (trainingExtended ? 'trainingExtensionUsed' : undefined),
  sign: repairCase =>
    pending(repairCase) ?? (repairCase.stage === 'RETURNED' && !repairCase.letterVoid ? 'letterStillValid' : undefined),
  letterIssued: unsigned,
  letterFailed: unsigned,
  resubmit: repairCase => pending(repairCase) ?? (repairCase.letterVoid ? 'mustSignAgain' : undefined),
  release: unclaimed,
  takeOver: unclaimed,
  holderLeft: unclaimed,
  commitmentPublished: ({ acceptedAt }) => (acceptedAt === undefined ? 'notInThisStage' : undefined),
  marksRemoved: ({ marksRemovedAt }) => (marksRemovedAt === undefined ? undefined : 'alreadyRecorded'),
  firstDayReached: ({ awaitsFirstDay }) => (awaitsFirstDay === true ? undefined : 'alreadyRecorded'),
  exitCompleted: repairCase => (missingReceivers(repairCase).length === 0 ? undefined : 'receiptsMissing'),
};

/** Why the event cannot happen to the case as it stands, whoever sends it and whatever it carries; undefined where it can. */
export function standingRefusal(repairCase: CaseInBrief, kind: RepairEventKind): Refusal | undefined {
  const { stage } = repairCase;
  if (!EVENT_STAGES[kind].includes(stage)) {
    return refuseRepair(isClosed(stage) ? 'caseClosed' : 'notInThisStage', { stage }).refusal;
  }
  const code = HINDRANCES[kind]?.(repairCase);
  return code === undefined ? undefined : refuseRepair(code, { stage }).refusal;
}
