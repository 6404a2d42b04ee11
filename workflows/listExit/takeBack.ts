import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { ExitMessage } from './messages.js';

const recall = { startToCloseTimeout: '30s' } as const;
const { recallExit } = proxyActivities<Pick<Activities, 'recallExit'>>({
  ...recall,
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});
const { recallExit: recallAtOnce } = proxyActivities<Pick<Activities, 'recallExit'>>({
  ...recall,
  retry: { maximumAttempts: 1 },
});

export interface Recall {
  /** Messages whose answer never came: taken back where the register answers, for the answer may have been lost. */
  unanswered: readonly ExitMessage[];
  /** Acknowledged messages, in the order of their receipts. */
  acknowledged: readonly ExitMessage[];
  told: (message: ExitMessage) => Promise<void>;
}

/** Takes an exit back, the last register first; those that have gone away are asked on after all others. */
export async function takeBack({ unanswered, acknowledged, told }: Recall): Promise<void> {
  for (const message of unanswered) await isRecalled(message);
  const late: ExitMessage[] = [];
  for (const message of acknowledged.toReversed()) {
    if (await isRecalled(message)) await told(message);
    else late.push(message);
  }
  await Promise.all(
    late.map(async message => {
      await recallExit(message);
      await told(message);
    }),
  );
}

const isRecalled = (message: ExitMessage): Promise<boolean> =>
  recallAtOnce(message).then(
    () => true,
    () => false,
  );
