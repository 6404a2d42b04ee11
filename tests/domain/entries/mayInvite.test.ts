import { describe, expect, it } from '@jest/globals';
import type { ContactRecord } from '../../../src/domain/access/contact.js';
import { type InviteFacts, mayInvite } from '../../../src/domain/entries/mayInvite.js';
import { CALENDAR_SEED } from '../../../src/domain/policy/calendarSeed.js';

const numbers = { idMasked: '4117**********0011', phoneMasked: '138****0000' };
const firm = { representative: numbers };
const withAccount = { ...firm, representativeAccountId: 'rep' };
const withoutId = { representative: { phoneMasked: numbers.phoneMasked } };
const withoutPhone = { representative: { idMasked: numbers.idMasked } };
// Monday 2 November 2026, noon in Shanghai; the third working day after it is Thursday the 5th.
const MONDAY = Date.UTC(2026, 10, 2, 4);
const DAY = 86_400_000;
const rules = { waitingDays: 3, source: 'PLATFORM' as const, calendar: CALENDAR_SEED };

const brought = (change: Partial<ContactRecord>): Pick<InviteFacts, 'firm'> => ({
  firm: {
    representative: {
      ...numbers,
      contact: {
        ...{ way: 'IMPORT', sourceId: 'import-1', by: [{ accountId: 'bringer', personMark: 'mark' }] },
        ...{ since: MONDAY, replaced: false },
        ...change,
      },
    },
  },
});
const OWN = 'phoneBroughtByInviter';

describe('whether a representative may be invited (S0-40)', () => {
  it.each<[string, Partial<InviteFacts>, string]>([
    ['a listed firm with an ID number and a telephone on record', {}, 'ok'],
    ['a firm that is no longer on the list', { onList: false }, 'entryNotActive'],
    ['a firm whose representative has an account', { firm: withAccount }, 'representativeHasAccount'],
    ['a firm without an ID number on record', { firm: withoutId }, 'representativeIdMissing'],
    ['a firm without a telephone on record', { firm: withoutPhone }, 'representativePhoneMissing'],
    ['a firm without a record', { firm: null }, 'representativeIdMissing'],
    ['an account before a missing ID number', { firm: { ...withAccount, ...withoutId } }, 'representativeHasAccount'],
    ['a first telephone, by another one than who imported it', brought({}), 'ok'],
    ['a first telephone, by who imported it', { ...brought({}), inviter: { accountId: 'bringer' } }, OWN],
    [
      'a first telephone, by another account of who imported it',
      { ...brought({}), inviter: { accountId: 'second account', personMark: 'mark' } },
      OWN,
    ],
    ['a telephone that replaced another one, on the same day', brought({ replaced: true }), 'phoneWaits'],
    [
      'a telephone that replaced another one, on the last day',
      { ...brought({ replaced: true }), now: MONDAY + 3 * DAY },
      'phoneWaits',
    ],
    [
      'a telephone that replaced another one, on the day after the last',
      { ...brought({ replaced: true }), now: MONDAY + 4 * DAY },
      'ok',
    ],
    ['a first telephone recorded at the window', brought({ way: 'WINDOW' }), 'phoneWaits'],
    ['a telephone by a decision', brought({ way: 'DECISION', replaced: true }), 'phoneWaits'],
    ['a telephone that somebody else has confirmed', brought({ way: 'WINDOW', confirmedAt: MONDAY }), 'ok'],
    [
      'a confirmed telephone, by who brought it',
      { ...brought({ replaced: true, confirmedAt: MONDAY }), inviter: { accountId: 'bringer' } },
      'ok',
    ],
    [
      'a replaced telephone after the wait, by who brought it',
      { ...brought({ replaced: true }), inviter: { accountId: 'bringer' }, now: MONDAY + 30 * DAY },
      OWN,
    ],
  ])('%s', (_which, change, expected) => {
    const verdict = mayInvite({ onList: true, firm, inviter: { accountId: 'inviter' }, rules, now: MONDAY, ...change });

    // What is missing is no rule, and no basis is shown for it; the wait and the second person are the platform's own.
    const told = verdict.ok ? 'ok' : [verdict.refusal.code, verdict.refusal.clause];
    const rule = ['phoneWaits', OWN].includes(expected) ? 'PLATFORM' : null;
    expect(told).toEqual(expected === 'ok' ? 'ok' : [expected, rule]);
  });

  it('tells the last day of a wait and the working days left after today', () => {
    const facts = { onList: true, inviter: { accountId: 'inviter' }, rules, ...brought({ replaced: true }) };

    expect(mayInvite({ ...facts, now: MONDAY })).toMatchObject({
      refusal: { values: { until: '2026-11-05', left: 3 } },
    });
    expect(mayInvite({ ...facts, now: MONDAY + 3 * DAY })).toMatchObject({ refusal: { values: { left: 0 } } });
  });
});
