import { setHandler } from '@temporalio/workflow';
import { type ExitNews, exitNewsSignal } from '../listExit/messages.js';
import {
  calendarChangedSignal,
  holderLeftSignal,
  type RetryExitInput,
  retryExitSignal,
  trainingProgressedSignal,
} from './messages.js';

/** What was signalled and not looked at yet. */
export interface Inbox {
  trainingProgressed: boolean;
  calendarChanged: boolean;
  /** Accounts that were disabled. */
  left: string[];
  exitNews: ExitNews[];
  exitRetries: RetryExitInput[];
}

export function openInbox(): Inbox {
  const inbox: Inbox = { trainingProgressed: false, calendarChanged: false, left: [], exitNews: [], exitRetries: [] };
  setHandler(trainingProgressedSignal, () => {
    inbox.trainingProgressed = true;
  });
  setHandler(calendarChangedSignal, () => {
    inbox.calendarChanged = true;
  });
  setHandler(holderLeftSignal, ({ accountId }) => {
    inbox.left.push(accountId);
  });
  setHandler(exitNewsSignal, news => {
    inbox.exitNews.push(...news);
  });
  setHandler(retryExitSignal, retry => {
    inbox.exitRetries.push(retry);
  });
  return inbox;
}

/** News of an exit are not among it: the round that sends them is listened to until it ends. */
export const isFilled = ({ trainingProgressed, calendarChanged, left, exitRetries }: Inbox): boolean =>
  trainingProgressed || calendarChanged || left.length > 0 || exitRetries.length > 0;
