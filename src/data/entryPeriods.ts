import type { Connection } from 'mongoose';
import type { CalendarDay } from '../domain/calendarDay.js';
import { type PeriodOf, publicationPeriods } from '../domain/policy/publicationPeriods.js';
import { policyStore } from './lawStore.js';

export type PeriodsOn = (day: CalendarDay) => Promise<PeriodOf>;

/** Publication periods by the stored policy rows of a day. */
export function entryPeriods(connection: Connection): PeriodsOn {
  const policies = policyStore(connection);
  return async day => publicationPeriods(await policies.rows(), day);
}
