import { describe, expect, it } from '@jest/globals';
import { asDay } from '../../../src/domain/calendarDay.js';
import { DEMO_ROWS } from '../../../src/domain/policy/demoRows.js';
import { POLICY_SEED } from '../../../src/domain/policy/policySeed.js';
import { publicationPeriods } from '../../../src/domain/policy/publicationPeriods.js';

const entry = { decisionDate: '2026-01-31', publicationStart: '2026-02-10' };

describe('the publication periods of a day', () => {
  const periodOf = publicationPeriods(POLICY_SEED, asDay('2026-11-23'));

  it.each([
    ['BLACKLIST', 'SERIOUS', '2029-01-31', true],
    ['KEY_ATTENTION', 'GENERAL', '2027-01-31', false],
    ['KEY_ATTENTION', 'MINOR', '2026-04-30', false],
    ['KEY_ATTENTION', 'SERIOUS', '2027-01-31', false],
  ] as const)('3.2: %s %s ends on %s, unperformed stays: %s', (...[listType, tier, lastDay, unperformedStays]) => {
    const period = periodOf({ listType, tier });

    expect(period.lastDay(entry)).toBe(lastDay);
    expect(period.unperformedStays).toBe(unperformedStays);
  });

  it('names the figures, so that other figures have another name', () => {
    const earlier = publicationPeriods(POLICY_SEED, asDay('2025-01-01'));
    const kind = { listType: 'BLACKLIST', tier: 'MINOR' } as const;
    const changed = POLICY_SEED.map(row => (row.key === 'publication.maxMonths' ? { ...row, value: 24 } : row));

    expect(periodOf(kind).rule).toBe('DECISION_DATE+36');
    expect(earlier(kind).rule).toBe('DECISION_DATE+36');
    expect(publicationPeriods(changed, asDay('2026-11-23'))(kind).rule).toBe('DECISION_DATE+24');
  });

  it('are the same in the demonstration, which shortens no publication', () => {
    expect(DEMO_ROWS.filter(({ key }) => key.startsWith('publication.'))).toEqual([]);
  });
});
