import type { ActivityDependencies } from './dependencies.js';

/** The mark of an entry whose repair was applied for. */
export const REPAIR_MARK = 'REPAIR_APPLIED';

/** Labels the public entry "repair applied for" (part 5, MARK). */
export const createMarkEntry =
  ({ data }: ActivityDependencies) =>
  ({ entryId }: { entryId: string; caseId: string }): Promise<void> =>
    data.entries.mark(entryId, { reason: REPAIR_MARK });
