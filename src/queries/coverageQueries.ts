import type { DataAccess } from '../data/index.js';
import { type CalendarDay, yearOf } from '../domain/calendarDay.js';
import { type Coverage, countCoverage, type CoverageFirm, coverageFirms } from '../domain/coverage/coverage.js';

export interface CoverageView {
  readonly coverage: Coverage;
  /** The firms counted, from the very rows behind the figures. */
  readonly firms: readonly CoverageFirm[];
  readonly nameOf: (uscc: string) => string;
}

/** Figures and firms of the year of `asOf`, both counted from one reading, so that they cannot disagree. */
export async function coverageView(
  { data }: { data: Pick<DataAccess, 'entries'> },
  asOf: CalendarDay,
): Promise<CoverageView> {
  const rows = await data.entries.coverageRows(yearOf(asOf));
  const names = new Map(rows.map(row => [row.uscc, row.enterpriseName]));
  return {
    coverage: countCoverage(rows, asOf),
    firms: coverageFirms(rows, asOf),
    nameOf: uscc => names.get(uscc) ?? uscc,
  };
}
