import { condition, proxyActivities, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import { EXIT_RECEIVERS, type ExitReceiver } from '../../src/domain/repair/receivers.js';
import { failureType } from './failureType.js';
import { askAgainSignal, type ExitMessage, type ExitReceipt, type ListExitInput } from './messages.js';

const { deliverExit, recallExit } = proxyActivities<Pick<Activities, 'deliverExit' | 'recallExit'>>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});
const { applyExit, alertExitStuck } = proxyLocalActivities<Pick<Activities, 'applyExit' | 'alertExitStuck'>>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '5s' },
});

/** The story of exits begun before each round was a run of its own; to be removed when none of them is open. */
export async function exitInRounds({ caseId, entryId }: ListExitInput): Promise<ExitReceipt[]> {
  let retryAsked = false;
  setHandler(askAgainSignal, () => {
    retryAsked = true;
  });
  for (let round = 1; ; round += 1) {
    const results = await Promise.all(EXIT_RECEIVERS.map(receiver => deliver({ caseId, entryId, receiver, round })));
    const receipts = results.flatMap(result => (result.receipt === undefined ? [] : [result.receipt]));
    if (receipts.length === EXIT_RECEIVERS.length) {
      await applyExit({ caseId, entryId });
      return receipts;
    }
    await Promise.all(receipts.map(({ receiver }) => recallExit({ caseId, entryId, receiver, round })));
    await alertExitStuck({
      caseId,
      refusing: results.flatMap(r => (r.receipt === undefined ? [r.receiver] : [])),
      round,
    });
    await condition(() => retryAsked, '1 hour');
    retryAsked = false;
  }
}

async function deliver(message: ExitMessage): Promise<{ receiver: ExitReceiver; receipt?: ExitReceipt }> {
  try {
    return { receiver: message.receiver, receipt: await deliverExit(message) };
  } catch (error) {
    if (failureType(error) !== 'ReceiverRefused') throw error;
    return { receiver: message.receiver };
  }
}
