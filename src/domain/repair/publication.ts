import type { RepairCase } from './repairCase.js';
import { BEFORE_SUBMISSION, isClosed, type RepairStage, UNREPAIRED_STAGES } from './stages.js';

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
  marksRemovedAt === undefined && UNREPAIRED_STAGES.includes(stage);

/** What the public list says of an entry whose repair was applied for. */
export const PUBLIC_MARKS = ['REPAIR_APPLIED', 'REPAIR_CORRECTING'] as const;
export type PublicMark = (typeof PUBLIC_MARKS)[number];

/** True until the first formal submission: what happens before it is the firm's own and nothing public speaks of it. */
export const isBeforeSubmission = (stage: RepairStage): boolean => BEFORE_SUBMISSION.includes(stage);

/**
 * The mark that the entry of a case in this stage carries on the public list: from the formal submission to the end of
 * the case, saying so while the firm corrects; undefined before and after (part 5, ruling B4).
 */
export function publicMark(stage: RepairStage): PublicMark | undefined {
  if (isBeforeSubmission(stage) || isClosed(stage)) return undefined;
  return stage === 'RETURNED' ? 'REPAIR_CORRECTING' : 'REPAIR_APPLIED';
}
