import type { RepairCase } from './repairCase.js';
import { isClosed } from './stages.js';

/**
 * Whether a letter has to be put on the public page: from the first acceptance on the page shows the letter that counts,
 * so a letter signed anew takes the place of the void one at once (part 6, F2, S4-16).
 */
export const publicationOwed = ({ stage, acceptedAt, letterId, publishedLetterId }: RepairCase): boolean =>
  !isClosed(stage) && acceptedAt !== undefined && letterId !== undefined && letterId !== publishedLetterId;
