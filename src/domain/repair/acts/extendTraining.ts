import { lengthenClock } from '../../proceeding/clock.js';
import { act } from '../act.js';
import { dueOf } from '../deadlines.js';
import { tell } from '../notices.js';
import type { Deadline, RepairCase } from '../repairCase.js';

/** The firm takes more time for its training (T8), once. */
export const extendTraining = act({
  permission: 'case.edit',
  stages: ['TRAINING', 'QUIZ_READY'],
  hindrance: ({ trainingExtended }) => (trainingExtended ? 'trainingExtensionUsed' : undefined),
  apply(repairCase, _event, { calendar, policy }) {
    const lengthen = (deadline: Deadline): Deadline =>
      deadline.id === 'T8' ? lengthenClock(deadline, policy.trainingExtensionDays, calendar) : deadline;
    const { deadlines, paused } = repairCase;
    const clocks = { deadlines: deadlines.map(lengthen), paused: paused.map(lengthen) };
    const next: RepairCase = { ...repairCase, ...clocks, trainingExtended: true };
    return { ok: true, next, notice: tell(next, 'trainingExtended', dueOf(next)) };
  },
});
