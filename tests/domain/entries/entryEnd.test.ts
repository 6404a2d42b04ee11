import { describe, expect, it } from '@jest/globals';
import { asDay, dayOf } from '../../../src/domain/calendarDay.js';
import {
  endOfPublication,
  isOnList,
  isPublished,
  stateAfterPublication,
} from '../../../src/domain/entries/entryEnd.js';
import { ENTRY_STATES } from '../../../src/domain/repair/stages.js';

const today = asDay('2026-11-23');

describe('what an entry becomes when its publication is over (3.2, F2)', () => {
  const stays = { performed: false, unperformedStays: true };

  it.each([
    ['duties nobody has confirmed', { duties: '整改' }, stays, 'EXPIRED_UNPERFORMED'],
    ['a fine alone', { duties: '', amount: '5000.00' }, stays, 'EXPIRED_UNPERFORMED'],
    ['duties confirmed as performed', { duties: '整改' }, { ...stays, performed: true }, 'EXPIRED'],
    ['a list that nothing stays on', { duties: '整改' }, { ...stays, unperformedStays: false }, 'EXPIRED'],
    ['nothing owed', { duties: '' }, stays, 'EXPIRED'],
    ['nothing owed, in words', { duties: '无。', amount: '0.00' }, stays, 'EXPIRED'],
  ] as const)('%s', (...[, entry, how, state]) => {
    expect(stateAfterPublication(entry, how)).toBe(state);
  });
});

describe('an entry in time', () => {
  it('counts its last day to the end', () => {
    expect(dayOf(endOfPublication(today))).toBe(today);
    expect(dayOf(endOfPublication(today) + 1)).toBe('2026-11-24');
    expect(isPublished({ state: 'ACTIVE', publicUntil: '2026-11-23' }, today)).toBe(true);
    expect(isPublished({ state: 'ACTIVE', publicUntil: '2026-11-22' }, today)).toBe(false);
  });

  it('is on the list while it is published, and afterwards only where duties are unperformed', () => {
    const onList = ENTRY_STATES.filter(state => isOnList({ state, publicUntil: '2026-11-23' }, today));
    const later = ENTRY_STATES.filter(state => isOnList({ state, publicUntil: '2026-11-22' }, today));

    expect(onList).toEqual(['ACTIVE', 'EXPIRED_UNPERFORMED']);
    expect(later).toEqual(['EXPIRED_UNPERFORMED']);
  });
});
