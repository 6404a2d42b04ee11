import type { ExitMessage } from '../workflows/listExit/messages.js';
import type { ActivityDependencies } from './dependencies.js';

/** Takes an exit message back at a register that had acknowledged it, because another one refused. */
export const createRecallExit =
  ({ data, clock }: ActivityDependencies) =>
  async ({ caseId, receiver, round }: ExitMessage): Promise<void> => {
    if ((await data.receivers.mode(receiver, caseId)) === 'AWAY') throw new Error('register is away');
    await data.receivers.recall({ receiver, caseId, round, at: clock() });
  };
