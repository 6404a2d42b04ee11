import { defineUpdate } from '@temporalio/workflow';
import type { Actor } from '../../src/domain/access/actor.js';

export const examAttemptWorkflowName = 'examAttempt';
export const examAttemptWorkflowId = (attemptId: string): string => `exam:${attemptId}`;

export interface ExamAttemptInput {
  attemptId: string;
  accountId: string;
  /** Seconds allowed, from the policy in force. */
  seconds: number;
}

export interface AnswerInput {
  /** Question id and the chosen option ids of the drawn paper. */
  questionId: string;
  chosen: readonly string[];
  /** When the web received it, epoch milliseconds; an answer received later is never replaced by it. */
  at?: number;
}

/** What every act on a sitting carries: who. Asked before anything is taken, and not kept. */
export interface SittingAct {
  actor: Actor;
}
export type GiveAnswerInput = SittingAct & AnswerInput;
export interface HandInInput extends SittingAct {
  answers: readonly AnswerInput[];
}

export interface AttemptState {
  attemptId: string;
  closed: boolean;
  /** Epoch milliseconds of the last instant that counts. */
  closesAt: number;
  answers: Readonly<Record<string, readonly string[]>>;
  outcome?: { passed: boolean; score: number; closedBy: 'PERSON' | 'CLOCK' };
}

/** Sent with the start: answers once the clock of the attempt is stored, so that the page that follows shows it. */
export const startedUpdate = defineUpdate<Pick<AttemptState, 'closesAt'>>('started');
export const answerUpdate = defineUpdate<AttemptState, [GiveAnswerInput]>('answer');
export const finishUpdate = defineUpdate<AttemptState, [HandInInput]>('finish');
