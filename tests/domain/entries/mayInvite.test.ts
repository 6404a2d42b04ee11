import { describe, expect, it } from '@jest/globals';
import { type InviteFacts, mayInvite } from '../../../src/domain/entries/mayInvite.js';

const firm = { representative: { idMasked: '4117**********0011' } };
const withAccount = { ...firm, representativeAccountId: 'rep' };
const withoutId = { representative: {} };

describe('whether a representative may be invited (S0-40)', () => {
  it.each<[string, Partial<InviteFacts>, string]>([
    ['a listed firm with an ID number on record', {}, 'ok'],
    ['a firm that is no longer on the list', { onList: false }, 'entryNotActive'],
    ['a firm whose representative has an account', { firm: withAccount }, 'representativeHasAccount'],
    ['a firm without an ID number on record', { firm: withoutId }, 'representativeIdMissing'],
    ['a firm without a record', { firm: null }, 'representativeIdMissing'],
    ['an account before a missing ID number', { firm: { ...withAccount, ...withoutId } }, 'representativeHasAccount'],
  ])('%s', (_which, change, expected) => {
    const verdict = mayInvite({ onList: true, firm, ...change });

    // What is missing is no rule, and no basis is shown for it.
    const told = verdict.ok ? 'ok' : [verdict.refusal.code, verdict.refusal.clause];
    expect(told).toEqual(expected === 'ok' ? 'ok' : [expected, null]);
  });
});
