import { systemAct } from '../act.js';
import { findDeadline, isOwnDeadline, marked } from '../deadlines.js';
import { tell, tellStaff } from '../notices.js';
import { refuseRepair } from '../refusals.js';
import { type DeadlineId, OPEN_STAGES } from '../stages.js';

/** So many percent of a clock are over: a reminder to whoever has to act; never a decision (part 4, guards). */
export const deadlineMark = systemAct<{ readonly deadline: DeadlineId; readonly mark: 50 | 80 }>({
  stages: OPEN_STAGES,
  apply(repairCase, { deadline: id, mark }) {
    const deadline = findDeadline(repairCase, id);
    if (deadline === undefined) return refuseRepair('deadlineNotRunning', { deadline: id });
    if (deadline.marks.some(made => made >= mark)) return refuseRepair('alreadyRecorded', { deadline: id });
    const next = marked(repairCase, id, mark);
    const values = { deadline: id, due: deadline.due };
    const step = { ok: true as const, next, data: { deadline: id, mark } };
    if (isOwnDeadline(id)) return { ...step, notice: tell(next, 'reminder', { ...values, dueAt: deadline.dueAt }) };
    return { ...step, ...tellStaff(next, mark === 50 ? 'deadlineHalf' : 'deadlineNear', values) };
  },
});
