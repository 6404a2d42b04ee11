import type { ExitDelivery } from './deliverExit.js';
import type { ActivityDependencies } from './dependencies.js';

/** Takes an exit message back at a register that had acknowledged it, because another one refused. */
export const createRecallExit =
  ({ data, clock }: ActivityDependencies) =>
  async ({ caseId, receiver, round }: ExitDelivery): Promise<void> => {
    if ((await data.receivers.mode(receiver)) === 'AWAY') throw new Error('register is away');
    await data.receivers.recall({ receiver, caseId, round, at: clock() });
  };
