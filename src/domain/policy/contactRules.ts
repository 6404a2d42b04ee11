import type { ContactRules } from '../access/contact.js';
import type { CalendarDay } from '../calendarDay.js';
import type { WorkCalendar } from '../workCalendar.js';
import { policyReader, type PolicyReader } from './policyReader.js';
import type { PolicyRow } from './policyRow.js';

/** Working days for which a changed telephone opens nothing; a rule of the platform's own. */
export const contactWaitingDays = (read: PolicyReader): number => read.number('contact.waitingDays');

/** How long a changed telephone waits by the rules of this day. */
export const contactRules = (
  rows: readonly PolicyRow[],
  { day, demo, calendar }: { day: CalendarDay; demo: boolean; calendar: WorkCalendar },
): ContactRules => {
  const read = policyReader(rows, { day, demo });
  return { waitingDays: contactWaitingDays(read), source: read.row('contact.waitingDays').source, calendar };
};
