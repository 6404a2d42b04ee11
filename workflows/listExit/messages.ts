import { defineSignal } from '@temporalio/workflow';
import type { RepairEvent } from '../../src/domain/repair/events.js';
import type { ExitReceiver } from '../../src/domain/repair/receivers.js';

export const listExitWorkflowId = (caseId: string): string => `exit:${caseId}`;

export interface ListExitInput {
  caseId: string;
  entryId: string;
  /** Absent in exits begun before each round was a run of its own. */
  round?: number;
}

export interface ExitReceipt {
  receiver: ExitReceiver;
  at: number;
  receiptId: string;
}

/** One message to one register. */
export interface ExitMessage {
  caseId: string;
  entryId: string;
  receiver: ExitReceiver;
  round: number;
}

/** A register was mended: ask those that have not answered again now. */
export const askAgainSignal = defineSignal('retryExit');

/** What an exit lets its case know as it happens. */
export type ExitNews = Extract<RepairEvent, { kind: 'receipt' | 'exitRefused' | 'exitRecalled' | 'exitStuck' }>;
export const exitNewsSignal = defineSignal<[readonly ExitNews[]]>('exitNews');
