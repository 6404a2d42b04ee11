import { asDay, type CalendarDay, dayOf, parseDay, yearOf } from '../../domain/calendarDay.js';
import { COVERAGE_LISTS, type CoverageList } from '../../domain/coverage/coverage.js';
import { COUNTIES } from '../../domain/reference/counties.js';
import { pageNumber } from '../pagination.js';

type Fields = Readonly<Record<string, string | undefined>>;

/** Years back that the selector offers, beside the running one. */
const YEARS_BACK = 4;
/** In place of a county: the firms no county answers for. */
export const WITHOUT_COUNTY = 'none';

export interface CoverageForm {
  readonly years: readonly number[];
  readonly year: number;
  readonly list: CoverageList;
  /** The day counted up to; where what was typed cannot be used, the last possible day of the year. */
  readonly asOf: CalendarDay;
  /** As typed; empty where the day was left open. */
  readonly typed: string;
  readonly error: 'notADay' | 'future' | 'otherYear' | null;
}

/** Year, list and day of an address. Without a day: today, or the last day of a year that is over. */
export function coverageForm(query: Fields, now: number): CoverageForm {
  const today = dayOf(now);
  const thisYear = yearOf(today);
  const years = Array.from({ length: YEARS_BACK + 1 }, (_, back) => thisYear - back);
  const year = years.find(value => String(value) === query['year']) ?? thisYear;
  const typed = query['asOf']?.trim() ?? '';
  const day = parseDay(typed);
  const error = typed === '' ? null : errorOf(day, { today, year });
  const lastDay = year === thisYear ? today : asDay(`${String(year)}-12-31`);
  return {
    years,
    year,
    list: COVERAGE_LISTS.find(value => value === query['list']) ?? 'BOTH',
    asOf: error === null && day !== null ? day : lastDay,
    typed,
    error,
  };
}

function errorOf(
  day: CalendarDay | null,
  { today, year }: { today: CalendarDay; year: number },
): CoverageForm['error'] {
  if (day === null) return 'notADay';
  if (day > today) return 'future';
  return yearOf(day) === year ? null : 'otherYear';
}

export interface FirmsForm extends CoverageForm {
  /** Undefined: the whole city. Null: a county that does not exist. */
  readonly county: string | undefined | null;
  readonly trained: boolean | undefined;
  readonly page: number;
}

export function firmsForm(query: Fields, now: number): FirmsForm {
  const { county, trained } = query;
  const known = county === WITHOUT_COUNTY || COUNTIES.some(({ adcode }) => adcode === county);
  return {
    ...coverageForm(query, now),
    county: county === undefined || county === '' ? undefined : known ? county : null,
    trained: trained === 'yes' ? true : trained === 'no' ? false : undefined,
    page: pageNumber(query['page']),
  };
}
