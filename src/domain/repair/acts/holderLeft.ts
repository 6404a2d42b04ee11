import { systemAct } from '../act.js';
import { tellStaff } from '../notices.js';
import { refuseRepair } from '../refusals.js';
import { type RepairCase, without } from '../repairCase.js';
import { DESK_STAGES } from '../stages.js';

/** The holder's account was disabled: the case is back on its desk. */
export const holderLeft = systemAct<{ readonly accountId: string }>({
  stages: DESK_STAGES,
  hindrance: ({ assignee }) => (assignee === undefined ? 'notClaimed' : undefined),
  apply(repairCase, { accountId }) {
    if (repairCase.assignee?.accountId !== accountId) return refuseRepair('notClaimed');
    const next: RepairCase = without(repairCase, 'assignee');
    return { ok: true, next, data: { accountId }, ...tellStaff(next, 'holderLeft') };
  },
});
