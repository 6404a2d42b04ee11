import { describe, expect, it } from '@jest/globals';
import {
  canonicalLetter,
  chinaTime,
  LETTER_STATEMENTS,
  letterParagraphs,
  letterStatements,
  STATEMENT_CODES,
} from '../../../src/domain/commitment/letter.js';
import { aLetter } from '../../documents/support/samples.js';

const TRAINED = { trainingCertificateNumber: 'TC-1', trainingDate: '2026-03-01' };

describe('letterStatements (domain part 6, C1–C10)', () => {
  it('lists the ten statements once each, the last of free will', () => {
    expect(LETTER_STATEMENTS.map(({ code }) => code)).toEqual(STATEMENT_CODES);
    expect(LETTER_STATEMENTS.filter(({ required }) => !required).map(({ code }) => code)).toEqual(['C10']);
  });

  it('fills every parameter in both languages', () => {
    const statements = letterStatements(TRAINED);

    const texts = statements.flatMap(({ zh, en }) => [zh, en]);
    expect(texts.join('')).not.toMatch(/[{}]|undefined/);
    expect(statements.find(({ code }) => code === 'C8')?.zh).toContain('培训合格证书编号 TC-1，完成日期 2026-03-01');
  });

  it('names no figure but those of the certificate: a period that rests on no checked text is not promised in numbers', () => {
    for (const { code, zh, en } of LETTER_STATEMENTS) {
      expect([code, zh, en].join(' ').replace(code, '')).not.toMatch(/[0-9]|[一二三四五六七八九十两]+(个?月|年|日|天)/);
    }
    expect(letterStatements().find(({ code }) => code === 'C7')?.zh).toContain('在规定期限内不得再次申请信用修复');
    const frame = letterParagraphs({ ...aLetter(), statements: [] });
    expect(JSON.stringify(frame.filter(block => block.kind === 'paragraph').at(-1))).not.toMatch(/\d+ ?个?[年月日天]/);
  });

  it.each([
    ['no training', {}, false],
    ['a certificate without a date', { trainingCertificateNumber: 'TC-1' }, false],
    ['a completed training', TRAINED, true],
  ])('with %s', (_name, values, stated) => {
    expect(letterStatements(values).some(({ code }) => code === 'C8')).toBe(stated);
  });
});

describe('canonicalLetter', () => {
  it('does not depend on the order of keys, nor on absent ones', () => {
    const letter = aLetter();
    const turned = Object.fromEntries(Object.entries(letter).reverse()) as unknown as typeof letter;

    expect(canonicalLetter(turned)).toBe(canonicalLetter(letter));
    expect(canonicalLetter({ ...letter, trainingDate: undefined })).not.toContain('trainingDate');
    expect(canonicalLetter(letter)).toMatch(/^\{"addressees":/);
  });

  it('changes with every value', () => {
    const letter = aLetter();

    expect(canonicalLetter({ ...letter, place: '别处' })).not.toBe(canonicalLetter(letter));
    expect(canonicalLetter({ ...letter, addressees: [...letter.addressees].reverse() })).not.toBe(
      canonicalLetter(letter),
    );
  });
});

describe('letterParagraphs', () => {
  it('shows every value that is signed', () => {
    const letter = aLetter();

    const shown = JSON.stringify(letterParagraphs(letter));

    const coded = new Set(['listType', 'tier']); // shown by their words
    const matter = Object.entries(letter.matter).flatMap(([name, value]) => (coded.has(name) ? [] : [value]));
    const values = [...Object.values(letter.promisor), ...matter, ...letter.addressees, letter.place];
    for (const value of values) expect(shown).toContain(value);
    for (const { text } of letter.statements) expect(shown).toContain(text);
    expect(shown).toContain('严重');
    expect(shown).toContain(JSON.stringify(letter.improvementMeasures).slice(1, -1));
    expect(shown).toContain('2026-04-02 09:00:00');
  });

  it('begins with the title', () => {
    expect(letterParagraphs(aLetter())[0]).toEqual({ kind: 'title', text: '信用修复承诺书' });
  });
});

describe('chinaTime', () => {
  it.each([
    ['2026-04-01T16:00:00.000Z', '2026-04-02 00:00:00'],
    ['2025-12-31T15:59:59Z', '2025-12-31 23:59:59'],
  ])('%s is %s in Shanghai', (iso, shown) => {
    expect(chinaTime(iso)).toBe(shown);
  });
});
