import { describe, expect, it } from '@jest/globals';
import { asDay } from '../../../src/domain/calendarDay.js';
import { mayStart, type StartFacts } from '../../../src/domain/repair/mayStart.js';

const published: StartFacts = {
  state: 'ACTIVE',
  publicUntil: '2026-11-23',
  authorityId: 'YJGL',
  hasOpenCase: false,
  today: asDay('2026-11-23'),
};
const policy = { repairable: true, repairedElsewhere: ['SCJG'] };
const codeOf = (facts: Partial<StartFacts>, change: Partial<typeof policy> = {}): string => {
  const verdict = mayStart({ ...published, ...facts }, { ...policy, ...change });
  return verdict.ok ? 'ok' : verdict.refusal.code;
};

describe('whether a case may be opened for an entry', () => {
  it.each([
    ['domain 3.2: on the last day of publication', {}, 'ok'],
    [
      'domain 3.2: on the day after it, also where nothing has ended it yet',
      { today: asDay('2026-11-24') },
      'entryEnded',
    ],
    ['F2: an entry that stopped by itself', { state: 'EXPIRED' }, 'entryEnded'],
    ['F2: one that stays for its unperformed duties', { state: 'EXPIRED_UNPERFORMED' }, 'entryEndedUnperformed'],
    ['part 4: one that was repaired', { state: 'EXITED' }, 'entryNotActive'],
    ['part 4: one that was deleted', { state: 'DELETED' }, 'entryNotActive'],
    ['part 4: one whose case is open', { hasOpenCase: true }, 'caseAlreadyOpen'],
    ['F7, F12: one of the market regulator', { authorityId: 'SCJG' }, 'otherChannel'],
  ] as const)('%s', (_name, facts, code) => {
    expect(codeOf(facts)).toBe(code);
  });

  it('F2: not where the rules keep the entry from repair', () => {
    expect(codeOf({}, { repairable: false })).toBe('notRepairable');
  });

  it.each([
    [['SCJG'], 'SCJG', 'otherChannel'],
    [['SCJG'], 'YJGL', 'ok'],
    [['YJGL', 'SCJG'], 'YJGL', 'otherChannel'],
    [[], 'SCJG', 'ok'],
  ] as const)('F7, F12: with %j repaired elsewhere, one of %s is answered %s', (elsewhere, authorityId, code) => {
    expect(codeOf({ authorityId }, { repairedElsewhere: [...elsewhere] })).toBe(code);
  });

  it('tells the last day of an entry that is over', () => {
    expect(mayStart({ ...published, state: 'EXPIRED', publicUntil: '2026-05-01' }, policy)).toMatchObject({
      refusal: { values: { day: '2026-05-01' } },
    });
  });
});
