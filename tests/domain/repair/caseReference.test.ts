import { describe, expect, it } from '@jest/globals';
import { caseReference, parseCaseReference } from '../../../src/domain/repair/caseReference.js';

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('caseReference', () => {
  it.each([1, 30, 31, 4_567, 31 ** 5 - 1])('number %d is readable and read back', sequence => {
    const reference = caseReference('411722', 2026, sequence);

    expect(reference).toMatch(/^XF-411722-2026-[0-9A-HJ-NP-RTUWXY]{6}$/);
    expect(parseCaseReference(reference)).toBe(reference);
  });

  it('differs for every number', () => {
    const made = Array.from({ length: 2_000 }, (_, index) => caseReference('411722', 2026, index + 1));

    expect(new Set(made).size).toBe(2_000);
  });

  it.each([0, -1, 1.5, 31 ** 5])('refuses %d, a fault of the counter', sequence => {
    expect(() => caseReference('411722', 2026, sequence)).toThrow(RangeError);
  });

  it('finds every single wrong sign and every swap of neighbours', () => {
    const reference = caseReference('411722', 2026, 123_456);
    const places = Array.from({ length: reference.length }, (_, index) => index).filter(
      index => index > 2 && reference[index] !== '-',
    );

    const misread = places.flatMap(place => [
      ...Array.from(SIGNS, sign => reference.slice(0, place) + sign + reference.slice(place + 1)),
      reference.slice(0, place) + reference.slice(place).replace(/^(\w)(\w)/, '$2$1'),
    ]);
    const accepted = misread.filter(wrong => wrong !== reference && parseCaseReference(wrong) !== null);

    expect(misread.length).toBeGreaterThan(500);
    expect(accepted).toEqual([]);
  });

  it.each([
    ['lower case without hyphens', (text: string) => text.replaceAll('-', '').toLowerCase()],
    ['spaces around and inside', (text: string) => ` ${text.replaceAll('-', ' ')} `],
    [
      'full width',
      (text: string) => text.replace(/[0-9A-Z]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    ],
  ])('reads %s', (_what, typed) => {
    const reference = caseReference('411722', 2026, 4_567);

    expect(parseCaseReference(typed(reference))).toBe(reference);
  });

  it.each(['', 'XF', 'XF-411722-2026-0000', 'XF-411722-2026-0000O1', '91411722PDY000028K'])(
    'knows %j is none',
    text => {
      expect(parseCaseReference(text)).toBeNull();
    },
  );
});
