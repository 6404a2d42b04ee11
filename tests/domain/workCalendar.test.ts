import { describe, expect, it } from '@jest/globals';
import chineseDays from 'chinese-days';
import { addDays, asDay, compareDays } from '../../src/domain/calendarDay.js';
import { CALENDAR_SEED } from '../../src/domain/policy/calendarSeed.js';
import { addWorkingDays, isConfirmed, isWorkingDay, workingDaysBetween } from '../../src/domain/workCalendar.js';

describe('working days', () => {
  it.each([
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-09-28', 10, '2026-10-16'],
    ['2026-02-12', 3, '2026-02-24'],
    ['2026-04-30', 7, '2026-05-13'],
    ['2026-11-23', 0, '2026-11-23'],
  ])('F35, part 3.5: %s plus %i working days is %s', (start, count, end) => {
    expect(addWorkingDays(CALENDAR_SEED, asDay(start), count)).toEqual({ day: end, provisional: false });
  });

  it('part 3.5: counts into a year without a notice by weekends and fixed days, provisionally', () => {
    expect(addWorkingDays(CALENDAR_SEED, asDay('2026-12-21'), 10)).toEqual({ day: '2027-01-05', provisional: true });
    expect(addWorkingDays(CALENDAR_SEED, asDay('2026-12-21'), 8)).toEqual({ day: '2026-12-31', provisional: false });
  });

  it.each([
    ['2027-10-01', false],
    ['2027-10-02', false],
    ['2027-10-04', true],
    ['2027-04-05', false],
    ['2028-04-04', false],
    ['2027-05-03', true],
    ['2028-05-02', false],
    ['2023-05-02', true],
    ['2027-11-20', false],
  ])('knows without a notice that %s worked is %s', (day, worked) => {
    expect(isWorkingDay(CALENDAR_SEED, asDay(day))).toBe(worked);
    expect(isConfirmed(CALENDAR_SEED, asDay(day))).toBe(false);
  });

  it('stays provisional while a loaded year is not confirmed', () => {
    const year = { year: 2027, offDays: [asDay('2027-01-04')], workDays: [], confirmed: false, source: 'draft' };
    const calendar = { version: 'x', years: [...CALENDAR_SEED.years, year] };
    expect(addWorkingDays(calendar, asDay('2026-12-31'), 1)).toEqual({ day: '2027-01-01', provisional: true });
    expect(addWorkingDays(calendar, asDay('2027-01-01'), 1)).toEqual({ day: '2027-01-05', provisional: true });
  });

  it.each([
    ['2026-09-28', '2026-10-16', 10],
    ['2026-09-30', '2026-10-07', 0],
    ['2026-10-16', '2026-09-28', -10],
    ['2026-11-23', '2026-11-23', 0],
  ])('counts from %s to %s as %i', (from, to, count) => {
    expect(workingDaysBetween(CALENDAR_SEED, asDay(from), asDay(to))).toBe(count);
  });

  it('refuses a number that counts nothing', () => {
    expect(() => addWorkingDays(CALENDAR_SEED, asDay('2026-11-23'), -1)).toThrow('not a number of working days');
    expect(() => addWorkingDays(CALENDAR_SEED, asDay('2026-11-23'), 1.5)).toThrow('not a number of working days');
  });

  it('seeds every day of 2024 to 2026 as the package knows it', () => {
    const wrong: string[] = [];
    for (let day = asDay('2024-01-01'); compareDays(day, asDay('2026-12-31')) <= 0; day = addDays(day, 1)) {
      if (isWorkingDay(CALENDAR_SEED, day) !== chineseDays.isWorkday(day)) wrong.push(day);
    }
    expect(wrong).toEqual([]);
  });
});
