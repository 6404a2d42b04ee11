import { act } from '../act.js';
import { isLetterPending } from '../letterPending.js';
import { FIRM_STAGES } from '../stages.js';

/** The firm states that the decision names no duty; the county confirms it at acceptance. */
export const stateNoDuty = act({
  permission: 'case.edit',
  stages: FIRM_STAGES,
  declared: true,
  hindrance(repairCase) {
    if (isLetterPending(repairCase)) return 'letterBeingMade';
    if (repairCase.noDuty !== true) return 'dutiesNamed';
    return repairCase.noDutyStated === undefined ? undefined : 'alreadyRecorded';
  },
  apply: (repairCase, { at, by }) => ({ ok: true, next: { ...repairCase, noDutyStated: { by, at } } }),
});
