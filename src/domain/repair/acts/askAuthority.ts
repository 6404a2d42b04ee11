import { act, firmText } from '../act.js';
import { findDeadline, startDeadline } from '../deadlines.js';
import { stopOwnClocks } from '../dutyClocks.js';
import { dutiesConfirmed, openRequest } from '../dutyRequest.js';
import { isLetterPending } from '../letterPending.js';
import { tell, tellStaff } from '../notices.js';
import type { RepairCase } from '../repairCase.js';
import { ASKING_STAGES } from '../stages.js';

/**
 * Proof of duties beyond a fine by a question inside the system (ruling B5): the firm asks the recognising authority
 * whether its duties are performed, and says what it has done. The authority has T6 to answer; meanwhile the firm's own
 * clocks stand still.
 */
export const askAuthority = act({
  permission: 'case.edit',
  stages: ASKING_STAGES,
  declared: true,
  form: { text: firmText({ required: true, missing: 'requestTextMissing', tooLong: 'requestTextTooLong' }) },
  hindrance(repairCase) {
    if (isLetterPending(repairCase)) return 'letterBeingMade';
    if (repairCase.finedOnly) return 'receiptProves';
    if (openRequest(repairCase) !== undefined) return 'alreadyAsked';
    return dutiesConfirmed(repairCase) ? 'dutiesConfirmed' : undefined;
  },
  apply(repairCase, { at, by, text }, rules) {
    const { dutyRequests = [] } = repairCase;
    const round = dutyRequests.length + 1;
    const { deadlines, paused } = stopOwnClocks(repairCase, at, rules.calendar);
    const next: RepairCase = {
      ...repairCase,
      dutyRequests: [...dutyRequests, { round, at, by, text: text.trim() }],
      deadlines: [...deadlines, startDeadline('T6', at, rules)],
      paused,
    };
    const due = findDeadline(next, 'T6')?.due ?? '';
    // The trail says that the authority was asked, not with what words: they may name people.
    return {
      ok: true,
      next,
      data: { round },
      notice: tell(next, 'dutiesAsked', { due }),
      ...tellStaff(next, 'dutiesWanted', { due }),
    };
  },
});
