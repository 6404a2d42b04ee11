import { describe, expect, it } from '@jest/globals';
import { asDay } from '../../../src/domain/calendarDay.js';
import {
  countCoverage,
  coverageFigure,
  coverageFirms,
  type CoverageRow,
  firmsOf,
} from '../../../src/domain/coverage/coverage.js';

const row = (number: number, changes: Partial<CoverageRow> = {}): CoverageRow => ({
  uscc: `firm-${String(number).padStart(3, '0')}`,
  county: '411722',
  listTypes: ['BLACKLIST'],
  onListFrom: '2025-03-01',
  ...changes,
});
const asOf = asDay('2026-11-23');
const inCounty = (rows: readonly CoverageRow[], county = '411722', on = asOf) =>
  countCoverage(rows, on).counties.find(each => each.county === county)?.figures;

describe('one figure (S4-29: at least half, in whole numbers)', () => {
  it.each([
    [
      { D: 0, N: 0 },
      { reached: null, gap: 0, percentText: null },
    ],
    [
      { D: 1, N: 0 },
      { reached: false, gap: 1, percentText: '0.0' },
    ],
    [
      { D: 1, N: 1 },
      { reached: true, gap: 0, percentText: '100.0' },
    ],
    [
      { D: 4, N: 2 },
      { reached: true, gap: 0, percentText: '50.0' },
    ],
    [
      { D: 5, N: 2 },
      { reached: false, gap: 1, percentText: '40.0' },
    ],
    [
      { D: 2_001, N: 1_000 },
      { reached: false, gap: 1, percentText: '49.9' },
    ],
    [
      { D: 3, N: 2 },
      { reached: true, gap: 0, percentText: '66.6' },
    ],
  ])('%j is %j', ({ D, N }, expected) => {
    expect(coverageFigure(D, N)).toEqual({ D, N, ...expected });
  });
});

describe('coverage of a year (part 8.1)', () => {
  it.each([
    ['on the list all year', {}, 1],
    ['listed on the last day counted', { onListFrom: '2026-11-23' }, 1],
    ['listed tomorrow', { onListFrom: '2026-11-24' }, 0],
    ["off since New Year's Day", { onListTo: '2026-01-01' }, 1],
    ['off since the old year', { onListTo: '2025-12-31' }, 0],
  ])('counts a firm %s', (_says, changes, D) => {
    expect(inCounty([row(1, changes)])?.BOTH.D).toBe(D);
  });

  it.each([
    ['this year', '2026-01-01', 1],
    ['today', '2026-11-23', 1],
    ['last year', '2025-12-31', 0],
    ['after the day counted', '2026-11-24', 0],
  ])('counts a training of %s', (_says, trainedOn, N) => {
    expect(inCounty([row(1, { trainedOn })])?.BOTH).toMatchObject({ D: 1, N });
  });

  it('keeps a firm that was trained and then left the list', () => {
    expect(inCounty([row(1, { trainedOn: '2026-02-01', onListTo: '2026-03-01' })])?.BOTH).toMatchObject({ D: 1, N: 1 });
  });

  it('counts an earlier year by its own days', () => {
    const rows = [row(1, { trainedOn: '2025-05-01' }), row(2, { onListFrom: '2026-01-02' })];
    expect(inCounty(rows, '411722', asDay('2025-12-31'))?.BOTH).toMatchObject({ D: 1, N: 1, reached: true });
  });

  it('counts a firm once, in each list it is on', () => {
    const rows = [
      row(1, { trainedOn: '2026-05-01' }),
      row(1, { listTypes: ['KEY_ATTENTION'], trainedOn: '2026-05-01' }),
      row(2, { listTypes: ['KEY_ATTENTION'] }),
      row(3),
    ];
    expect(inCounty(rows)).toMatchObject({
      BOTH: { D: 3, N: 1, reached: false, gap: 1 },
      BLACKLIST: { D: 2, N: 1, reached: true },
      KEY_ATTENTION: { D: 2, N: 1, reached: true },
    });
  });

  it('has no target group where no firm is listed', () => {
    const coverage = countCoverage([row(1)], asOf);
    expect(coverage.counties).toHaveLength(11);
    expect(inCounty([row(1)], '411771')?.BOTH).toEqual({ D: 0, N: 0, reached: null, gap: 0, percentText: null });
    expect(coverage.targets.BOTH).toEqual({ withTargetGroup: 1, reached: 0 });
  });

  it('adds up the city and counts counties that reached the target', () => {
    const rows = [
      row(1, { trainedOn: '2026-05-01' }),
      row(2, { county: '411721' }),
      row(3, { county: '411721' }),
      row(4, { county: '411723', listTypes: ['KEY_ATTENTION'], trainedOn: '2026-05-01' }),
    ];
    const { city, targets, year } = countCoverage(rows, asOf);
    expect(city.BOTH).toMatchObject({ D: 4, N: 2, reached: true, percentText: '50.0' });
    expect(city.BLACKLIST).toMatchObject({ D: 3, N: 1, gap: 1 });
    expect(targets).toEqual({
      BOTH: { withTargetGroup: 3, reached: 2 },
      BLACKLIST: { withTargetGroup: 2, reached: 1 },
      KEY_ATTENTION: { withTargetGroup: 1, reached: 1 },
    });
    expect(year).toBe(2026);
  });

  it('lists firms without a county as a defect and counts them nowhere', () => {
    const bare: CoverageRow = { uscc: 'firm-002', listTypes: ['BLACKLIST'], onListFrom: '2025-03-01' };
    const coverage = countCoverage([row(1), bare, row(3, { county: '411700' })], asOf);
    expect(coverage.withoutCounty).toEqual(['firm-002', 'firm-003']);
    expect(coverage.city.BOTH.D).toBe(1);
  });

  it('lets the latest membership name the county', () => {
    const rows = [row(1, { county: '411721' }), row(1, { county: '411722', onListFrom: '2026-02-01' })];
    expect(inCounty(rows, '411721')?.BOTH.D).toBe(0);
    expect(inCounty(rows, '411722')?.BOTH.D).toBe(1);
  });

  it('drills down to exactly the firms counted', () => {
    const rows = [
      row(2, { trainedOn: '2026-05-01' }),
      row(1),
      row(3, { county: '411721' }),
      row(4, { county: '999999' }),
    ];
    const firms = coverageFirms(rows, asOf);
    const codes = (filter: Parameters<typeof firmsOf>[1]) => firmsOf(firms, filter).map(({ uscc }) => uscc);
    expect(codes({ county: '411722', list: 'BOTH' })).toEqual(['firm-001', 'firm-002']);
    expect(codes({ list: 'BLACKLIST' })).toEqual(['firm-001', 'firm-002', 'firm-003']);
    expect(codes({ list: 'KEY_ATTENTION' })).toEqual([]);
    expect(firmsOf(firms, { county: '411722', list: 'BOTH' }).filter(({ trained }) => trained)).toEqual([
      expect.objectContaining({ uscc: 'firm-002', trainedOn: '2026-05-01' }),
    ]);
  });
});
