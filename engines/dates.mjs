import { Problem } from './say.mjs';

const MIDNIGHT_IN_UTC = 'midnight in UTC';
const MIDNIGHT_IN_BEIJING = 'midnight in Beijing';
const WITHOUT_NOTICE = 'a year without a holiday notice';
const MAKE_UP = 'a make-up Saturday or Sunday';
const NATIONAL_DAY = 'the holiday of the National Day';

/**
 * Days on which counting is awkward, as instants with their offset: the suites must be green on each of them, and the
 * demonstration must show the same stages.
 * @type {readonly { at: string, why: string }[]}
 */
export const DATES = [
  { at: '2026-01-01T00:00:30+08:00', why: 'the first minute of a year in Beijing' },
  { at: '2026-01-04T10:00+08:00', why: MAKE_UP },
  { at: '2026-02-14T10:00+08:00', why: MAKE_UP },
  { at: '2026-02-20T10:00+08:00', why: 'Spring Festival' },
  { at: '2026-02-28T15:00+08:00', why: `28 February and ${MAKE_UP}` },
  { at: '2026-05-09T10:00+08:00', why: MAKE_UP },
  { at: '2026-05-31T23:59:30+08:00', why: MIDNIGHT_IN_BEIJING },
  { at: '2026-09-20T10:00+08:00', why: MAKE_UP },
  { at: '2026-09-30T17:30+08:00', why: `the last office hour before ${NATIONAL_DAY}` },
  { at: '2026-10-01T00:00:30+08:00', why: NATIONAL_DAY },
  { at: '2026-10-04T10:00+08:00', why: NATIONAL_DAY },
  { at: '2026-10-07T23:59:30+08:00', why: NATIONAL_DAY },
  { at: '2026-10-08T08:30+08:00', why: `the first day after ${NATIONAL_DAY}` },
  { at: '2026-10-10T10:00+08:00', why: MAKE_UP },
  { at: '2026-11-30T23:59:30+08:00', why: MIDNIGHT_IN_BEIJING },
  { at: '2026-12-01T00:00:30+08:00', why: MIDNIGHT_IN_BEIJING },
  { at: '2026-12-01T07:59:30+08:00', why: MIDNIGHT_IN_UTC },
  { at: '2026-12-01T08:00:30+08:00', why: MIDNIGHT_IN_UTC },
  { at: '2026-12-31T23:59:30+08:00', why: 'the last minute of a year in Beijing' },
  { at: '2027-01-01T00:00:30+08:00', why: `the first minute of ${WITHOUT_NOTICE}` },
  { at: '2027-01-01T07:59:30+08:00', why: 'the last minute of a year in UTC' },
  { at: '2027-01-01T08:00:30+08:00', why: 'the first minute of a year in UTC' },
  { at: '2027-01-15T10:00+08:00', why: 'clocks that reach back into the year before' },
  { at: '2027-02-28T10:00+08:00', why: '28 February, a Sunday' },
  { at: '2027-03-01T00:00:30+08:00', why: 'the day after 28 February' },
  { at: '2027-04-05T10:00+08:00', why: 'Qingming by formula' },
  { at: '2027-05-01T10:00+08:00', why: WITHOUT_NOTICE },
  { at: '2027-08-31T10:00+08:00', why: 'a 31st: the month half a year before has no such day' },
  { at: '2027-09-30T18:30+08:00', why: `after the last office hour before ${NATIONAL_DAY}` },
  { at: '2027-10-05T10:00+08:00', why: `${NATIONAL_DAY} in ${WITHOUT_NOTICE}` },
  { at: '2027-10-10T10:00+08:00', why: 'a Sunday that may become a make-up day' },
  { at: '2027-12-31T20:00+08:00', why: 'the end of a year' },
  { at: '2028-02-28T23:59:30+08:00', why: 'the last minute before 29 February' },
  { at: '2028-02-29T00:30+08:00', why: '29 February in Beijing, 28 February in UTC' },
  { at: '2028-02-29T12:00+08:00', why: '29 February' },
  { at: '2028-03-01T07:59:30+08:00', why: '1 March in Beijing, 29 February in UTC' },
  { at: '2028-08-29T10:00+08:00', why: 'half a year after 29 February' },
  { at: '2028-10-03T10:00+08:00', why: `${NATIONAL_DAY} in ${WITHOUT_NOTICE}` },
  { at: '2028-12-31T23:59:30+08:00', why: 'the last minute of a leap year' },
  { at: '2029-02-28T10:00+08:00', why: 'a year after 29 February' },
  { at: '2029-03-31T10:00+08:00', why: 'a 31st: the month before has no such day' },
  { at: '2031-12-31T10:00+08:00', why: 'the end of a year far ahead' },
  { at: '2032-02-29T10:00+08:00', why: '29 February, a Sunday' },
];

/** The few of them on which `npm test` runs what has proved to depend on the day. */
export const SAMPLE_DATES = ['2026-10-10T10:00+08:00', '2027-01-01T00:00:30+08:00', '2028-02-29T00:30+08:00'];

/** Files that ask what day it is and take little time; `npm run test:dates` runs all. */
export const SAMPLE = [
  'tests/data/oneTimeCodeStore.test.ts',
  'tests/data/peopleStores.test.ts',
  'tests/domain/repair/deadlines.test.ts',
];

const NOTATION = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z))?$/;
const NOON = 'T12:00+08:00';

/**
 * Milliseconds from the machine's clock to an instant; a day alone means its noon in Beijing.
 * @param {string} date such as 2028-02-29 or 2028-02-29T00:30+08:00
 * @param {number} [now] epoch milliseconds
 * @returns {number}
 */
export function shiftTo(date, now = Date.now()) {
  const instant = NOTATION.test(date) ? Date.parse(date.includes('T') ? date : date + NOON) : Number.NaN;
  if (Number.isNaN(instant)) throw new Problem(`Not a date such as 2028-02-29 or 2028-02-29T00:30+08:00: ${date}`);
  return instant - now;
}

/**
 * Arguments of `npm run test:dates`: dates, and everything else for Jest.
 * @param {readonly string[]} given
 * @returns {{ dates: string[], rest: string[] }}
 */
export function datesAndRest(given) {
  const dates = given.filter(argument => /^\d{4}-/.test(argument));
  return { dates, rest: given.filter(argument => !dates.includes(argument)) };
}
