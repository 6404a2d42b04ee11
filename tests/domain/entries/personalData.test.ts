import { describe, expect, it } from '@jest/globals';
import { coverPersonalNumbers, holdsPersonalNumber } from '../../../src/domain/entries/personalData.js';

const stars = (count: number) => '*'.repeat(count);

describe('numbers of persons in prose (part 5: an ID number never, PIPL art. 25 and 28)', () => {
  it.each([
    ['an identity number', '张某（11010519491231002X）欠款', `张某（${stars(18)}）欠款`],
    ['one with a wrong check character', '身份证110105194912310021，', `身份证${stars(18)}，`],
    ['one in groups', '证号 110105 19491231 002x。', `证号 ${stars(20)}。`],
    ['one in full width', '证号１１０１０５１９４９１２３１００２Ｘ。', `证号${stars(18)}。`],
    ['a mobile number', '电话13900000000或139-0000-0000', `电话${stars(11)}或${stars(13)}`],
    ['one with the country’s code', '致电+86 139 0000 0000', `致电${stars(17)}`],
    ['two numbers side by side', '13900000000、13800000000', `${stars(11)}、${stars(11)}`],
  ])('%s is covered whole', (_name, text, covered) => {
    expect(holdsPersonalNumber(text)).toBe(true);
    expect(coverPersonalNumbers(text)).toBe(covered);
  });

  it.each([
    ['a credit code', '统一社会信用代码91411702PDY00001XL的企业'],
    ['an amount and a date', '2026年3月1日罚款138000元，逾期加处1380000.00元'],
    ['a decision number', '示应急罚〔2026〕13号'],
    ['a long order number', '订单202603011390000000012'],
    ['a number of 18 digits without a birth date', '编号141172999999999999'],
    ['nothing', ''],
  ])('%s stays', (_name, text) => {
    expect(holdsPersonalNumber(text)).toBe(false);
    expect(coverPersonalNumbers(text)).toBe(text);
  });

  it('answers the same however often it is asked', () => {
    expect([1, 2, 3].map(() => holdsPersonalNumber('13900000000'))).toEqual([true, true, true]);
  });
});
