import { addMonths, type CalendarDay, yearOf } from '../calendarDay.js';
import type { TrainingPolicy } from '../policy/policy.js';

const SEQUENCE_DIGITS = 6;

/** Number of a training certificate: `TC-<year>-<sequence of that year>`. */
export const certificateNumber = (issuedOn: CalendarDay, sequence: number): string =>
  `TC-${String(yearOf(issuedOn))}-${String(sequence).padStart(SEQUENCE_DIGITS, '0')}`;

/** Last day on which the certificate counts (part 7: 12 months). */
export const certificateValidUntil = (
  issuedOn: CalendarDay,
  { certificateMonths }: Pick<TrainingPolicy, 'certificateMonths'>,
): CalendarDay => addMonths(issuedOn, certificateMonths);

/** Whether a certificate counts on a day; both ends belong to it. */
export const certificateCounts = (certificate: { issuedOn: string; validUntil: string }, day: CalendarDay): boolean =>
  certificate.issuedOn <= day && day <= certificate.validUntil;
