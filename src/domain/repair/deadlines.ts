import { addDays, asDay, type CalendarDay, dayOf, daysBetween, endOfBusiness, startOfDay } from '../calendarDay.js';
import { addWorkingDays, type CountedDay, type WorkCalendar, workingDaysBetween } from '../workCalendar.js';
import { standingRefusal } from './eventStages.js';
import type { RepairEvent } from './events.js';
import type { CaseInBrief, Deadline, RepairCase } from './repairCase.js';
import type { DeadlineId } from './stages.js';
import type { RepairRules } from './transition.js';

const HOUR_MS = 3_600_000;
/** Marks inside a working day are placed between opening and closing, so that a reminder comes when someone is there. */
const BUSINESS_START_HOUR = 8;
const MISSED = 100;

/** The applicant's own clocks; they end the case, all others only remind and escalate (no silent approval or refusal). */
const OWN_DEADLINES: readonly DeadlineId[] = ['DRAFT', 'T7', 'T8', 'T9'];
export const isOwnDeadline = (id: DeadlineId): boolean => OWN_DEADLINES.includes(id);
/** Only shown, with its colour: while registers are asked, the exit raises its alarms long before (T10). */
const isSilent = (id: DeadlineId): boolean => id === 'T10';

type Counted = Pick<Deadline, 'startedAt' | 'length' | 'unit' | 'spent'>;

/** The last day: start day not counted, working days by the calendar, days used up before a pause taken off (F36). */
function lastDay({ startedAt, length, unit, spent = 0 }: Counted, calendar: WorkCalendar): CountedDay {
  const start = dayOf(startedAt);
  if (unit === 'wd') return addWorkingDays(calendar, start, length - spent);
  return { day: addDays(start, length - spent), provisional: false };
}

/** Starts a clock with the policy's length at `startedAt` (epoch milliseconds); it ends with business on its last day. */
export function startDeadline(id: DeadlineId, startedAt: number, { calendar, policy }: RepairRules): Deadline {
  const { length, unit, source } = id === 'T10' ? policy.limits.T10 : policy.deadlines[id];
  const { day, provisional } = lastDay({ startedAt, length, unit }, calendar);
  const dueAt = endOfBusiness(day, policy.businessEndHour);
  return { id, startedAt, due: day, dueAt, length, unit, source, provisional, marks: [] };
}

/** Adds days to a running clock and lets its reminder come again. */
export function lengthenDeadline(deadline: Deadline, extra: number, calendar: WorkCalendar): Deadline {
  return { ...counted({ ...deadline, length: deadline.length + extra }, calendar), marks: [] };
}

/**
 * Stops a clock. What is left stays as a page showed it that day, at least one day; a clock already missed stays
 * missed.
 */
export function pauseDeadline(deadline: Deadline, at: number, calendar: WorkCalendar): Deadline {
  if (isMissed(deadline)) return deadline;
  const left = Math.max(1, daysLeft(deadline, calendar, dayOf(at)));
  return { ...deadline, spent: Math.max(0, deadline.length - left) };
}

/** Days that a paused clock has left, in its own unit. */
export const daysOf = ({ length, spent = 0 }: Pick<Deadline, 'length' | 'spent'>): number => length - spent;

/** Lets a paused clock go on from `at` with the days it had left. */
export function resumeDeadline(deadline: Deadline, at: number, calendar: WorkCalendar): Deadline {
  return isMissed(deadline) ? deadline : counted({ ...deadline, startedAt: at }, calendar);
}

/** The running clocks under another calendar; a missed one keeps its day. */
export const recomputeDeadlines = (repairCase: RepairCase, calendar: WorkCalendar): Deadline[] =>
  repairCase.deadlines.map(deadline => (isMissed(deadline) ? deadline : counted(deadline, calendar)));

const isMissed = (deadline: Deadline): boolean => deadline.marks.includes(MISSED);

/** Computes the last day anew and keeps the hour of closing the clock began with. */
function counted(deadline: Deadline, calendar: WorkCalendar): Deadline {
  const { day, provisional } = lastDay(deadline, calendar);
  return { ...deadline, due: day, provisional, dueAt: startOfDay(day) + closing(deadline) };
}

const closing = ({ due, dueAt }: Deadline): number => dueAt - startOfDay(asDay(due));

/** Case with these clocks ended. */
export const withoutDeadlines = (deadlines: readonly Deadline[], ...ids: DeadlineId[]): Deadline[] =>
  deadlines.filter(({ id }) => !ids.includes(id));

export const findDeadline = (repairCase: CaseInBrief, id: DeadlineId): Deadline | undefined =>
  repairCase.deadlines.find(deadline => deadline.id === id);

export interface ClockEvent {
  at: number;
  event: Extract<RepairEvent, { kind: 'deadlineMark' | 'deadlinePassed' | 'firstDayReached' }>;
}

/**
 * The next thing a clock does: the 50 % and 80 % marks of staff clocks, one reminder at 80 % of the applicant's own,
 * or the passing itself, one millisecond after the last instant that counts; and the first possible day of submission
 * where the case waits for it (part 4, state 0). Null where no clock runs.
 */
export function nextClockEvent(repairCase: RepairCase, { calendar }: RepairRules): ClockEvent | null {
  const running = repairCase.deadlines.filter(deadline => !isMissed(deadline) && !isSilent(deadline.id));
  const all = [...firstDay(repairCase), ...running.flatMap(deadline => clockEvents(deadline, calendar))];
  return all.reduce<ClockEvent | null>((first, next) => (first === null || next.at < first.at ? next : first), null);
}

/** The first day of submission at the opening of business; nothing where it was told or nothing is left to submit. */
function firstDay(repairCase: RepairCase): ClockEvent[] {
  if (standingRefusal(repairCase, 'firstDayReached') !== undefined) return [];
  const at = startOfDay(asDay(repairCase.firstSubmissionDay)) + BUSINESS_START_HOUR * HOUR_MS;
  return [{ at, event: { kind: 'firstDayReached', at } }];
}

function clockEvents(deadline: Deadline, calendar: WorkCalendar): ClockEvent[] {
  const { id, dueAt, marks } = deadline;
  const planned = isOwnDeadline(id) ? ([80] as const) : ([50, 80] as const);
  const reminders = planned
    .filter(mark => !marks.includes(mark))
    .map((mark): ClockEvent => {
      const at = markAt(deadline, mark, calendar);
      return { at, event: { kind: 'deadlineMark', at, deadline: id, mark } };
    })
    .filter(({ at }) => at < dueAt);
  return [...reminders, { at: dueAt + 1, event: { kind: 'deadlinePassed', at: dueAt + 1, deadline: id } }];
}

/** The instant at which so many percent of the clock's own time are over; working time for working days. */
export function markAt(deadline: Deadline, mark: number, calendar: WorkCalendar): number {
  const { startedAt, length, unit, spent = 0 } = deadline;
  const start = dayOf(startedAt);
  const position = (length * mark) / 100 - spent;
  if (position <= 0) return startedAt;
  const whole = Math.floor(position);
  if (unit === 'd') return startOfDay(addDays(start, whole)) + closing(deadline);
  if (whole === position) return startOfDay(addWorkingDays(calendar, start, whole).day) + closing(deadline);
  const opening = BUSINESS_START_HOUR * HOUR_MS;
  const { day } = addWorkingDays(calendar, start, whole + 1);
  return startOfDay(day) + Math.round(opening + (position - whole) * (closing(deadline) - opening));
}

/** Days left in the clock's own unit, the day itself not counted; 0 on the last day, negative when missed. */
export function daysLeft(deadline: Deadline, calendar: WorkCalendar, today: CalendarDay): number {
  const due = asDay(deadline.due);
  return deadline.unit === 'wd' ? workingDaysBetween(calendar, today, due) : daysBetween(today, due);
}

export type Attention = 'HALF' | 'NEAR' | 'OVERDUE';

/** The colour a queue shows: the highest mark of any running clock, or overdue by `now` (epoch milliseconds). */
export function attentionOf(repairCase: CaseInBrief, now: number): Attention | undefined {
  if (repairCase.deadlines.some(({ dueAt, marks }) => dueAt < now || marks.includes(MISSED))) return 'OVERDUE';
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
