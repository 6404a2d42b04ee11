import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Actor } from '../../src/domain/access/actor.js';
import type { Seen } from '../../src/domain/repair/confirmations.js';
import type { ActorRef, CaseAnswers, RepairCase } from '../../src/domain/repair/repairCase.js';
import type { ReturnReason } from '../../src/domain/repair/stages.js';

export const creditRepairWorkflowName = 'creditRepair';

/** One workflow per list entry: Temporal itself refuses a second open case for the same entry. */
export const creditRepairWorkflowId = (entryId: string): string => `repair:${entryId}`;

/** Type of the failure of an update that met a run at its end: sent again, it reaches the run that goes on. */
export const HANDED_OVER = 'HandedOver';

/** Type of the failure of a letter whose paper cannot be made; its detail is the cause as a code. */
export const LETTER_NOT_MADE = 'LetterNotMade';

export interface CreditRepairInput {
  caseId: string;
  reference: string;
  entryId: string;
  openedBy: ActorRef;
  assisted: boolean;
}

/** What every update carries: who, and the form's one-time key, so that a repeated form has one effect. */
export interface Act {
  actor: Actor;
  key: string;
}

export type OpenedInput = Pick<Act, 'actor'>;
export type RegisterInput = Act;
export interface SaveAnswersInput extends Act {
  answers: CaseAnswers;
}
export interface SignInput extends Act {
  signatureId: string;
  contentHash: string;
}
export type ResubmitInput = Act;
export interface WithdrawInput extends Act {
  reason: string;
}
export interface AskAuthorityInput extends Act {
  text: string;
}
export interface AnswerDutiesInput extends Act {
  /** Which request of the case is answered. */
  round: number;
  outcome: 'POSITIVE' | 'NEGATIVE';
  reason: string;
}
export interface ReviewInput extends Act {
  /** The version the reviewer's page showed; another one means that someone acted meanwhile. */
  seenVersion: number;
}
export interface AcceptInput extends ReviewInput {
  /** What was seen of materials that were not filed as papers. */
  confirmed?: readonly Seen[];
}
export interface ReturnInput extends ReviewInput {
  reasons: readonly { code: ReturnReason; text: string }[];
}
/** An act that always needs a reason. */
export interface NegativeInput extends ReviewInput {
  reason: string;
}
/** An administrator's word that a stuck exit be tried again now; its form counts once. */
export interface RetryExitInput {
  key: string;
  by: ActorRef;
}
export interface OutcomeInput extends ReviewInput {
  outcome: 'POSITIVE' | 'NEGATIVE';
  reason: string;
}

/** Sent with the start: answers with the draft once it is stored, or refuses with the rule that stands against a repair. */
export const openedUpdate = defineUpdate<RepairCase, [OpenedInput]>('opened');
export const registerUpdate = defineUpdate<RepairCase, [RegisterInput]>('register');
export const saveAnswersUpdate = defineUpdate<RepairCase, [SaveAnswersInput]>('saveAnswers');
export const extendTrainingUpdate = defineUpdate<RepairCase, [Act]>('extendTraining');
export const signUpdate = defineUpdate<RepairCase, [SignInput]>('sign');
export const resubmitUpdate = defineUpdate<RepairCase, [ResubmitInput]>('resubmit');
export const askAuthorityUpdate = defineUpdate<RepairCase, [AskAuthorityInput]>('askAuthority');
export const answerDutiesUpdate = defineUpdate<RepairCase, [AnswerDutiesInput]>('answerDuties');
export const stateNoDutyUpdate = defineUpdate<RepairCase, [Act]>('stateNoDuty');
export const withdrawUpdate = defineUpdate<RepairCase, [WithdrawInput]>('withdraw');
export const claimUpdate = defineUpdate<RepairCase, [ReviewInput]>('claim');
export const releaseUpdate = defineUpdate<RepairCase, [ReviewInput]>('release');
export const takeOverUpdate = defineUpdate<RepairCase, [NegativeInput]>('takeOver');
export const acceptUpdate = defineUpdate<RepairCase, [AcceptInput]>('accept');
export const notAcceptUpdate = defineUpdate<RepairCase, [NegativeInput]>('notAccept');
export const returnUpdate = defineUpdate<RepairCase, [ReturnInput]>('return');
export const countyReviewUpdate = defineUpdate<RepairCase, [OutcomeInput]>('countyReview');
export const authorityOpinionUpdate = defineUpdate<RepairCase, [OutcomeInput]>('authorityOpinion');
export const cityDecisionUpdate = defineUpdate<RepairCase, [OutcomeInput]>('cityDecision');
export const extendUpdate = defineUpdate<RepairCase, [NegativeInput]>('extend');
export const resumeUpdate = defineUpdate<RepairCase, [ReviewInput]>('resume');

/** Facts nobody waits for: the person finished the courses, passed or used up the quiz. The workflow checks them with an activity. */
export const trainingProgressedSignal = defineSignal<[{ accountId: string }]>('trainingProgressed');
/** An official's account was disabled: what he or she holds goes back to the desk. */
export const holderLeftSignal = defineSignal<[{ accountId: string }]>('holderLeft');
/** The working-day calendar changed: running deadlines are computed anew. */
export const calendarChangedSignal = defineSignal('calendarChanged');
export const retryExitSignal = defineSignal<[RetryExitInput]>('retryExit');

export const caseQuery = defineQuery<RepairCase>('case');
