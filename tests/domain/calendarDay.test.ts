import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  addMonths,
  asDay,
  compareDays,
  dayOf,
  daysBetween,
  endOfBusiness,
  parseDay,
  startOfDay,
  weekday,
  yearOf,
} from '../../src/domain/calendarDay.js';

describe('calendar days', () => {
  it.each(['2025-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '2026/01/01', ' 2026-01-01', '', '20260101'])(
    'refuses %j',
    text => {
      expect(parseDay(text)).toBeNull();
    },
  );

  it.each(['2024-02-29', '2026-12-31', '2000-01-01'])('reads %s', text => {
    expect(parseDay(text)).toBe(text);
  });

  it('throws on a stored day that is none', () => {
    expect(() => asDay('2025-02-30')).toThrow('not a calendar day');
  });

  it.each([
    ['2026-09-30T15:59:59.999Z', '2026-09-30'],
    ['2026-09-30T16:00:00.000Z', '2026-10-01'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01'],
  ])('takes the Shanghai day of %s (part 3.5)', (instant, day) => {
    expect(dayOf(Date.parse(instant))).toBe(day);
  });

  it('writes every day of the notation alike and throws where there is no instant', () => {
    for (let instant = Date.UTC(1999, 11, 28); instant < Date.UTC(2001, 0, 4); instant += 86_400_000) {
      expect(dayOf(instant)).toBe(new Date(instant).toISOString().slice(0, 10));
    }
    expect(addDays(asDay('1000-01-01'), -1)).toBe('0999-12-31');
    expect(() => dayOf(Number.NaN)).toThrow(RangeError);
  });

  it.each([
    ['2025-11-30', 3, '2026-02-28'],
    ['2026-08-31', 3, '2026-11-30'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2025-02-28', 12, '2026-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-31', -2, '2025-11-30'],
  ])('F36: %s plus %i months ends %s', (day, months, end) => {
    expect(addMonths(asDay(day), months)).toBe(end);
  });

  it('adds days over a leap day and a year', () => {
    expect(addDays(asDay('2024-02-28'), 2)).toBe('2024-03-01');
    expect(addDays(asDay('2026-01-01'), -1)).toBe('2025-12-31');
    expect(daysBetween(asDay('2024-02-28'), asDay('2024-03-01'))).toBe(2);
    expect(daysBetween(asDay('2026-01-01'), asDay('2025-12-31'))).toBe(-1);
  });

  it('orders days and knows weekday and year', () => {
    expect(compareDays(asDay('2026-01-02'), asDay('2026-01-10'))).toBe(-1);
    expect(compareDays(asDay('2026-01-10'), asDay('2026-01-02'))).toBe(1);
    expect(compareDays(asDay('2026-01-10'), asDay('2026-01-10'))).toBe(0);
    expect(weekday(asDay('2026-10-10'))).toBe(6);
    expect(yearOf(asDay('2026-10-10'))).toBe(2026);
  });

  it('F36: ends the last day at the end of business', () => {
    expect(new Date(endOfBusiness(asDay('2026-10-10'))).toISOString()).toBe('2026-10-10T10:00:00.000Z');
    expect(new Date(endOfBusiness(asDay('2026-10-10'), 17)).toISOString()).toBe('2026-10-10T09:00:00.000Z');
    expect(new Date(startOfDay(asDay('2026-10-10'))).toISOString()).toBe('2026-10-09T16:00:00.000Z');
  });
});
