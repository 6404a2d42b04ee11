import { getExternalWorkflowHandle, workflowInfo } from '@temporalio/workflow';
import { EXIT_RECEIVERS, type ExitReceiver } from '../../src/domain/repair/receivers.js';
import { type ExitMessage, type ExitNews, exitNewsSignal, type ExitReceipt, type ListExitInput } from './messages.js';

/** One try of the whole exit: what the registers have answered so far. */
export interface ExitRound {
  /** In the order in which they came. */
  receipts: ExitReceipt[];
  refusing: ExitReceiver[];
  /** Anything but an answer or a refusal: the round cannot go on. */
  fault?: Error;
  /** Grows when someone asks to try at once. */
  wakes: number;
  /** True from the moment when no further answer is awaited. */
  isOver: boolean;
  messageTo: (receiver: ExitReceiver) => ExitMessage;
  /** Lets the case know, in the order of the calls; what comes while a message is on its way goes with the next one. */
  tell: (news: ExitNews) => Promise<void>;
}

export function newRound({ caseId, entryId, round = 1 }: ListExitInput): ExitRound {
  return {
    receipts: [],
    refusing: [],
    wakes: 0,
    isOver: false,
    messageTo: receiver => ({ caseId, entryId, receiver, round }),
    tell: newsToCase(),
  };
}

/** Registers that neither acknowledged nor refused. */
export function unanswered({ receipts, refusing }: ExitRound): ExitReceiver[] {
  const answered = [...receipts.map(({ receiver }) => receiver), ...refusing];
  return EXIT_RECEIVERS.filter(receiver => !answered.includes(receiver));
}

export const asFault = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function newsToCase(): ExitRound['tell'] {
  const parent = workflowInfo().parent;
  if (parent === undefined) return () => Promise.resolve();
  const repairCase = getExternalWorkflowHandle(parent.workflowId);
  const waiting: ExitNews[] = [];
  const tellAll = async () => {
    const news = waiting.splice(0);
    if (news.length > 0) await repairCase.signal(exitNewsSignal, news);
  };
  let told = Promise.resolve();
  return news => {
    waiting.push(news);
    // A case that is gone hears nothing; the registers and the list must still agree with each other.
    told = told.then(tellAll).catch(() => undefined);
    return told;
  };
}
