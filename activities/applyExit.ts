import { ApplicationFailure } from '@temporalio/common';
import type { ActivityDependencies } from './dependencies.js';

/** Exit, mask, end of sharing and of sanctions in one atomic write, once every register has acknowledged (S3-12). */
export const createApplyExit =
  ({ data, clock }: ActivityDependencies) =>
  async ({ caseId, entryId }: { caseId: string; entryId: string }): Promise<void> => {
    const done = await data.entries.exit(entryId, { caseId, at: clock(), reason: 'REPAIRED' });
    if (done === 'refused') throw ApplicationFailure.nonRetryable('entry left the list another way', 'EntryNotActive');
  };
