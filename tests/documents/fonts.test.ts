import { describe, expect, it } from '@jest/globals';
import { loadFaces, missingGlyphs } from '../../src/documents/fonts.js';
import { RARE } from './support/samples.js';

describe('missingGlyphs', () => {
  it.each([
    [`法定代表人${RARE}`, []],
    ['第一行\n第二行\r\n', []],
    ['𡊮某与𡊮某', ['𡊮']],
    ['好的😀\u{E0100}', ['😀', '\u{E0100}']],
    ['', []],
  ])('of %j are %j', async (text, missing) => {
    expect(await missingGlyphs(text)).toEqual(missing);
  });
});

describe('loadFaces', () => {
  it('parses the fonts once for the process', async () => {
    expect(await loadFaces()).toBe(await loadFaces());
  });
});
