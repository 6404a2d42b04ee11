import type { NoticeValues } from '../../proceeding/notices.js';
import { type RepairRules, type Step, systemAct } from '../act.js';
import { findDeadline, isOwnDeadline, marked } from '../deadlines.js';
import { openRequest } from '../dutyRequest.js';
import { stepOf } from '../fourEyes.js';
import { type StaffNotice, tell } from '../notices.js';
import { refuseRepair } from '../refusals.js';
import type { Deadline, RepairCase } from '../repairCase.js';
import { resumed } from '../sideStage.js';
import { type DeadlineId, OPEN_STAGES } from '../stages.js';

/** A clock has run out: the applicant's own end the case, all others remind and escalate; never a decision (part 4, guards). */
export const deadlinePassed = systemAct<{ readonly deadline: DeadlineId }>({
  stages: OPEN_STAGES,
  apply(repairCase, { at, deadline: id }, rules) {
    const deadline = findDeadline(repairCase, id);
    if (deadline === undefined) return refuseRepair('deadlineNotRunning', { deadline: id });
    if (at <= deadline.dueAt) return refuseRepair('deadlineNotDue', { deadline: id, due: deadline.due });
    if (deadline.marks.includes(100)) return refuseRepair('alreadyRecorded', { deadline: id });
    return passed(repairCase, { at, deadline }, rules);
  },
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
function escalation(repairCase: RepairCase, id: DeadlineId, values: NoticeValues): StaffNotice {
  const { reference, county, stage } = repairCase;
  const told = { code: 'deadlineOver' as const, values: { reference, ...values } };
  if (id === 'T6') return { ...told, role: 'CITY_REVIEWER' };
  return stepOf({ stage }) === 'COUNTY' ? { ...told, role: 'COUNTY_ADMIN', county } : { ...told, role: 'CITY_ADMIN' };
}
