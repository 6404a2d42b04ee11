import { setTimeout } from 'node:timers/promises';
import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { HANDED_OVER } from '../../workflows/creditRepair/messages.js';
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
    return { ok: false, refusal: { code: closedCode, clause: null } };
  }
  return { ok: false, pending: true };
}

const TRIES = 20;
const PAUSE_MS = 100;

/** Sends an update anew, up to two seconds long, while it meets a run that hands its case over to the next one. */
export async function acrossRuns<T>(send: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await send();
    } catch (error) {
      const cause: unknown = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
      if (left === 0 || !isOfType(cause, HANDED_OVER)) throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}

// Compared by name: the SDK's classes may come from another realm.
const isOfType = (cause: unknown, type: string): cause is Error =>
  cause instanceof Error && 'type' in cause && cause.type === type;

function refusalOf(cause: unknown): Refusal | undefined {
  if (!isOfType(cause, 'Refused')) return undefined;
  const details = 'details' in cause && Array.isArray(cause.details) ? (cause.details as unknown[]) : [];
  return details[0] as Refusal | undefined;
}
