import type { Basis } from '../law/sources.js';
import { refuse } from '../refusal.js';

/**
 * Every refusal of a case and the rule it comes from; pages have words for each (locale
 * namespace `refusals`). What is only filled in wrongly or comes too late rests on no rule.
 */
export const REPAIR_REFUSALS = {
  caseClosed: null,
  notInThisStage: null,
  alreadyOpen: null,
  alreadyRecorded: null,
  trainingRequired: 'TRAINING_RULE',
  trainingNotRequired: 'TRAINING_RULE',
  trainingExtensionUsed: 'PLATFORM',
  certificateMissing: 'TRAINING_RULE',
  answerTooLong: null,
  answersIncomplete: null,
  materialsMissing: 'REPAIR_GUIDES',
  receiptProves: 'REPAIR_GUIDES',
  alreadyAsked: null,
  dutiesConfirmed: null,
  noRequestOpen: null,
  requestTextMissing: null,
  requestTextTooLong: null,
  dutiesNamed: 'REPAIR_GUIDES',
  confirmationMissing: 'PLATFORM',
  minimumPeriodRunning: 'ORDER_36',
  onlyRepresentativeSigns: 'PLATFORM',
  statementsNotTicked: null,
  letterBeingMade: null,
  letterStillValid: null,
  mustSignAgain: 'PLATFORM',
  noSignaturePending: null,
  reasonMissing: null,
  reasonTooLong: null,
  outcomeMissing: null,
  returnReasonMissing: null,
  returnReasonTwice: null,
  returnTextMissing: null,
  correctionRoundsUsed: 'PLATFORM',
  extensionUsed: 'PLATFORM',
  authorityHasFinalWord: 'ORDER_36',
  claimedByOther: null,
  alreadyClaimed: null,
  notClaimed: null,
  fourEyes: 'PLATFORM',
  ownImport: 'PLATFORM',
  interestDeclared: 'PENALTY_LAW#43',
  representsFirm: 'PENALTY_LAW#43',
  notPermitted: null,
  receiptsMissing: null,
  receiverUnknown: null,
  deadlineNotRunning: null,
  deadlineNotDue: null,
} as const satisfies Readonly<Record<string, Basis | null>>;
export type RepairRefusalCode = keyof typeof REPAIR_REFUSALS;

/** Refuses with the code and its rule. */
export const refuseRepair = (code: RepairRefusalCode, values?: Readonly<Record<string, string | number>>) =>
  refuse(code, REPAIR_REFUSALS[code], values);
