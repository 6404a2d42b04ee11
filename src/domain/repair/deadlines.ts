import { type Clock, isMissed, recomputeClocks, startClock } from '../proceeding/clock.js';
import type { WorkCalendar } from '../workCalendar.js';
import type { RepairRules } from './act.js';
import type { CaseInBrief, Deadline, RepairCase } from './repairCase.js';
import type { DeadlineId } from './stages.js';

/** The applicant's own clocks; they end the case, all others only remind and escalate (no silent approval or refusal). */
const OWN_DEADLINES: readonly DeadlineId[] = ['DRAFT', 'T7', 'T8', 'T9'];
export const isOwnDeadline = (id: DeadlineId): boolean => OWN_DEADLINES.includes(id);

/** Starts a clock with the policy's length at `startedAt` (epoch milliseconds); it ends with business on its last day. */
export function startDeadline(id: DeadlineId, startedAt: number, { calendar, policy }: RepairRules): Deadline {
  const limit = id === 'T10' ? policy.limits.T10 : policy.deadlines[id];
  return startClock({ id, startedAt }, { ...limit, businessEndHour: policy.businessEndHour }, calendar);
}

/** The running clocks under another calendar; a missed one keeps its day. */
export const recomputeDeadlines = ({ deadlines }: Pick<RepairCase, 'deadlines'>, calendar: WorkCalendar): Deadline[] =>
  recomputeClocks(deadlines, calendar);

export const findDeadline = (repairCase: CaseInBrief, id: DeadlineId): Deadline | undefined =>
  repairCase.deadlines.find(deadline => deadline.id === id);

/** Day and last instant of the first running clock, as a notice's values. */
export function dueOf({ deadlines }: { deadlines: readonly Clock[] }): { due?: string; dueAt?: number } {
  const [first] = deadlines;
  return first === undefined ? {} : { due: first.due, dueAt: first.dueAt };
}

/** The case with one more percent mark of this clock announced. */
export const marked = (repairCase: RepairCase, id: DeadlineId, mark: number): RepairCase => ({
  ...repairCase,
  deadlines: repairCase.deadlines.map(deadline =>
    deadline.id === id ? { ...deadline, marks: [...deadline.marks, mark] } : deadline,
  ),
});

export type Attention = 'HALF' | 'NEAR' | 'OVERDUE';

/** The colour a queue shows: the highest mark of any running clock, or overdue by `now` (epoch milliseconds). */
export function attentionOf(repairCase: Pick<CaseInBrief, 'deadlines'>, now: number): Attention | undefined {
  if (repairCase.deadlines.some(deadline => deadline.dueAt < now || isMissed(deadline))) return 'OVERDUE';
  const mark = Math.max(0, ...repairCase.deadlines.flatMap(({ marks }) => marks));
  if (mark >= 80) return 'NEAR';
  return mark >= 50 ? 'HALF' : undefined;
}

/**
 * The one clock a page shows. Staff see the nearest; the applicant sees his or her own, else the extension, else the
 * promised feedback (T4).
 */
export function applicableDeadline(
  repairCase: CaseInBrief,
  reader: 'APPLICANT' | 'STAFF' = 'STAFF',
): Deadline | undefined {
  const nearest = repairCase.deadlines.toSorted((a, b) => a.dueAt - b.dueAt)[0];
  if (reader === 'STAFF') return nearest;
  const own = repairCase.deadlines.find(({ id }) => isOwnDeadline(id));
  return own ?? findDeadline(repairCase, 'T5') ?? findDeadline(repairCase, 'T4') ?? nearest;
}
