import { ApplicationFailure, TemporalFailure } from '@temporalio/workflow';

/** The type an activity failed with, however deep it lies in the causes; undefined where no activity said so. */
export function failureType(error: unknown): string | undefined {
  if (error instanceof ApplicationFailure) return error.type ?? undefined;
  return error instanceof TemporalFailure ? failureType(error.cause) : undefined;
}
