import { dayOf } from '../calendarDay.js';
import { findDeadline, isOwnDeadline, recomputeDeadlines } from './deadlines.js';
import { openRequest } from './dutyRequest.js';
import { refuseRepair } from './refusals.js';
import type { Deadline, RepairCase } from './repairCase.js';
import { resumed } from './reviewEvents.js';
import type { DeadlineId } from './stages.js';
import {
  type Handlers,
  type NoticeValues,
  type RepairRules,
  type StaffNotice,
  type Step,
  tell,
  tellStaff,
  without,
} from './transition.js';

/** What time does: reminders, escalation, the end of the applicant's own clocks; never a decision (part 4, guards). */
export const clockEvents: Handlers<'firstDayReached' | 'deadlineMark' | 'deadlinePassed' | 'calendarChanged'> = {
  firstDayReached(repairCase, { at }) {
    const { firstSubmissionDay: day } = repairCase;
    if (dayOf(at) < day) return refuseRepair('minimumPeriodRunning', { day });
    const next: RepairCase = without(repairCase, 'awaitsFirstDay');
    return { ok: true, next, data: { day }, notice: tell(next, 'firstDayReached', { day }) };
  },

  deadlineMark(repairCase, { deadline: id, mark }) {
    const deadline = findDeadline(repairCase, id);
    if (deadline === undefined) return refuseRepair('deadlineNotRunning', { deadline: id });
    if (deadline.marks.some(made => made >= mark)) return refuseRepair('alreadyRecorded', { deadline: id });
    const next = marked(repairCase, id, mark);
    const values = { deadline: id, due: deadline.due };
    const step = { ok: true as const, next, data: { deadline: id, mark } };
    if (isOwnDeadline(id)) return { ...step, notice: tell(next, 'reminder', { ...values, dueAt: deadline.dueAt }) };
    return { ...step, ...tellStaff(next, mark === 50 ? 'deadlineHalf' : 'deadlineNear', values) };
  },

  deadlinePassed(repairCase, { at, deadline: id }, rules) {
    const deadline = findDeadline(repairCase, id);
    if (deadline === undefined) return refuseRepair('deadlineNotRunning', { deadline: id });
    if (at <= deadline.dueAt) return refuseRepair('deadlineNotDue', { deadline: id, due: deadline.due });
    if (deadline.marks.includes(100)) return refuseRepair('alreadyRecorded', { deadline: id });
    return passed(repairCase, { at, deadline }, rules);
  },

  calendarChanged(repairCase, { calendarVersion }, { calendar }) {
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
};

const marked = (repairCase: RepairCase, id: DeadlineId, mark: number): RepairCase => ({
  ...repairCase,
  deadlines: repairCase.deadlines.map(deadline =>
    deadline.id === id ? { ...deadline, marks: [...deadline.marks, mark] } : deadline,
  ),
});

function passed(
  repairCase: RepairCase,
  { at, deadline }: { at: number; deadline: Deadline },
  rules: RepairRules,
): Step {
  const { id, due } = deadline;
  const values = { deadline: id, due };
  if (id === 'T5') {
    const step = resumed(repairCase, at, rules);
    return step.ok ? { ...step, data: values } : step;
  }
  if (isOwnDeadline(id)) {
    const next: RepairCase = { ...repairCase, stage: 'EXPIRED' };
    return { ok: true, next, data: values, notice: tell(next, 'expired', { ...values, dueAt: deadline.dueAt }) };
  }
  const next = marked(repairCase, id, 100);
  // The applicant was promised an answer by T4, and by T6 to an own question, so he or she hears that it is late; the
  // other inner limits are the office's.
  const late = id === 'T4' ? 'staffLate' : id === 'T6' && openRequest(next) !== undefined ? 'dutiesLate' : undefined;
  const notice = late === undefined ? {} : { notice: tell(next, late, values) };
  return { ok: true, next, data: values, staff: escalation(next, id, values), ...notice };
}

/** Who hears that staff are late: the city where the authority is silent (T6), else the administrators above the desk. */
function escalation({ reference, stage, county }: RepairCase, id: DeadlineId, values: NoticeValues): StaffNotice {
  const told = { code: 'deadlineOver' as const, values: { reference, ...values } };
  if (id === 'T6') return { ...told, role: 'CITY_REVIEWER' };
  const atCounty = stage === 'SUBMITTED' || stage === 'COUNTY_REVIEW';
  return atCounty ? { ...told, role: 'COUNTY_ADMIN', county } : { ...told, role: 'CITY_ADMIN' };
}
