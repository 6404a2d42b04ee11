import { describe, expect, it } from '@jest/globals';
import { isDamagedName, isSameName, nameKey, standardName } from '../../src/domain/personName.js';

describe('two spellings of one name', () => {
  it.each([
    ...Array.from('·•・‧∙⋅⸱．.･˙․ㆍ').map((dot): [string, string, string] => [
      `dot ${dot}`,
      '示例提·艾测试',
      `示例提${dot}艾测试`,
    ]),
    ['blanks', '张示例', ' 张 示　例\t'],
    ['width and case', 'Zhang Shili', 'ＺＨＡＮＧ　ＳＨＩＬＩ'],
    ['brackets', '示例（驻马店）有限公司', '示例〔驻马店】 有限公司'],
    ['private use of GB 18030-2000', '示例䶮', '示例\ue863'],
    ['private use beyond the first plane', '示例\u{20087}', '示例\ue816'],
    ['private use for a radical', '示例厂', '示例\ue815'],
    ['Kangxi radicals', '山水', '⼭⽔'],
    ['radicals of the supplement', '龙示车', '⻰⺬⻋'],
    ['variation selectors', '示葛例', '示葛\u{e0100}\ufe00例'],
    ['signs that nobody sees', '张示例', '\u200b张\u2060示\u00ad例\ufeff'],
    ['compatibility ideographs', '示例\u6e9c', '示例\uf9cb'],
  ])('%s are one', (_what, one, other) => {
    expect(nameKey(other)).toBe(nameKey(one));
    expect(isSameName(one, other)).toBe(true);
  });

  it.each([
    ['张示例', '张示列'],
    ['示例提·艾测试', '示例提艾测试'],
    ['示例\ue863', '示例\ue864'],
  ])('%s and %s are two', (one, other) => {
    expect(isSameName(one, other)).toBe(false);
  });

  it('has a key that is its own key', () => {
    for (const name of ['示例〔Ａ〕˙ 䶮', '⻳\ue864', '']) expect(nameKey(nameKey(name))).toBe(nameKey(name));
  });
});

it('is stored with its characters in their standard place and else as written', () => {
  expect(standardName('示 例\ue863•Ａ')).toBe('示 例䶮•Ａ');
  expect(standardName('\ue000')).toBe('\ue000');
});

it.each([
  ['示例?', true],
  ['示？例', true],
  ['示\ufffd例', true],
  ['示例', false],
])('%s is damaged: %s', (name, damaged) => {
  expect(isDamagedName(name)).toBe(damaged);
});
