import type { LocalActivityOptions } from '@temporalio/workflow';

/** A short read or write of the database: tried on until the database is back. */
export const QUICK = {
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '5s' },
} as const satisfies LocalActivityOptions;
