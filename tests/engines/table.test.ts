import { describe, expect, it } from '@jest/globals';
import { displayWidth, table } from '../../engines/table.mjs';

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['信复', 4],
    ['ＡＢ', 4],
    ['审核员 A', 8],
    ['𠮷田', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['（甲）', 6],
    ['', 0],
  ])('of %j is %d', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('table', () => {
  it('aligns Chinese and Latin cells in the same columns', () => {
    const text = table(
      ['角色', '登录名'],
      [
        ['法定代表人', 'demo-rep'],
        ['city', 'demo-city'],
      ],
    );

    expect(text.split('\n')).toEqual([
      '角色        登录名',
      '──────────  ─────────',
      '法定代表人  demo-rep',
      'city        demo-city',
    ]);
  });
});
