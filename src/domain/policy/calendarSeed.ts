import { asDay, type CalendarDay } from '../calendarDay.js';
import { SOURCES } from '../law/sources.js';
import type { WorkCalendar, WorkCalendarYear } from '../workCalendar.js';

// Days as written in the notices, month and date only: the year stands before them.
const days = (year: number, monthDays: string): CalendarDay[] =>
  monthDays.split(' ').map(monthDay => asDay(`${String(year)}-${monthDay}`));

const NOTICES = {
  2024: { ...SOURCES.HOLIDAYS_2024, day: '2023年10月25日' },
  2025: { ...SOURCES.HOLIDAYS_2025, day: '2024年11月12日' },
  2026: { ...SOURCES.HOLIDAYS_2026, day: '2025年11月4日' },
} as const;

/** The notice of the State Council's office by title, number and date; its days as the notice names them. */
const notice = (year: keyof typeof NOTICES, off: string, worked: string): WorkCalendarYear => ({
  year,
  offDays: days(year, off),
  workDays: days(year, worked),
  confirmed: true,
  source: `${NOTICES[year].title.zh}（${NOTICES[year].number}，${NOTICES[year].day}）`,
});

/** The working-day calendar that a fresh database starts with; later years are entered when their notice is known. */
export const CALENDAR_SEED: WorkCalendar = {
  version: '2024-2026',
  years: [
    notice(
      2024,
      '01-01 02-10 02-11 02-12 02-13 02-14 02-15 02-16 02-17 04-04 04-05 04-06 05-01 05-02 05-03 05-04 05-05 06-10 09-15 09-16 09-17 10-01 10-02 10-03 10-04 10-05 10-06 10-07',
      '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12',
    ),
    notice(
      2025,
      '01-01 01-28 01-29 01-30 01-31 02-01 02-02 02-03 02-04 04-04 04-05 04-06 05-01 05-02 05-03 05-04 05-05 05-31 06-01 06-02 10-01 10-02 10-03 10-04 10-05 10-06 10-07 10-08',
      '01-26 02-08 04-27 09-28 10-11',
    ),
    notice(
      2026,
      '01-01 01-02 01-03 02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23 04-04 04-05 04-06 05-01 05-02 05-03 05-04 05-05 06-19 06-20 06-21 09-25 09-26 09-27 10-01 10-02 10-03 10-04 10-05 10-06 10-07',
      '01-04 02-14 02-28 05-09 09-20 10-10',
    ),
  ],
};
