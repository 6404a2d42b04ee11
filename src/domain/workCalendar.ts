import { addDays, asDay, type CalendarDay, compareDays, weekday, yearOf } from './calendarDay.js';

/** The yearly holiday notice: days off and weekend days that are worked in exchange (调休). */
export interface WorkCalendarYear {
  year: number;
  offDays: readonly CalendarDay[];
  /** Weekend days that are worked. */
  workDays: readonly CalendarDay[];
  /** True once the State Council's notice for the year has been entered. */
  confirmed: boolean;
  source: string;
}

export interface WorkCalendar {
  version: string;
  years: readonly WorkCalendarYear[];
}

export interface CountedDay {
  day: CalendarDay;
  /** True where a day on the way lies in a year whose notice is not loaded. */
  provisional: boolean;
}

/**
 * Whether offices work on the day (part 3.5). For a year without a notice: no weekends and no statutory day with a
 * fixed date; that answer is provisional, see `isConfirmed`.
 */
export function isWorkingDay(calendar: WorkCalendar, day: CalendarDay): boolean {
  const notice = noticeFor(calendar, day);
  if (notice?.workDays.includes(day) === true) return true;
  if (notice?.offDays.includes(day) === true) return false;
  const dayOfWeek = weekday(day);
  if (dayOfWeek === 0 || dayOfWeek === 6) return false;
  return notice !== undefined || !isFixedHoliday(day);
}

/** Whether the holiday notice of the day's year is loaded and confirmed. */
export const isConfirmed = (calendar: WorkCalendar, day: CalendarDay): boolean =>
  noticeFor(calendar, day)?.confirmed === true;

/** The `count`-th working day after `day`; the start day is not counted (F36). `count` is a whole number from 0. */
export function addWorkingDays(calendar: WorkCalendar, day: CalendarDay, count: number): CountedDay {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a number of working days: ${String(count)}`);
  let reached = day;
  let provisional = false;
  for (let left = count; left > 0;) {
    reached = addDays(reached, 1);
    if (!isConfirmed(calendar, reached)) provisional = true;
    if (isWorkingDay(calendar, reached)) left -= 1;
  }
  return { day: reached, provisional };
}

/** Working days after `from` up to and with `to`; negative where `to` lies before `from`. */
export function workingDaysBetween(calendar: WorkCalendar, from: CalendarDay, to: CalendarDay): number {
  if (compareDays(to, from) < 0) return 0 - workingDaysBetween(calendar, to, from);
  let count = 0;
  for (let day = from; compareDays(day, to) < 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(calendar, day)) count += 1;
  }
  return count;
}

function noticeFor(calendar: WorkCalendar, day: CalendarDay): WorkCalendarYear | undefined {
  const wanted = yearOf(day);
  return calendar.years.find(({ year }) => year === wanted);
}

/** Statutory days whose date is known without a notice; the lunar ones (Spring Festival, Dragon Boat, Mid-Autumn) are not. */
function isFixedHoliday(day: CalendarDay): boolean {
  const year = yearOf(day);
  const fixed = ['01-01', '05-01', '10-01', '10-02', '10-03'];
  // 2 May became statutory in 2025.
  if (year >= 2025) fixed.push('05-02');
  return fixed.includes(day.slice(5)) || day === tombSweepingDay(year);
}

/** Qingming in the 21st century: 4 or 5 April by the usual solar-term formula. */
function tombSweepingDay(year: number): CalendarDay {
  const inCentury = year % 100;
  return asDay(`${String(year)}-04-0${String(Math.floor(inCentury * 0.2422 + 4.81) - Math.floor(inCentury / 4))}`);
}
