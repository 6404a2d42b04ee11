import { act } from '../act.js';
import { toConfirm } from '../confirmations.js';
import { isLetterPending } from '../letterPending.js';
import { incomplete, submitted } from '../submission.js';

/** The firm hands in a corrected case again, under the letter that still counts. */
export const resubmit = act({
  permission: 'case.edit',
  stages: ['RETURNED'],
  declared: true,
  facts: 'filed',
  hindrance(repairCase) {
    if (isLetterPending(repairCase)) return 'letterBeingMade';
    return repairCase.letterVoid ? 'mustSignAgain' : undefined;
  },
  apply(repairCase, { at, by, evidenceIds, materials }, rules) {
    const refused = incomplete(repairCase, materials);
    if (refused !== undefined) return refused;
    const { letterId = '' } = repairCase;
    const unseen = toConfirm(materials, repairCase);
    return submitted(repairCase, { at, by, evidenceIds, letterId, toConfirm: unseen }, rules);
  },
});
