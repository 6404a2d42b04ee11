import type { RepairCase } from './repairCase.js';
import { isClosed, type RepairStage, UNREPAIRED_STAGES } from './stages.js';

/**
 * Whether a letter has to be put on the public page: from the first acceptance on the page shows the letter that counts,
 * so a letter signed anew takes the place of the void one at once (part 6, F2, S4-16).
 */
export const publicationOwed = ({ stage, acceptedAt, letterId, publishedLetterId }: RepairCase): boolean =>
  !isClosed(stage) && acceptedAt !== undefined && letterId !== undefined && letterId !== publishedLetterId;

/**
 * Whether the marks of a case still stand on the public pages after it ended without repair: "repair applied for" on the
 * entry, and a commitment shown as if it still supported an application (parts 5 and 6).
 */
export const marksOwed = ({ stage, marksRemovedAt }: RepairCase): boolean =>
  marksRemovedAt === undefined && (UNREPAIRED_STAGES as readonly RepairStage[]).includes(stage);
