import { describe, expect, it } from '@jest/globals';
import { NOTHING_SIGNED, signatureFaults } from '../../../src/web/commitment/signForm.js';

const t = ((key: string) => key) as never;
const faultsOf = (typedName: string, representativeName: string) =>
  signatureFaults({ ...NOTHING_SIGNED, typedName, consent: true }, { t, representativeName }).map(({ text }) => text);

describe('a typed signature', () => {
  it.each([
    ['示守信', '示守信'],
    ['示 守信', '示守信'],
    ['示　守信', '示守信'],
    ['买买提·示例', '买买提•示例'],
    ['买买提．示例', '买买提·示例'],
  ])('%s is taken for %s', (typed, known) => {
    expect(faultsOf(typed, known)).toEqual([]);
  });

  it.each([
    ['示失信', '示守信'],
    ['示守', '示守信'],
    ['买买提示例', '买买提·示例'],
  ])('%s is not taken for %s', (typed, known) => {
    expect(faultsOf(typed, known)).toEqual(['commitment:faults.otherName']);
  });
});
