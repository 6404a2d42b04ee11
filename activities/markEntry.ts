import type { ActivityDependencies } from './dependencies.js';

/** Labels the public entry "repair applied for" (part 5, MARK). */
export const createMarkEntry =
  ({ data }: ActivityDependencies) =>
  ({ entryId }: { entryId: string; caseId: string }): Promise<void> =>
    data.entries.mark(entryId, { reason: 'REPAIR_APPLIED' });
