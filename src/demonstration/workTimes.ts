import { addDays, dayOf, startOfDay } from '../domain/calendarDay.js';
import { isWorkingDay, type WorkCalendar } from '../domain/workCalendar.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * Instants of office time before `now`: the `step`-th hour of the working day that lies so many working days back.
 * What would lie ahead of `now` is moved to the minutes before it; a later step is always the later instant.
 */
export function workTimes(calendar: WorkCalendar, now: number) {
  return (workingDaysAgo: number, step = 0): number => {
    let day = dayOf(now);
    for (let left = workingDaysAgo; left > 0;) {
      day = addDays(day, -1);
      if (isWorkingDay(calendar, day)) left -= 1;
    }
    const latest = now - (60 - step) * MINUTE_MS;
    return Math.min(startOfDay(day) + 9 * HOUR_MS + step * 20 * MINUTE_MS, latest);
  };
}
