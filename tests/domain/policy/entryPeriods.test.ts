import { describe, expect, it } from '@jest/globals';
import { asDay } from '../../../src/domain/calendarDay.js';
import { firstSubmissionDay, periodEnd, publicationEnd } from '../../../src/domain/policy/entryPeriods.js';

describe('publication periods', () => {
  it.each([
    ['2025-11-30', 3, { end: '2026-02-28', first: '2026-03-01' }],
    ['2026-08-31', 3, { end: '2026-11-30', first: '2026-12-01' }],
    ['2024-02-29', 12, { end: '2025-02-28', first: '2025-03-01' }],
    ['2026-01-15', 3, { end: '2026-04-15', first: '2026-04-16' }],
  ])('F36: %s plus %i months gives %j', (start, minMonths, { end, first }) => {
    const policy = { minMonths, maxMonths: 36, periodStart: 'DECISION_DATE' } as const;
    expect(periodEnd(asDay(start), minMonths)).toBe(end);
    expect(firstSubmissionDay({ decisionDate: start, publicationStart: '2030-01-01' }, policy)).toBe(first);
  });

  it('F2: without a minimum period the firm may submit at once', () => {
    const policy = { minMonths: 0, maxMonths: 12, periodStart: 'DECISION_DATE' } as const;
    expect(firstSubmissionDay({ decisionDate: '2026-05-01', publicationStart: '2026-05-09' }, policy)).toBe(
      '2026-05-01',
    );
  });

  it('counts from publication where the policy says so', () => {
    const policy = { minMonths: 3, maxMonths: 12, periodStart: 'PUBLICATION_START' } as const;
    const entry = { decisionDate: '2025-11-30', publicationStart: '2025-12-10' };
    expect(firstSubmissionDay(entry, policy)).toBe('2026-03-11');
    expect(publicationEnd(entry, policy)).toBe('2026-12-10');
  });

  it('F2: publication ends with the maximum', () => {
    const policy = { minMonths: 12, maxMonths: 36, periodStart: 'DECISION_DATE' } as const;
    expect(publicationEnd({ decisionDate: '2024-02-29', publicationStart: '2024-03-05' }, policy)).toBe('2027-02-28');
  });
});
