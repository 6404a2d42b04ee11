import { describe, expect, it } from '@jest/globals';
import { completeUscc, parseUscc, registrationAdcode } from '../../src/domain/uscc.js';

const VALID = [
  '91411702PDY00001XL',
  '91411722PDY000028K',
  '92411723PDY000036R',
  '93411729PDY0000448',
  '91411726PDY0002200',
];

describe('unified social credit code', () => {
  it.each(VALID)('F33: takes %s, also strictly (F34)', code => {
    expect(parseUscc(code, { strict: true })).toEqual({ ok: true, uscc: code });
  });

  it.each([
    ['91411702PDY00001X0', 'usccCheck'],
    ['91411702DPY00001XL', 'usccCheck'],
    ['9141I702PDY00001XL', 'usccCharacter'],
    ['91411702PDY00001X', 'usccLength'],
    ['91350100M000100Y4Z', 'usccCharacter'],
    ['9141A702PDY00001XL', 'usccDistrict'],
    ['   ', 'usccEmpty'],
  ])('F33: refuses %s as %s', (code, refusal) => {
    expect(parseUscc(code)).toMatchObject({ ok: false, refusal: { code: refusal } });
  });

  it('F34: refuses a wrong inner organisation check only strictly', () => {
    expect(parseUscc('91411702PDY000010T')).toMatchObject({ ok: true });
    expect(parseUscc('91411702PDY000010T', { strict: true })).toMatchObject({
      ok: false,
      refusal: { code: 'usccOrganisation', clause: null },
    });
  });

  it.each([' 91411702pdy00001xl ', '９１４１１７０２ＰＤＹ００００１ＸＬ', '\u300091411702PDY00001XL\ufeff'])(
    'part 9: reads %j as typed',
    text => {
      expect(parseUscc(text)).toEqual({ ok: true, uscc: '91411702PDY00001XL' });
    },
  );

  it('names the character and its place', () => {
    expect(parseUscc('9141I702PDY00001XL')).toMatchObject({ refusal: { values: { character: 'I', position: 5 } } });
  });

  it.each(VALID)('completes the body of %s', code => {
    expect(completeUscc(code.slice(0, 16))).toBe(code);
  });

  it('F33: refuses any single changed character', () => {
    const code = '91411722PDY000028K';
    const taken = Array.from('0123456789', digit => code.slice(0, 15) + digit + code.slice(16)).filter(
      changed => parseUscc(changed).ok,
    );
    expect(taken).toEqual([code]);
  });

  it('gives the division of the registering office', () => {
    expect(registrationAdcode('91411722PDY000028K')).toBe('411722');
  });
});
