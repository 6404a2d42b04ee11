import { systemAct } from '../act.js';
import { dueOf, startDeadline } from '../deadlines.js';
import { ownClock } from '../dutyClocks.js';
import { tell } from '../notices.js';
import type { RepairCase } from '../repairCase.js';

/** The training begins, with its clock (T8). */
export const enrol = systemAct({
  stages: ['REGISTERED'],
  hindrance: ({ trainingRequired }) => (trainingRequired ? undefined : 'trainingNotRequired'),
  apply(repairCase, { at }, rules) {
    const clocks = ownClock(repairCase, startDeadline('T8', at, rules));
    const next: RepairCase = { ...repairCase, stage: 'TRAINING', ...clocks };
    return { ok: true, next, notice: tell(next, 'trainingStarted', dueOf(next)) };
  },
});
