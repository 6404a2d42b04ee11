import { addDays, asDay, type CalendarDay, dayOf, daysBetween, endOfBusiness, startOfDay } from '../calendarDay.js';
import { addWorkingDays, type CountedDay, type WorkCalendar, workingDaysBetween } from '../workCalendar.js';

/** One running legal clock. `dueAt` is the last instant that still counts (epoch milliseconds); `due` its day in Asia/Shanghai. */
export interface Clock<Id extends string = string> {
  id: Id;
  startedAt: number;
  due: string;
  dueAt: number;
  /** Working days, or calendar days. */
  length: number;
  unit: 'wd' | 'd';
  /** Working days used up before a pause; absent on a clock that was never paused. */
  spent?: number;
  /** Source of the rule, e.g. `GUOBAN_22`; see `readBasis`. */
  source: string;
  /** True where the deadline crosses a year whose holiday notice is not loaded. */
  provisional: boolean;
  /** Percent marks already announced: 50, 80, 100. */
  marks: readonly number[];
}

/** Length, unit and source of a clock as policy gives them, and the hour at which business ends. */
export interface ClockLimit {
  readonly length: number;
  readonly unit: 'wd' | 'd';
  readonly source: string;
  readonly businessEndHour: number;
}

const HOUR_MS = 3_600_000;
/** Marks inside a working day are placed between opening and closing, so that a reminder comes when someone is there. */
const BUSINESS_START_HOUR = 8;
const MISSED = 100;

type Counted = Pick<Clock, 'startedAt' | 'length' | 'unit' | 'spent'>;

/** The last day: start day not counted, working days by the calendar, days used up before a pause taken off. */
function lastDay({ startedAt, length, unit, spent = 0 }: Counted, calendar: WorkCalendar): CountedDay {
  const start = dayOf(startedAt);
  if (unit === 'wd') return addWorkingDays(calendar, start, length - spent);
  return { day: addDays(start, length - spent), provisional: false };
}

/** Starts a clock at `startedAt` (epoch milliseconds); it ends with business on its last day. */
export function startClock<Id extends string>(
  { id, startedAt }: { id: Id; startedAt: number },
  { length, unit, source, businessEndHour }: ClockLimit,
  calendar: WorkCalendar,
): Clock<Id> {
  const { day, provisional } = lastDay({ startedAt, length, unit }, calendar);
  const dueAt = endOfBusiness(day, businessEndHour);
  return { id, startedAt, due: day, dueAt, length, unit, source, provisional, marks: [] };
}

/** Adds days to a running clock and lets its reminder come again. */
export const lengthenClock = <Some extends Clock>(clock: Some, extra: number, calendar: WorkCalendar): Some => ({
  ...countedAnew({ ...clock, length: clock.length + extra }, calendar),
  marks: [],
});

/**
 * Stops a clock. What is left stays as a page showed it that day, at least one day; a clock already missed stays
 * missed.
 */
export function pauseClock<Some extends Clock>(clock: Some, at: number, calendar: WorkCalendar): Some {
  if (isMissed(clock)) return clock;
  const left = Math.max(1, daysLeft(clock, calendar, dayOf(at)));
  return { ...clock, spent: Math.max(0, clock.length - left) };
}

/** Days that a paused clock has left, in its own unit. */
export const daysOf = ({ length, spent = 0 }: Pick<Clock, 'length' | 'spent'>): number => length - spent;

/** Lets a paused clock go on from `at` with the days it had left. */
export const resumeClock = <Some extends Clock>(clock: Some, at: number, calendar: WorkCalendar): Some =>
  isMissed(clock) ? clock : countedAnew({ ...clock, startedAt: at }, calendar);

/** Running clocks under another calendar; a missed one keeps its day. */
export const recomputeClocks = <Some extends Clock>(clocks: readonly Some[], calendar: WorkCalendar): Some[] =>
  clocks.map(clock => (isMissed(clock) ? clock : countedAnew(clock, calendar)));

export const isMissed = (clock: Clock): boolean => clock.marks.includes(MISSED);

/** Computes the last day anew and keeps the hour of closing the clock began with. */
function countedAnew<Some extends Clock>(clock: Some, calendar: WorkCalendar): Some {
  const { day, provisional } = lastDay(clock, calendar);
  return { ...clock, due: day, provisional, dueAt: startOfDay(day) + closing(clock) };
}

const closing = ({ due, dueAt }: Clock): number => dueAt - startOfDay(asDay(due));

/** The clocks but for these. */
export const withoutClocks = <Id extends string>(clocks: readonly Clock<Id>[], ...ids: Id[]): Clock<Id>[] =>
  clocks.filter(({ id }) => !ids.includes(id));

/** The opening of business on a day, epoch milliseconds. */
export const openingOf = (day: CalendarDay): number => startOfDay(day) + BUSINESS_START_HOUR * HOUR_MS;

/** The instant at which so many percent of the clock's own time are over; working time for working days. */
export function markAt(clock: Clock, mark: number, calendar: WorkCalendar): number {
  const { startedAt, length, unit, spent = 0 } = clock;
  const start = dayOf(startedAt);
  const position = (length * mark) / 100 - spent;
  if (position <= 0) return startedAt;
  const whole = Math.floor(position);
  if (unit === 'd') return startOfDay(addDays(start, whole)) + closing(clock);
  if (whole === position) return startOfDay(addWorkingDays(calendar, start, whole).day) + closing(clock);
  const opening = BUSINESS_START_HOUR * HOUR_MS;
  const { day } = addWorkingDays(calendar, start, whole + 1);
  return startOfDay(day) + Math.round(opening + (position - whole) * (closing(clock) - opening));
}

/** What a clock does: it reaches a percent mark, or it has passed, one millisecond after the last instant that counts. */
export interface ClockTick<Id extends string> {
  readonly at: number;
  readonly id: Id;
  readonly mark?: 50 | 80;
}

/** What a clock still has to do; nothing once it was missed. */
export function ticksOf<Id extends string>(
  clock: Clock<Id>,
  marks: readonly (50 | 80)[],
  calendar: WorkCalendar,
): ClockTick<Id>[] {
  if (isMissed(clock)) return [];
  const { id, dueAt } = clock;
  const reminders = marks
    .filter(mark => !clock.marks.includes(mark))
    .map(mark => ({ at: markAt(clock, mark, calendar), id, mark }))
    .filter(({ at }) => at < dueAt);
  return [...reminders, { at: dueAt + 1, id }];
}

/** Days left in the clock's own unit, the day itself not counted; 0 on the last day, negative when missed. */
export function daysLeft(clock: Pick<Clock, 'due' | 'unit'>, calendar: WorkCalendar, today: CalendarDay): number {
  const due = asDay(clock.due);
  return clock.unit === 'wd' ? workingDaysBetween(calendar, today, due) : daysBetween(today, due);
}
