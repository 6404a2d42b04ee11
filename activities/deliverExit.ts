import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import type { ExitMessage, ExitReceipt } from '../workflows/listExit/messages.js';
import type { ActivityDependencies } from './dependencies.js';

/**
 * Tells one register to drop an entry and waits for its receipt. A register that is away throws and is asked again;
 * one that refuses for good fails with type `ReceiverRefused`. The local stand-in answers the same receipt to a repeat.
 */
export const createDeliverExit =
  ({ data, clock }: ActivityDependencies) =>
  async ({ caseId, entryId, receiver, round }: ExitMessage): Promise<ExitReceipt> => {
    const mode = await data.receivers.mode(receiver, caseId);
    if (mode === 'REFUSING') throw ApplicationFailure.nonRetryable('register refused', 'ReceiverRefused');
    if (mode === 'AWAY') throw new Error('register is away');
    const receiptId = `${receiver}-${randomUUID()}`;
    const receipt = await data.receivers.acknowledge({ receiver, caseId, entryId, round, receiptId, at: clock() });
    return { receiver, receiptId: receipt.receiptId, at: receipt.at };
  };
