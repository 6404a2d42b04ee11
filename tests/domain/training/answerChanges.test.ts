import { describe, expect, it } from '@jest/globals';
import { answerChanges, type PageAnswer } from '../../../src/domain/training/answerChanges.js';

const labels = (text: string): string[] => text.split('');
/** One question on a page: what it showed, what is chosen, whether "clear" is ticked. */
const page = (was: string | undefined, chosen: string, cleared = false): PageAnswer => ({
  ...{ questionId: 'q', chosen: labels(chosen), cleared },
  ...(was !== undefined && { was: labels(was) }),
});

describe('what a page of the quiz changes', () => {
  it.each([
    ['a first answer', page('', 'A'), '', { to: 'A', elsewhere: false }],
    ['another answer', page('A', 'B'), 'A', { to: 'B', elsewhere: false }],
    ['the answer that was shown', page('A', 'A'), 'A', undefined],
    ['an old page that shows what has been changed elsewhere since', page('A', 'A'), 'B', undefined],
    ['a blank on a page that is older than the answer', page('', ''), 'B', undefined],
    ['a blank where an answer was shown', page('A', ''), 'A', undefined],
    ['a form without what it showed, blank', page(undefined, ''), 'A', undefined],
    ['a form without what it showed, answered', page(undefined, 'B'), 'A', { to: 'B', elsewhere: false }],
    ['an answer cleared here', page('A', 'A', true), 'A', { to: '', elsewhere: false }],
    ['boxes all unticked here', page('AC', '', true), 'AC', { to: '', elsewhere: false }],
    ['cleared, then chosen anew', page('A', 'B', true), 'A', { to: 'B', elsewhere: false }],
    ['cleared where nothing is stored', page('', '', true), '', undefined],
    ['answered here and otherwise elsewhere', page('', 'B'), 'A', { to: 'B', elsewhere: true }],
    ['answered here and the same elsewhere', page('', 'B'), 'B', undefined],
    ['cleared here and changed elsewhere', page('A', 'A', true), 'B', { to: '', elsewhere: true }],
    ['cleared here and elsewhere', page('A', 'A', true), '', undefined],
    ['changed here and cleared elsewhere', page('A', 'B'), '', { to: 'B', elsewhere: true }],
    ['labels in another order', page('CA', 'AC'), 'AC', undefined],
  ] as const)('%s', (...[, answer, stored, expected]) => {
    const { changes, elsewhere } = answerChanges([answer], { q: labels(stored) });

    expect(changes).toEqual(expected === undefined ? [] : [{ questionId: 'q', chosen: labels(expected.to) }]);
    expect(elsewhere).toEqual(expected?.elsewhere === true ? ['q'] : []);
  });

  it('of two pages that answer different questions loses none', () => {
    const answersOf = (answered: string): PageAnswer[] =>
      ['q1', 'q2'].map(id => ({ questionId: id, was: [], chosen: id === answered ? ['A'] : [], cleared: false }));

    const first = answerChanges(answersOf('q1'), {}).changes;
    const second = answerChanges(answersOf('q2'), { q1: ['A'] }).changes;

    expect([...first, ...second].map(({ questionId }) => questionId)).toEqual(['q1', 'q2']);
  });
});
