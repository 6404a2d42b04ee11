import { systemAct } from '../act.js';
import { findDeadline, isOwnDeadline, recomputeDeadlines } from '../deadlines.js';
import { tell } from '../notices.js';
import { OPEN_STAGES } from '../stages.js';

/** The working days changed: running clocks are counted anew, and the firm is told where its own moved. */
export const calendarChanged = systemAct<{ readonly calendarVersion: string }>({
  stages: OPEN_STAGES,
  apply(repairCase, { calendarVersion }, { calendar }) {
    const deadlines = recomputeDeadlines(repairCase, calendar);
    const moved = deadlines.filter(({ id, due }) => findDeadline(repairCase, id)?.due !== due);
    const own = moved.find(({ id }) => isOwnDeadline(id) || id === 'T4');
    return {
      ok: true,
      next: { ...repairCase, deadlines },
      data: { calendarVersion },
      ...(own !== undefined && { notice: tell(repairCase, 'deadlinesMoved', { deadline: own.id, due: own.due }) }),
    };
  },
});
