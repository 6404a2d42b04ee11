import { addDays, addMonths, asDay, type CalendarDay } from '../calendarDay.js';
import type { Policy } from './policy.js';

/** The two dates of an entry from which its period may count, `YYYY-MM-DD`. */
export interface EntryDates {
  decisionDate: string;
  publicationStart: string;
}

type Periods = Pick<Policy, 'minMonths' | 'maxMonths' | 'periodStart'>;

/** Last day of a period of whole months: the corresponding day, else the last of its month (F36). No shift by holidays. */
export const periodEnd = (start: CalendarDay, months: number): CalendarDay => addMonths(start, months);

/** The day from which the entry's publication period counts: the date on the document under R2026 (F2). */
export const periodStart = (entry: EntryDates, { periodStart: from }: Pick<Periods, 'periodStart'>): CalendarDay =>
  asDay(from === 'DECISION_DATE' ? entry.decisionDate : entry.publicationStart);

/** First day on which the firm may submit: the day after the minimum period ends, at once where there is none (F2, F20). */
export function firstSubmissionDay(entry: EntryDates, policy: Periods): CalendarDay {
  const start = periodStart(entry, policy);
  return policy.minMonths === 0 ? start : addDays(periodEnd(start, policy.minMonths), 1);
}

/** Last day of publication; after it the entry stops by itself (F2). */
export const publicationEnd = (entry: EntryDates, policy: Pick<Periods, 'maxMonths' | 'periodStart'>): CalendarDay =>
  periodEnd(periodStart(entry, policy), policy.maxMonths);
