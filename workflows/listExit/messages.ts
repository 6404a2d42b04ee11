import { defineSignal } from '@temporalio/workflow';

export const listExitWorkflowName = 'listExit';
export const listExitWorkflowId = (caseId: string): string => `exit:${caseId}`;

export interface ListExitInput {
  caseId: string;
  entryId: string;
  approvedAt: number;
}

/** The registers that must acknowledge an exit: publication, sharing, sanctions and the national site's inbox. */
export const RECEIVERS = ['PUBLICATION', 'SHARING', 'SANCTIONS', 'CREDIT_PORTAL'] as const;
export type Receiver = (typeof RECEIVERS)[number];

export interface ExitReceipt {
  receiver: Receiver;
  at: number;
  receiptId: string;
}

/** An administrator mended a register: try the exit again now. */
export const retryExitSignal = defineSignal('retryExit');
