import { addDays, asDay, type CalendarDay, parseDay, weekday, yearOf } from '../../domain/calendarDay.js';
import type { WorkCalendarYear } from '../../domain/workCalendar.js';

type Fields = Readonly<Record<string, string | undefined>>;

export interface CalendarFault {
  readonly field: 'offDays' | 'workDays' | 'source';
  readonly code: 'notADay' | 'otherYear' | 'bothLists' | 'notWeekend' | 'missing' | 'tooLong';
  readonly day: string;
}

export interface CalendarValues {
  readonly offDays: string;
  readonly workDays: string;
  readonly confirmed: boolean;
  readonly source: string;
}

export const EARLIEST_YEAR = 2020;
export const LATEST_YEAR = 2099;
const LONGEST_TEXT = 4_000;
const LONGEST_SOURCE = 300;
const LONGEST_RANGE = 31;

/** The year of an address, or null. */
export function calendarYearOf(text: unknown): number | null {
  const year = typeof text === 'string' && /^\d{4}$/.test(text) ? Number(text) : 0;
  return year >= EARLIEST_YEAR && year <= LATEST_YEAR ? year : null;
}

export const valuesOf = (year: WorkCalendarYear | undefined): CalendarValues => ({
  offDays: year?.offDays.join('\n') ?? '',
  workDays: year?.workDays.join('\n') ?? '',
  confirmed: year?.confirmed ?? false,
  source: year?.source ?? '',
});

export const typedValues = (fields: Fields): CalendarValues => ({
  offDays: fields['offDays'] ?? '',
  workDays: fields['workDays'] ?? '',
  confirmed: fields['confirmed'] === 'yes',
  source: fields['source']?.trim() ?? '',
});

/** Reads a year as typed: days as `2027-02-06`, `02-06` or `2月6日`, one after another or as a range with 至 or ~. */
export function readCalendarYear(
  values: CalendarValues,
  year: number,
): { ok: true; year: WorkCalendarYear } | { ok: false; faults: CalendarFault[] } {
  const off = readDays(values.offDays, year);
  const work = readDays(values.workDays, year);
  const faults: CalendarFault[] = [
    ...off.faults.map(fault => ({ field: 'offDays' as const, ...fault })),
    ...work.faults.map(fault => ({ field: 'workDays' as const, ...fault })),
    ...work.days.filter(day => off.days.includes(day)).map(day => faultOf('workDays', 'bothLists', day)),
    ...work.days.filter(day => !isWeekend(day)).map(day => faultOf('workDays', 'notWeekend', day)),
  ];
  if (off.days.length === 0 && off.faults.length === 0) faults.push(faultOf('offDays', 'missing', ''));
  if (values.source === '') faults.push(faultOf('source', 'missing', ''));
  if (values.source.length > LONGEST_SOURCE) faults.push(faultOf('source', 'tooLong', ''));
  if (faults.length > 0) return { ok: false, faults };
  const { confirmed, source } = values;
  return { ok: true, year: { year, offDays: off.days, workDays: work.days, confirmed, source } };
}

const faultOf = (field: CalendarFault['field'], code: CalendarFault['code'], day: string): CalendarFault => ({
  field,
  code,
  day,
});
const isWeekend = (day: CalendarDay): boolean => weekday(day) === 0 || weekday(day) === 6;

type DayFault = Omit<CalendarFault, 'field'>;

function readDays(text: string, year: number): { days: CalendarDay[]; faults: DayFault[] } {
  if (text.length > LONGEST_TEXT) return { days: [], faults: [{ code: 'tooLong', day: '' }] };
  const words = text
    .normalize('NFKC')
    .split(/[\s,、;]+/)
    .filter(word => word !== '');
  const read = words.map(word => readWord(word, year));
  const days = read.flatMap(result => (Array.isArray(result) ? result : []));
  return {
    days: [...new Set(days)].toSorted(),
    faults: read.flatMap(result => (Array.isArray(result) ? [] : [result])),
  };
}

/** A day or a range of days; else what is wrong with the word. */
function readWord(word: string, year: number): CalendarDay[] | DayFault {
  const [first = '', last, ...rest] = word.split(/[~～至到]/);
  const from = readDay(first, year);
  const to = last === undefined ? from : readDay(last, year);
  if (from === null || to === null || rest.length > 0 || to < from) return { code: 'notADay', day: word };
  if (yearOf(from) !== year || yearOf(to) !== year) return { code: 'otherYear', day: word };
  const days = Array.from({ length: LONGEST_RANGE + 1 }, (_, count) => addDays(from, count)).filter(day => day <= to);
  return days.length > LONGEST_RANGE ? { code: 'notADay', day: word } : days;
}

function readDay(text: string, year: number): CalendarDay | null {
  const parts = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (parts === null) return null;
  const [, givenYear = String(year), month = '', date = ''] = parts;
  const day = parseDay(`${givenYear}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
  return day === null ? null : asDay(day);
}
