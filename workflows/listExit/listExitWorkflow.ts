import { CancellationScope, condition, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import { EXIT_ALERT_MS, EXIT_RECEIVERS, type ExitHindrance } from '../../src/domain/repair/receivers.js';
import { QUICK } from '../quickActivity.js';
import { askRegister } from './askRegister.js';
import { asFault, type ExitRound, newRound, unanswered } from './exitRound.js';
import { failureType } from './failureType.js';
import { askAgainSignal, type ExitReceipt, type ListExitInput } from './messages.js';
import { takeBack } from './takeBack.js';

const { applyExit } = proxyLocalActivities<Pick<Activities, 'applyExit'>>(QUICK);

/**
 * One round of taking an entry off the list at every register, together or not at all (S3-12). A register that is away
 * is asked on, and the case is told after a while; where one refuses for good, or the entry left the list another way,
 * the others take the message back and the round ends. Answers with the receipts that stand: all of them, or none.
 */
export async function listExit(input: ListExitInput): Promise<ExitReceipt[]> {
  const round = newRound(input);
  setHandler(askAgainSignal, () => {
    round.wakes += 1;
  });
  try {
    const hindrance = (await untilAnswered(round)) ?? (await leave(input));
    if (hindrance === undefined) return round.receipts;
    await round.tell({ kind: 'exitStuck', at: Date.now(), hindrance });
  } catch (error) {
    round.fault ??= asFault(error);
  }
  await CancellationScope.nonCancellable(() => takeAllBack(round));
  if (round.fault !== undefined) throw round.fault;
  return [];
}

/** Why the round is lost; undefined once every register has acknowledged. */
async function untilAnswered(round: ExitRound): Promise<ExitHindrance | undefined> {
  const asking = Promise.all(EXIT_RECEIVERS.map(receiver => askRegister(round, receiver)));
  const isDecided = () =>
    round.fault !== undefined || round.refusing.length > 0 || round.receipts.length === EXIT_RECEIVERS.length;
  try {
    if (!(await condition(isDecided, EXIT_ALERT_MS))) {
      await round.tell({ kind: 'exitStuck', at: Date.now(), hindrance: 'AWAY' });
      await condition(isDecided);
    }
  } finally {
    round.isOver = true;
    await asking;
  }
  if (round.fault !== undefined) throw round.fault;
  return round.refusing.length > 0 ? 'REFUSED' : undefined;
}

/** The entry leaves the list; undefined once it has. */
async function leave({ caseId, entryId }: ListExitInput): Promise<ExitHindrance | undefined> {
  try {
    await CancellationScope.nonCancellable(() => applyExit({ caseId, entryId }));
    return undefined;
  } catch (error) {
    if (failureType(error) !== 'EntryNotActive') throw error;
    return 'NOT_LISTED';
  }
}

function takeAllBack(round: ExitRound): Promise<void> {
  return takeBack({
    unanswered: unanswered(round).map(round.messageTo),
    acknowledged: round.receipts.map(({ receiver }) => round.messageTo(receiver)),
    told: ({ receiver }) => round.tell({ kind: 'exitRecalled', at: Date.now(), receiver }),
  });
}
