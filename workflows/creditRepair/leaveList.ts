import { condition, executeChild, getExternalWorkflowHandle, ParentClosePolicy } from '@temporalio/workflow';
import { exitProgressOf, isRoundLost, missingReceivers } from '../../src/domain/repair/exitProgress.js';
import { EXIT_RECEIVERS, type ExitReceiver } from '../../src/domain/repair/receivers.js';
import { listExit } from '../listExit/listExitWorkflow.js';
import {
  askAgainSignal,
  type ExitMessage,
  type ExitNews,
  type ExitReceipt,
  listExitWorkflowId,
} from '../listExit/messages.js';
import { takeBack } from '../listExit/takeBack.js';
import type { CaseKeeper } from './caseKeeper.js';
import type { Inbox } from './inbox.js';
import type { RetryExitInput } from './messages.js';

/** The receipts that stand; null where the run itself broke off. */
type Ending = readonly ExitReceipt[] | null;

/** One round of the exit: the case hears of each answer as it comes, passes on a word to try now, and takes the end. */
export async function leaveList(keeper: CaseKeeper, inbox: Inbox): Promise<void> {
  const round: { ending?: Ending } = {};
  void runRound(keeper).then(ending => {
    round.ending = ending;
  });
  const mayAskAgain = () => inbox.exitRetries.length > 0 && !isRoundLost(exitProgressOf(keeper.case));
  const hasEnded = () => round.ending !== undefined;
  for (;;) {
    await condition(() => hasEnded() || inbox.exitNews.length > 0 || mayAskAgain());
    const { ending } = round;
    if (ending !== undefined) {
      // What is unread when the round has ended is stored with its end.
      await settle(keeper, { ending, news: inbox.exitNews.splice(0) });
      return;
    }
    await keeper.inTurn(() => keeper.takeDue(inbox.exitNews.splice(0)));
    if (!hasEnded() && mayAskAgain()) await askAgain(keeper, inbox);
  }
}

/** Takes an administrator's word to try again, once for each form; false where there is nothing to try. */
export function retryExit(keeper: CaseKeeper, { key, by }: RetryExitInput): Promise<boolean> {
  return keeper.inTurn(async () => {
    const isTaken = !keeper.hasServed(key) && (await keeper.takeIfDue({ kind: 'exitRetried', at: Date.now(), by }));
    if (isTaken) keeper.remember(key);
    return isTaken;
  });
}

function runRound({ case: { caseId, entryId, exit } }: CaseKeeper): Promise<Ending> {
  return executeChild(listExit, {
    args: [{ caseId, entryId, ...(exit !== undefined && { round: exit.round }) }],
    workflowId: listExitWorkflowId(caseId),
    parentClosePolicy: ParentClosePolicy.ABANDON,
  }).catch(() => null);
}

async function askAgain(keeper: CaseKeeper, inbox: Inbox): Promise<void> {
  const retry = inbox.exitRetries.shift();
  if (retry === undefined || !(await retryExit(keeper, retry))) return;
  const round = getExternalWorkflowHandle(listExitWorkflowId(keeper.case.caseId));
  // A round that has just come to its end needs no waking.
  await round.signal(askAgainSignal).catch(() => undefined);
}

async function settle(
  keeper: CaseKeeper,
  { ending, news }: { ending: Ending; news: readonly ExitNews[] },
): Promise<void> {
  if (ending === null) {
    await keeper.inTurn(() => keeper.takeDue(news));
    await breakOff(keeper);
    return;
  }
  const receipts = ending.map(receipt => ({ kind: 'receipt', ...receipt }) as const);
  await keeper.inTurn(async () => {
    const isDone = await keeper.takeDue([...news, ...receipts, { kind: 'exitCompleted', at: Date.now() }]);
    // A round that is lost has said so; nothing may stand still unannounced.
    if (!isDone) await keeper.takeIfDue({ kind: 'exitStuck', at: Date.now(), hindrance: 'FAILED' });
  });
}

/** The run itself broke off, or was ended by hand: the administrators hear of it and the registers take the message back. */
async function breakOff(keeper: CaseKeeper): Promise<void> {
  await keeper.inTurn(() => keeper.takeIfDue({ kind: 'exitStuck', at: Date.now(), hindrance: 'FAILED' }));
  const { caseId, entryId, receipts } = keeper.case;
  const { round } = exitProgressOf(keeper.case);
  const messageTo = (receiver: ExitReceiver): ExitMessage => ({ caseId, entryId, receiver, round });
  await takeBack({
    unanswered: missingReceivers(keeper.case).map(messageTo),
    acknowledged: receipts.flatMap(({ receiver }) => EXIT_RECEIVERS.filter(name => name === receiver)).map(messageTo),
    told: async ({ receiver }) => {
      await keeper.inTurn(() => keeper.takeIfDue({ kind: 'exitRecalled', at: Date.now(), receiver }));
    },
  });
}
