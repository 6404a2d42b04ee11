import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DATES, datesAndRest, SAMPLE, SAMPLE_DATES, shiftTo } from '../../engines/dates.mjs';
import { failedTests, resultLine } from '../../engines/testCounts.mjs';
import { dayOf, weekday } from '../../src/domain/calendarDay.js';
import { CALENDAR_SEED } from '../../src/domain/policy/calendarSeed.js';
import { projectRoot } from '../../src/projectRoot.js';

const instants = DATES.map(({ at }) => Date.parse(at));
const days = instants.map(dayOf);
const utcDays = instants.map(instant => new Date(instant).toISOString().slice(0, 10));

describe('the awkward dates', () => {
  it('are at least forty instants that exist, each once', () => {
    expect(instants.filter(Number.isNaN)).toEqual([]);
    expect(new Set(instants).size).toBe(instants.length);
    expect(instants.length).toBeGreaterThanOrEqual(40);
  });

  it.each([
    ['the end of a year', () => days.some(day => day.endsWith('-12-31'))],
    ['the beginning of a year', () => days.some(day => day.endsWith('-01-01'))],
    ['29 February', () => days.some(day => day.endsWith('-02-29'))],
    ['28 February of a year that has no 29th', () => days.includes(dayOf(Date.parse('2027-02-28T12:00+08:00')))],
    [
      'the days before and after the National Day',
      () => days.includes('2026-09-30' as never) && days.includes('2026-10-08' as never),
    ],
    [
      'a weekend day that is worked',
      () => CALENDAR_SEED.years.some(year => days.some(day => year.workDays.includes(day))),
    ],
    [
      'a year without a notice',
      () => days.some(day => !CALENDAR_SEED.years.some(({ year }) => day.startsWith(String(year)))),
    ],
    ['days that Beijing and UTC name differently', () => days.some((day, place) => day !== utcDays[place])],
    ['every day of the week', () => new Set(days.map(weekday)).size === 7],
  ])('hold %s', (_, holds) => {
    expect(holds()).toBe(true);
  });

  it('have a sample for npm test, with files that exist', () => {
    expect(SAMPLE_DATES.filter(date => !DATES.some(({ at }) => at === date))).toEqual([]);
    expect(SAMPLE.filter(file => !existsSync(join(projectRoot, file)))).toEqual([]);
  });
});

describe('a date as an argument', () => {
  it.each([
    ['2028-02-29', '2028-02-29T04:00:00Z'],
    ['2028-02-29T00:30+08:00', '2028-02-28T16:30:00Z'],
    ['2028-02-29T00:30:15Z', '2028-02-29T00:30:15Z'],
  ])('%s is the instant %s', (date, instant) => {
    expect(shiftTo(date, 1_000)).toBe(Date.parse(instant) - 1_000);
  });

  it.each(['2028-13-01', '2028-2-9', '2028-02-29T00:30', '29.2.2028'])('%s is refused in words', date => {
    expect(() => shiftTo(date)).toThrow('Not a date');
  });

  it('is told from the paths', () => {
    expect(datesAndRest(['2028-02-29', 'tests/web', '--maxWorkers=1'])).toEqual({
      dates: ['2028-02-29'],
      rest: ['tests/web', '--maxWorkers=1'],
    });
  });
});

describe('a process on a chosen date', () => {
  const told = (expression: string) => {
    const shifted = join(projectRoot, 'tests/support/native/shiftedDate.cjs');
    const env = { ...process.env, NODE_OPTIONS: '', XINFU_DATE_SHIFT_MS: String(shiftTo('2028-02-29T00:30+08:00')) };
    const out = execFileSync(process.execPath, ['--require', shifted, '--print', expression], {
      env,
      encoding: 'utf8',
    });
    return out.trim();
  };

  it('has that date on every clock, knows other dates as ever, and goes on', () => {
    const clocks = '[new Date().toISOString(), new Date(Date.now()).toISOString(), new Date(0).toISOString()]';
    const kinds = '[new Date() instanceof Date, new Date().constructor === Date, typeof Date(), Date.UTC(2020, 0, 1)]';
    const later = '(() => { const began = Date.now(); while (Date.now() === began); return Date.now() > began; })()';
    const [now, again, first] = JSON.parse(told(`JSON.stringify(${clocks})`)) as string[];

    expect([now?.slice(0, 15), again?.slice(0, 15)]).toEqual(['2028-02-28T16:3', '2028-02-28T16:3']);
    expect(first).toBe('1970-01-01T00:00:00.000Z');
    expect(told(`JSON.stringify(${kinds})`)).toBe('[true,true,"string",1577836800000]');
    expect(told(later)).toBe('true');
  });
});

describe('the line of a date', () => {
  const counts = { passed: 3, failed: 1, skipped: 0 };

  it('names the tests that failed', () => {
    expect(resultLine('2028-02-29', { counts, failures: ['tests/a.test.ts: holds'] }, 2_000)).toBe(
      '2028-02-29 → 3 passed, 1 failed (2 s)\n    ✕ tests/a.test.ts: holds',
    );
  });

  it('takes them and the files that could not be run from the report', () => {
    const result = (status: string) => ({ status, fullName: `a rule ${status}` });
    const testResults = [
      { name: '/x/tests/domain/a.test.ts', message: '…', assertionResults: [result('passed'), result('failed')] },
      { name: '/x/tests/web/b.test.ts', message: 'Cannot find module', assertionResults: [] },
      { name: '/x/tests/web/c.test.ts', message: '', assertionResults: [result('passed')] },
    ];

    expect(failedTests({ testResults })).toEqual([
      'tests/domain/a.test.ts: a rule failed',
      'tests/web/b.test.ts: the file could not be run',
    ]);
  });
});
