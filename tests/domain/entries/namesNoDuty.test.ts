import { describe, expect, it } from '@jest/globals';
import { namesNoDuty } from '../../../src/domain/entries/namesNoDuty.js';

describe('namesNoDuty (ruling B5)', () => {
  it.each([
    [undefined, '', '警告', true],
    [undefined, '', '通报批评', true],
    [undefined, '无', '警告', true],
    ['0', '无。', '警告', true],
    [undefined, '没有', '列入严重失信主体名单', true],
    [undefined, '', '警告，责令限期整改', false],
    [undefined, '', '列入严重失信主体名单', false],
    [undefined, '', '责令停产停业', false],
    [undefined, '', '', false],
    ['5000', '', '警告并罚款', false],
    ['5000', '无', '警告', false],
    [undefined, '限期整改', '警告', false],
  ])('amount %p, duties %j, penalty %j: %p', (...row) => {
    const [amount, duties, penalty, expected] = row;
    expect(namesNoDuty({ amount, duties, penalty })).toBe(expected);
  });
});
