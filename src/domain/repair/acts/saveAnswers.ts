import { act, carried } from '../act.js';
import { changedAnswers, overlongAnswers } from '../caseAnswers.js';
import { whileLetterIsMade } from '../letterPending.js';
import { refuseRepair } from '../refusals.js';
import type { CaseAnswers, RepairCase } from '../repairCase.js';
import { FIRM_STAGES } from '../stages.js';

/** What the firm fills in: as often as it likes, until it signs and again while a return is corrected. */
export const saveAnswers = act({
  permission: 'case.edit',
  stages: FIRM_STAGES,
  page: 'own',
  form: { answers: carried<CaseAnswers>() },
  hindrance: whileLetterIsMade,
  apply(repairCase, { answers }) {
    const overlong = overlongAnswers(answers);
    if (overlong.length > 0) return refuseRepair('answerTooLong', { fields: overlong.join(',') });
    // The trail says which answers changed, not what they say: they may name people.
    return {
      ok: true,
      next: { ...repairCase, answers, letterVoid: isLetterVoid(repairCase, answers) },
      data: { changed: changedAnswers(repairCase.answers, answers) },
    };
  },
});

/**
 * Whether the letter of a returned case has to be signed anew: where the reviewer found fault with it (R03), and where
 * the answers are no longer those it says (part 6: what is signed is what is published).
 */
function isLetterVoid({ stage, letterVoid, returns, submissions }: RepairCase, answers: CaseAnswers): boolean {
  const signed = submissions.at(-1)?.answers;
  if (stage !== 'RETURNED' || signed === undefined) return letterVoid;
  const isAtFault = returns.at(-1)?.reasons.some(({ code }) => code === 'R03') === true;
  return isAtFault || changedAnswers(signed, answers).length > 0;
}
