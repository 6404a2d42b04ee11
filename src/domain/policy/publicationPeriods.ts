import type { CalendarDay } from '../calendarDay.js';
import type { Basis } from '../law/sources.js';
import type { ListType, Tier } from '../repair/stages.js';
import { type EntryDates, publicationEnd } from './entryPeriods.js';
import { PERIOD_STARTS } from './policy.js';
import { policyReader, type PolicyReader } from './policyReader.js';
import type { PolicyRow } from './policyRow.js';

/** How long entries of one list and tier are published, and what becomes of them afterwards (part 3.2). */
export interface PublicationPeriod {
  /** The figures as one word. Kept with each entry, so that a change of policy finds the entries it concerns. */
  rule: string;
  /** What the longest publication rests on. */
  source: Basis;
  /** Whether an entry with unperformed duties stays on the list when its publication is over (F2). */
  unperformedStays: boolean;
  /** Last day of publication. */
  lastDay(entry: EntryDates): CalendarDay;
}

export type PeriodOf = (of: { listType: ListType; tier: Tier }) => PublicationPeriod;

/** The periods of every list and tier by the rules of one day; each is read once. */
export function publicationPeriods(rows: readonly PolicyRow[], day: CalendarDay): PeriodOf {
  const known = new Map<string, PublicationPeriod>();
  return ({ listType, tier }) => {
    const name = `${listType} ${tier}`;
    const period = known.get(name) ?? periodBy(policyReader(rows, { day, listType, tier }));
    known.set(name, period);
    return period;
  };
}

/**
 * The longest publication: the national maximum of the tier, or the local one of the list where that is shorter. A local
 * list makes no firm worse off than national law; its minimum is the national one. With the source of the figure.
 */
export function maximumMonths(read: PolicyReader): { months: number; source: Basis } {
  const national = read.number('publication.maxMonths');
  const local = read.numberIfAny('publication.localMaxMonths');
  return local !== undefined && local < national
    ? { months: local, source: read.row('publication.localMaxMonths').source }
    : { months: national, source: read.row('publication.maxMonths').source };
}

/** The figures of one list and tier from any reader. */
export function periodBy(read: PolicyReader): PublicationPeriod {
  const { months: maxMonths, source } = maximumMonths(read);
  const periodStart = read.word('publication.startsFrom', PERIOD_STARTS);
  return {
    rule: `${periodStart}+${String(maxMonths)}`,
    source,
    unperformedStays: read.flag('publication.unperformedStays'),
    lastDay: entry => publicationEnd(entry, { maxMonths, periodStart }),
  };
}
