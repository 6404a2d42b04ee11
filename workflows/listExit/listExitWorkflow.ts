import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import { EXIT_RECEIVERS, type ExitReceiver } from '../../src/domain/repair/receivers.js';
import { type ExitReceipt, type ListExitInput, retryExitSignal } from './messages.js';

const { deliverExit, recallExit } = proxyActivities<Pick<Activities, 'deliverExit' | 'recallExit'>>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});
const { applyExit, alertExitStuck } = proxyLocalActivities<Pick<Activities, 'applyExit' | 'alertExitStuck'>>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '5s' },
});

/**
 * Takes one entry off the list at every register, together or not at all (S3-12): a register that is away is asked
 * again until it answers; one that refuses for good makes the others take the message back, staff are alerted, and
 * the whole exit is tried again on their word or after an hour.
 */
export async function listExit({ caseId, entryId }: ListExitInput): Promise<ExitReceipt[]> {
  let retryAsked = false;
  setHandler(retryExitSignal, () => {
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

interface Delivery {
  caseId: string;
  entryId: string;
  receiver: ExitReceiver;
  round: number;
}

async function deliver(delivery: Delivery): Promise<{ receiver: ExitReceiver; receipt?: ExitReceipt }> {
  try {
    return { receiver: delivery.receiver, receipt: await deliverExit(delivery) };
  } catch (error) {
    const refused =
      error instanceof ActivityFailure &&
      error.cause instanceof ApplicationFailure &&
      error.cause.type === 'ReceiverRefused';
    if (!refused) throw error;
    return { receiver: delivery.receiver };
  }
}
