import { systemAct } from '../act.js';
import { dueOf, startDeadline } from '../deadlines.js';
import { unlessLetterIsMade } from '../letterPending.js';
import { tell } from '../notices.js';
import { type RepairCase, without } from '../repairCase.js';

/**
 * The letter cannot be made: the signature signed nothing that can be read or published, so it is void, and the time to
 * sign begins anew. `cause` is what the paper maker said, as a code; never its text.
 */
export const letterFailed = systemAct<{ readonly cause: string }>({
  stages: ['READY_TO_SIGN', 'RETURNED'],
  hindrance: unlessLetterIsMade,
  apply(repairCase, { at, cause }, rules) {
    const { stage, signature, deadlines } = repairCase;
    const next: RepairCase = {
      ...without(repairCase, 'signature'),
      letterFailure: { at, cause },
      letterVoid: stage === 'RETURNED',
      deadlines: [...deadlines, startDeadline(stage === 'RETURNED' ? 'T7' : 'T9', at, rules)],
    };
    return {
      ok: true,
      next,
      data: { cause, ...(signature !== undefined && { signatureId: signature.signatureId }) },
      notice: tell(next, 'signAgain', dueOf(next)),
      staff: { code: 'letterFailed', role: 'CITY_ADMIN', values: { reference: next.reference, cause } },
    };
  },
});
