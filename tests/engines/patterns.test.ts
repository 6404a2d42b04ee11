import { describe, expect, it } from '@jest/globals';
import { faultOf, patternsIn } from '../../engines/patterns.mjs';

const faultsIn = (program: string) => patternsIn(program).map(pattern => faultOf(pattern) ?? 'none');

describe('the check of regular expressions', () => {
  it('names a planted pattern whose time grows as the square of the text, with its line', () => {
    const program = ['const a = 1;', String.raw`export const day = text.replace(/\s*([-/.])\s*/g, '$1');`].join('\n');

    expect(patternsIn(program)).toMatchObject([{ line: 2, flags: 'g' }]);
    expect(faultsIn(program)).toEqual([expect.stringMatching(/2nd degree polynomial/)]);
  });

  it.each([
    ['between strokes', String.raw`/^(a+)+$/.test(text)`],
    ['of a text', String.raw`new RegExp('^(a+)+$')`],
    ['of a raw text, without new', 'RegExp(String.raw`^(\\w+\\s?)+$`)'],
    ['of constants put together', 'const part = "(a+)"; const many = `${part}+`; new RegExp("^" + many + "$")'],
    ['of another pattern', 'const inner = /(a+)+/; new RegExp(inner.source + "$")'],
  ])('judges a pattern %s', (_what, program) => {
    expect(faultsIn(program)).toContainEqual(expect.stringMatching(/exponential/));
  });

  it('judges no pattern that is made while the program runs, and says so', () => {
    expect(faultsIn('const find = (word: string) => new RegExp(word);')).toEqual([
      expect.stringContaining('not made of constants'),
    ]);
  });

  it('finds nothing against plain patterns, in strings and comments it looks for none', () => {
    const program = ['// /(a+)+$/', 'const text = "/(a+)+$/";', String.raw`/^\d{4}-\d{2}$/u.test(text)`].join('\n');

    expect(faultsIn(program)).toEqual(['none']);
  });
});
