import { act, firmText } from '../act.js';
import { whileLetterIsMade } from '../letterPending.js';
import { tell, tellStaff } from '../notices.js';
import { DESK_STAGES, FIRM_STAGES } from '../stages.js';

/** The representative takes the application back; it may be made anew. */
export const withdraw = act({
  permission: 'case.withdraw',
  stages: [...FIRM_STAGES, ...DESK_STAGES],
  declared: true,
  irreversible: true,
  form: { reason: firmText({ tooLong: 'reasonTooLong' }) },
  hindrance: whileLetterIsMade,
  apply: (repairCase, { reason }) => ({
    ok: true,
    next: { ...repairCase, stage: 'WITHDRAWN' },
    reason,
    notice: tell(repairCase, 'withdrawn'),
    ...tellStaff(repairCase, 'caseWithdrawn'),
  }),
});
