import { refuse } from '../refusal.js';

/** Every refusal of a case and the rule it comes from; pages have words for each (locale namespace `refusals`). */
export const REPAIR_REFUSALS = {
  caseClosed: 'domain part 4',
  notInThisStage: 'domain part 4',
  alreadyOpen: 'domain part 4',
  alreadyRecorded: 'domain part 4',
  trainingRequired: 'S0-27, S4-29',
  trainingNotRequired: 'domain 3.2',
  trainingExtensionUsed: 'domain 3.5 T8',
  certificateMissing: 'domain 3.3 MAT6',
  answerTooLong: 'domain part 6',
  answersIncomplete: 'domain part 6 C2, C3',
  materialsMissing: 'domain 3.3',
  minimumPeriodRunning: 'F2, F20',
  onlyRepresentativeSigns: 'domain part 2, part 6 C9',
  statementsNotTicked: 'domain part 6',
  letterBeingMade: 'domain part 4',
  letterStillValid: 'domain 3.3 MAT1',
  mustSignAgain: 'domain 3.3 R03',
  noSignaturePending: 'domain part 4',
  reasonMissing: 'domain part 4, guards',
  returnReasonMissing: 'F17',
  returnReasonTwice: 'F17',
  returnTextMissing: 'F17',
  correctionRoundsUsed: 'domain part 4, state 7',
  extensionUsed: 'domain 3.5 T5',
  authorityHasFinalWord: 'domain 3.4, F3, F11',
  claimedByOther: 'domain part 4, guards',
  alreadyClaimed: 'domain part 4, guards',
  notClaimed: 'domain part 4, guards',
  fourEyes: 'domain part 2 (a)',
  ownImport: 'domain part 2 (a)',
  interestDeclared: 'domain part 2 (b), F28',
  representsFirm: 'domain part 2 (b), F28',
  notPermitted: 'domain part 2',
  receiptsMissing: 'domain part 4, state 13',
  receiverUnknown: 'domain part 5',
  deadlineNotRunning: 'domain 3.5',
  deadlineNotDue: 'domain 3.5',
} as const;
export type RepairRefusalCode = keyof typeof REPAIR_REFUSALS;

/** Refuses with the code and its rule. */
export const refuseRepair = (code: RepairRefusalCode, values?: Readonly<Record<string, string | number>>) =>
  refuse(code, REPAIR_REFUSALS[code], values);
