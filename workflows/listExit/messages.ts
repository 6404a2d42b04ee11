import { defineSignal } from '@temporalio/workflow';
import type { ExitReceiver } from '../../src/domain/repair/receivers.js';

export const listExitWorkflowId = (caseId: string): string => `exit:${caseId}`;

export interface ListExitInput {
  caseId: string;
  entryId: string;
  approvedAt: number;
}

export interface ExitReceipt {
  receiver: ExitReceiver;
  at: number;
  receiptId: string;
}

/** An administrator mended a register: try the exit again now. */
export const retryExitSignal = defineSignal('retryExit');
