import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { Refusal } from '../domain/refusal.js';

/** Longest time a page waits for a worker, milliseconds. */
export const PATIENCE = 6_000;

/** A refusal with its rule, or "not known yet": no worker answered in time, and the same form may be sent again. */
export type Failed = { ok: false; refusal: Refusal; pending?: false } | { ok: false; pending: true; refusal?: never };

/**
 * Reads the refusal out of a failed call. `closedCode` is the refusal for a workflow that is over. An answer that did
 * not come in time is "pending", never "failed"; faults of ours are thrown.
 */
export function failedOutcome(error: unknown, closedCode: string): Failed {
  if (error instanceof WorkflowUpdateFailedError) {
    const refusal = refusalOf(error.cause);
    if (refusal !== undefined) return { ok: false, refusal };
    throw error;
  }
  if (error instanceof WorkflowNotFoundError) {
    return { ok: false, refusal: { code: closedCode, clause: 'domain part 4' } };
  }
  return { ok: false, pending: true };
}

function refusalOf(cause: unknown): Refusal | undefined {
  // Compared by name: the SDK's classes may come from another realm.
  if (!(cause instanceof Error) || !('type' in cause) || cause.type !== 'Refused') return undefined;
  const details = 'details' in cause && Array.isArray(cause.details) ? (cause.details as unknown[]) : [];
  return details[0] as Refusal | undefined;
}
