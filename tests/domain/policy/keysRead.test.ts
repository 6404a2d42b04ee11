import { describe, expect, it } from '@jest/globals';
import { asDay } from '../../../src/domain/calendarDay.js';
import { CALENDAR_SEED } from '../../../src/domain/policy/calendarSeed.js';
import { contactRules } from '../../../src/domain/policy/contactRules.js';
import { keysRead } from '../../../src/domain/policy/keysRead.js';
import { POLICY_SEED } from '../../../src/domain/policy/policySeed.js';
import { policySet } from '../../../src/domain/policy/policySet.js';
import { publicationPeriods } from '../../../src/domain/policy/publicationPeriods.js';
import { lawOf } from '../../support/law.js';

const DAY = asDay('2026-11-23');
const KEYS = [...new Set(POLICY_SEED.map(({ key }) => key))];

/** Whether the rules can do without the rows of this key. */
function isMissed(key: string): boolean {
  const rows = POLICY_SEED.filter(row => row.key !== key);
  const of = { listType: 'KEY_ATTENTION', tier: 'MINOR' } as const;
  try {
    policySet(lawOf(rows), { day: DAY, ...of });
    publicationPeriods(rows, DAY)(of);
    contactRules(rows, { day: DAY, demo: false, calendar: CALENDAR_SEED });
    return false;
  } catch {
    return true;
  }
}

describe('the keys that rules read', () => {
  it('are those without whose rows the rules cannot be read', () => {
    const readWhereThere = ['publication.localMaxMonths'];
    expect([...keysRead()].toSorted()).toEqual([...KEYS.filter(isMissed), ...readWhereThere].toSorted());
  });

  it.each(['limit.T5.times', 'limit.T1', 'training.time.MOD8', 'publication.unperformedStays'])('%s is one', key => {
    expect(keysRead()).toContain(key);
  });

  it.each([
    ...[
      'material.MAT1',
      'limit.T11',
      'limit.T16',
      'limit.T17',
      'coverage.targetPercent',
      'quiz.bankPerModule',
      'samr.push',
    ],
  ])('%s is none', key => {
    expect(KEYS).toContain(key);
    expect(keysRead()).not.toContain(key);
  });
});
