import { EXIT_RECEIVERS, type ExitReceiver } from './receivers.js';
import type { ExitProgress, RepairCase } from './repairCase.js';

const FIRST_ROUND: ExitProgress = { round: 1, refusing: [] };

/** How the exit goes; the first round where nothing was noted yet. */
export const exitProgressOf = ({ exit = FIRST_ROUND }: Pick<RepairCase, 'exit'>): ExitProgress => exit;

/** Registers that have not acknowledged the exit. */
export const missingReceivers = ({ receipts }: Pick<RepairCase, 'receipts'>): ExitReceiver[] =>
  EXIT_RECEIVERS.filter(receiver => !receipts.some(receipt => receipt.receiver === receiver));

export const hasReceipt = ({ receipts }: Pick<RepairCase, 'receipts'>, receiver: string): boolean =>
  receipts.some(receipt => receipt.receiver === receiver);

/** True once the round cannot succeed any more: the registers take the message back and a new round has to begin. */
export const isRoundLost = ({ hindrance }: ExitProgress): boolean => hindrance !== undefined && hindrance !== 'AWAY';
