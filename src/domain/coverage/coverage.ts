import { type CalendarDay, yearOf } from '../calendarDay.js';
import { COUNTIES } from '../reference/counties.js';
import type { ListType } from '../repair/stages.js';

/** One membership of a firm in a list, with the training of its representative in office at completion (part 8.1). */
export interface CoverageRow {
  uscc: string;
  /** Administering county; absent is a data defect. */
  county?: string;
  listTypes: readonly ListType[];
  onListFrom: string;
  /** Last day on the list; absent while it is still there. */
  onListTo?: string;
  /** Day of the passed training that counts for the firm. */
  trainedOn?: string;
}

export const COVERAGE_LISTS = ['BOTH', 'BLACKLIST', 'KEY_ATTENTION'] as const;
/** BOTH is the target of S4-29, BLACKLIST the priority of S4-31. */
export type CoverageList = (typeof COVERAGE_LISTS)[number];

/** A firm of the year's cohort, counted once however many entries it has. */
export interface CoverageFirm {
  uscc: string;
  county?: string;
  listTypes: readonly ListType[];
  trained: boolean;
  trainedOn?: string;
}

export interface CoverageFigure {
  /** Firms of the target group. */
  D: number;
  /** Those whose representative passed the training in the year. */
  N: number;
  /** `2N ≥ D` in integers; null where there is no target group. */
  reached: boolean | null;
  /** Firms still to be trained until the target is reached. */
  gap: number;
  /** Share with one decimal, cut and never rounded up, without the sign; null where there is no target group. */
  percentText: string | null;
}

export interface CountyCoverage {
  county: string;
  figures: Readonly<Record<CoverageList, CoverageFigure>>;
}

export interface Coverage {
  asOf: CalendarDay;
  year: number;
  counties: readonly CountyCoverage[];
  city: Readonly<Record<CoverageList, CoverageFigure>>;
  /** Counties with a target group, and those of them that reached the target. */
  targets: Readonly<Record<CoverageList, { withTargetGroup: number; reached: number }>>;
  /** Codes of firms that no county answers for: listed as a defect, counted nowhere. */
  withoutCounty: readonly string[];
}

/**
 * Counts the calendar year of `asOf` up to that day: cohort view, one count per firm (S4-29, part 8.1). Every county
 * appears, also without a target group. The city's share is the sum of N over the sum of D; the target binds each county.
 */
export function countCoverage(rows: readonly CoverageRow[], asOf: CalendarDay): Coverage {
  const firms = coverageFirms(rows, asOf);
  const counted = firms.filter(isOfKnownCounty);
  const counties = COUNTIES.map(({ adcode }) => ({
    county: adcode,
    figures: figuresOf(counted.filter(({ county }) => county === adcode)),
  }));
  return {
    asOf,
    year: yearOf(asOf),
    counties,
    city: figuresOf(counted),
    targets: perList(list => ({
      withTargetGroup: counties.filter(({ figures }) => figures[list].D > 0).length,
      reached: counties.filter(({ figures }) => figures[list].reached === true).length,
    })),
    withoutCounty: firms.filter(firm => !isOfKnownCounty(firm)).map(({ uscc }) => uscc),
  };
}

/** The firms of the year's cohort in the order of their codes, each once: exactly those that `countCoverage` counts. */
export function coverageFirms(rows: readonly CoverageRow[], asOf: CalendarDay): CoverageFirm[] {
  const firstDay = `${String(yearOf(asOf))}-01-01`;
  const ofYear = rows.filter(
    ({ onListFrom, onListTo }) => onListFrom <= asOf && (onListTo === undefined || onListTo >= firstDay),
  );
  const byCode = new Map<string, CoverageRow[]>();
  for (const row of ofYear) byCode.set(row.uscc, [...(byCode.get(row.uscc) ?? []), row]);
  return [...byCode.values()]
    .map(memberships => firmOf(memberships, { firstDay, asOf }))
    .toSorted((a, b) => (a.uscc < b.uscc ? -1 : 1));
}

/** The firms behind one figure, for the drill-down. */
export const firmsOf = (
  firms: readonly CoverageFirm[],
  filter: { county?: string; list: CoverageList },
): CoverageFirm[] =>
  firms
    .filter(isOfKnownCounty)
    .filter(({ county }) => filter.county === undefined || county === filter.county)
    .filter(firm => isOnList(firm, filter.list));

/** A firm's rows as one firm; where rows name different counties, the latest membership decides. */
function firmOf(memberships: readonly CoverageRow[], year: { firstDay: string; asOf: string }): CoverageFirm {
  const latestFirst = memberships.toSorted((a, b) => (a.onListFrom < b.onListFrom ? 1 : -1));
  const county = latestFirst.find(row => row.county !== undefined)?.county;
  const trainedOn = memberships
    .flatMap(row => (row.trainedOn === undefined ? [] : [row.trainedOn]))
    .filter(day => year.firstDay <= day && day <= year.asOf)
    .toSorted()
    .at(0);
  return {
    uscc: latestFirst[0]?.uscc ?? '',
    ...(county === undefined ? {} : { county }),
    listTypes: [...new Set(memberships.flatMap(({ listTypes }) => listTypes))],
    trained: trainedOn !== undefined,
    ...(trainedOn === undefined ? {} : { trainedOn }),
  };
}

const isOfKnownCounty = ({ county }: CoverageFirm): boolean => COUNTIES.some(({ adcode }) => adcode === county);

const isOnList = ({ listTypes }: CoverageFirm, list: CoverageList): boolean =>
  list === 'BOTH' ? listTypes.length > 0 : listTypes.includes(list);

const perList = <Value>(valueOf: (list: CoverageList) => Value): Record<CoverageList, Value> => ({
  BOTH: valueOf('BOTH'),
  BLACKLIST: valueOf('BLACKLIST'),
  KEY_ATTENTION: valueOf('KEY_ATTENTION'),
});

const figuresOf = (firms: readonly CoverageFirm[]): Record<CoverageList, CoverageFigure> =>
  perList(list => {
    const group = firms.filter(firm => isOnList(firm, list));
    return coverageFigure(group.length, group.filter(({ trained }) => trained).length);
  });

/** One figure from its two counts; whole numbers only (fixed in code, part 3.1). */
export function coverageFigure(D: number, N: number): CoverageFigure {
  if (D === 0) return { D, N, reached: null, gap: 0, percentText: null };
  const perMille = Math.floor((N * 1_000) / D);
  return {
    D,
    N,
    reached: 2 * N >= D,
    gap: Math.max(0, Math.ceil(D / 2) - N),
    percentText: `${String(Math.floor(perMille / 10))}.${String(perMille % 10)}`,
  };
}
