import { describe, expect, it } from '@jest/globals';
import { fillForm, replacePieces } from '../../../src/web/middleware/fillForm.js';

const page = (inner: string) =>
  `<main><form method="post" action="/other"><input name="a" value="x"></form><form method="post" action="/cases/c&#x3D;1/answers" novalidate>${inner}</form></main>`;
const filled = (inner: string, fields: Record<string, string | string[]>) =>
  fillForm(page(inner), {
    action: '/cases/c=1/answers?from=here',
    fields: Object.entries(fields).flatMap(([name, values]) => [values].flat().map(value => ({ name, value }))),
  });

describe('a form filled in again', () => {
  it.each([
    [
      'a text area',
      '<textarea class="t" name="a" rows="5">\nold</textarea>',
      { a: '<b>"new"\n$& text' },
      '<textarea class="t" name="a" rows="5">\n&#60;b&#62;&#34;new&#34;\n$&#38; text</textarea>',
    ],
    [
      'a field without a value',
      '<input id="a" name="a" type="text">',
      { a: '5 元' },
      '<input id="a" name="a" type="text" value="5 元">',
    ],
    [
      'a field with a value',
      '<input name="a" type="date" value="2026-01-01">',
      { a: '' },
      '<input name="a" type="date" value="">',
    ],
    [
      'one of several',
      '<input type="radio" name="a" value="y" checked><input type="radio" name="a" value="n">',
      { a: 'n' },
      '<input type="radio" name="a" value="y"><input type="radio" name="a" value="n" checked>',
    ],
    [
      'any of several',
      '<input type="checkbox" name="a" value="1"><input type="checkbox" name="a" value="2" checked><input type="checkbox" name="a" value="3">',
      { a: ['1', '3'] },
      '<input type="checkbox" name="a" value="1" checked><input type="checkbox" name="a" value="2"><input type="checkbox" name="a" value="3" checked>',
    ],
    [
      'a list',
      '<select name="a"><option value="">-</option><option value="x" selected>X</option><option value="y">Y</option></select>',
      { a: 'y' },
      '<select name="a"><option value="">-</option><option value="x">X</option><option value="y" selected>Y</option></select>',
    ],
    [
      'a hidden field that is kept',
      '<input type="hidden" name="seen" value="new" data-kept>',
      { seen: 'old' },
      '<input type="hidden" name="seen" data-kept value="old">',
    ],
  ])('has %s as it was sent', (...[, inner, fields, expected]) => {
    expect(filled(inner, fields as Record<string, string | string[]>)).toBe(page(expected));
  });

  it.each([
    [
      'tokens and keys',
      '<input type="hidden" name="_csrf" value="fresh"><input type="hidden" name="key" value="fresh">',
    ],
    ['passwords and files', '<input type="password" name="password"><input type="file" name="file">'],
    ['fields that were not sent', '<textarea name="b">kept</textarea><input name="c" value="kept">'],
  ])('keeps %s of the page', (_what, inner) => {
    const fields = { _csrf: 'stale', key: 'stale', password: 'secret', file: 'x' };
    expect(filled(inner, fields)).toBe(page(inner));
  });

  it('is found by a button that leads to the address as well, and is none where no form does', () => {
    const html = '<form action="/x"><textarea name="a"></textarea><button formaction="/y"></button></form>';
    expect(fillForm(html, { action: '/y', fields: [{ name: 'a', value: 'text' }] })).toContain('text</textarea>');
    expect(fillForm(html, { action: '/z', fields: [] })).toBeNull();
  });
});

describe('replacePieces', () => {
  it('changes what begins with the name alone, and leaves what has no end', () => {
    const change = (piece: string) => `[${piece}]`;
    const tags = { name: 'in', to: '>' };

    expect(replacePieces('a<in x><input><in>b<in', tags, change)).toBe('a[<in x>]<input>[<in>]b<in');
    expect(replacePieces('', tags, change)).toBe('');
    expect(replacePieces('<in '.repeat(3), tags, change)).toBe('<in '.repeat(3));
  });

  it('takes a page without ends in time that grows with its length', () => {
    const started = performance.now();
    replacePieces('<form '.repeat(200_000), { name: 'form', to: '</form>' }, piece => piece);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
