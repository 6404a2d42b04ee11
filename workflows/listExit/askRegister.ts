import { ActivityCancellationType, CancellationScope, condition, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { ExitReceiver } from '../../src/domain/repair/receivers.js';
import { asFault, type ExitRound } from './exitRound.js';
import { failureType } from './failureType.js';
import type { ExitReceipt } from './messages.js';

const { deliverExit } = proxyActivities<Pick<Activities, 'deliverExit'>>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
  // A try that is under way is heard out: its receipt must not be lost.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

/** Asks one register until it acknowledges, refuses for good, or the round is over. Never fails: faults are noted. */
export async function askRegister(round: ExitRound, receiver: ExitReceiver): Promise<void> {
  try {
    const receipt = await untilAnswer(round, receiver);
    if (receipt === undefined) return;
    round.receipts.push(receipt);
    await round.tell({ kind: 'receipt', ...receipt });
  } catch (error) {
    if (failureType(error) === 'ReceiverRefused') {
      round.refusing.push(receiver);
      await round.tell({ kind: 'exitRefused', at: Date.now(), receiver });
    } else {
      round.fault ??= asFault(error);
    }
  }
}

/** One message after the other, the next as soon as someone asks to try at once; the server repeats each of them. */
async function untilAnswer(round: ExitRound, receiver: ExitReceiver): Promise<ExitReceipt | undefined> {
  while (!round.isOver) {
    const { wakes } = round;
    const tries = new CancellationScope();
    const heard: { answer?: { receipt: ExitReceipt } | { failure: unknown } } = {};
    const asking = tries
      .run(() => deliverExit(round.messageTo(receiver)))
      .then(
        receipt => (heard.answer = { receipt }),
        (failure: unknown) => (heard.answer = { failure }),
      );
    await condition(() => heard.answer !== undefined || round.isOver || round.wakes !== wakes);
    const isCalledOff = heard.answer === undefined;
    if (isCalledOff) tries.cancel();
    const answer = await asking;
    if ('receipt' in answer) return answer.receipt;
    if (!isCalledOff || failureType(answer.failure) === 'ReceiverRefused') throw answer.failure;
  }
  return undefined;
}
