import { describe, expect, it } from '@jest/globals';
import {
  looksLikeFormula,
  readAmount,
  readDay,
  readDecisionNumber,
  readProse,
} from '../../../src/domain/entries/cellValues.js';
import { readIdNumber } from '../../../src/domain/entries/idNumber.js';

describe('days', () => {
  it.each([
    '2026-03-01',
    '2026-3-1',
    '2026/3/1',
    '2026.03.01',
    '2026年3月1日',
    '2026 年 3 月 1 日',
    '20260301',
    '２０２６／３／１',
    '2026-03-01T00:00:00.000Z',
    '2026-03-01 08:30',
    '46082',
    '46082.75',
  ])('reads %s as 1 March 2026', text => {
    expect(readDay(text)).toBe('2026-03-01');
  });

  it.each(['', '2026', '3/1/2026', '2026-02-29', '26-3-1', '99999', '1', '今天', '2026-3-1-1'])(
    'does not read %j',
    text => {
      expect(readDay(text)).toBeNull();
    },
  );
});

describe('a cell made to cost the reader', () => {
  const LONG = 120_000;

  it.each([
    ['blanks', ' '.repeat(LONG)],
    ['blanks between figures', `2026${' '.repeat(LONG)}3`],
    ['blanks before a dash', `${'\t'.repeat(LONG)}x-`],
    ['dashes', '-'.repeat(LONG)],
    ['figures', '1'.repeat(LONG)],
    ['noughts', '0'.repeat(LONG)],
    ['signs of money', '￥'.repeat(LONG)],
  ])('of %s is no day and no amount, and is not looked at for long', (_what, text) => {
    const began = performance.now();

    expect([readDay(text), readAmount(text)]).toEqual([null, null]);
    expect(performance.now() - began).toBeLessThan(500); // 18 seconds before
  });
});

describe('amounts', () => {
  it.each([
    ['12000', '12000.00'],
    ['12,000.5', '12000.50'],
    ['￥500', '500.00'],
    ['500元', '500.00'],
    ['1.2万元', '12000.00'],
    ['0.123456万', '1234.56'],
    ['０', '0.00'],
    ['007', '7.00'],
  ])('reads %s as %s yuan', (text, amount) => {
    expect(readAmount(text)).toBe(amount);
  });

  it.each(['', '-1', '1.234', '1e5', 'abc', '1.2.3', '=1+1'])('does not read %j', text => {
    expect(readAmount(text)).toBeNull();
  });
});

describe('identity numbers (GB 11643)', () => {
  it.each([
    ['999999198001010011', '999999198001010011'],
    [' ９９９９９９１９８００１０１００３８ ', '999999198001010038'],
    ['99999919800101002x', '99999919800101002X'],
  ])('reads %j', (text, id) => {
    expect(readIdNumber(text)).toBe(id);
  });

  it.each(['999999198001010012', '99999919800101002', '999999198013010010', '099999198001010011', ''])(
    'refuses %j',
    text => {
      expect(readIdNumber(text)).toBeNull();
    },
  );
});

describe('texts', () => {
  it('loses control characters and keeps lines', () => {
    expect(readProse(' a\u0000b\u0007\nc\ufeff ')).toBe('ab\nc');
  });

  it.each(['(2026)', '（２０２６）', '[2026]', '【2026】', '〔2026〕'])(
    'reads the year of a decision number in %s',
    year => {
      expect(readDecisionNumber(`某 ${year} 1 号`)).toBe('某〔2026〕1号');
    },
  );

  it.each([
    ['=1', true],
    ['@x', true],
    ['罚款=1', false],
    ['', false],
  ])('%j looks like a formula: %s', (text, formula) => {
    expect(looksLikeFormula(text)).toBe(formula);
  });
});
