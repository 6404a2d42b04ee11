import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Handlebars from 'handlebars';
import { projectRoot } from '../../src/projectRoot.js';
import { COMPILE_OPTIONS, readViews } from '../../src/web/handlebarsEngine.js';
import { LANGUAGES, type Language } from '../../src/web/i18n.js';
import { pathPatterns } from '../../src/web/paths.js';

const views = readViews(join(projectRoot, 'views'));
const locales = join(projectRoot, 'src/web/locales');

function keysOf(value: unknown, prefix: string): string[] {
  if (typeof value !== 'object' || value === null) return [prefix];
  return Object.entries(value).flatMap(([name, inner]) => keysOf(inner, prefix === '' ? name : `${prefix}.${name}`));
}

function wordsOf(language: Language, namespace: string): unknown {
  return JSON.parse(readFileSync(join(locales, language, namespace), 'utf8'));
}

const namespaces = [...new Set(LANGUAGES.flatMap(language => readdirSync(join(locales, language))))].sort();

/** `key_one` and `key_other` are forms of `key`, which Chinese has no need of. */
const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');
const allKeys = new Set(
  namespaces.flatMap(file =>
    keysOf(wordsOf('zh', file), '').map(key => `${file.replace('.json', '')}:${withoutPlural(key)}`),
  ),
);

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => readFileSync(join(folder, file), 'utf8'));
}

const qualified = (key: string): string => (key.includes(':') ? key : `common:${key}`);

describe('views', () => {
  it.each([...views.keys()])('%s compiles with every helper and partial known', name => {
    const text = views.get(name) ?? '';

    expect(() => Handlebars.precompile(text, COMPILE_OPTIONS)).not.toThrow();
    for (const [, partial] of text.matchAll(/\{\{#?>\s*([\w/-]+)/g)) expect(views.has(partial ?? '')).toBe(true);
  });

  it('refuse a helper that does not exist', () => {
    expect(() => Handlebars.precompile('{{uppercase name}}', COMPILE_OPTIONS)).toThrow(/unknown helper/i);
  });

  it.each([...views.keys()])('%s names only addresses and words that exist', name => {
    const text = views.get(name) ?? '';
    const used = [...text.matchAll(/[{(]t "([^"]+)"/g)].map(([, key]) => qualified(key ?? ''));
    const addresses = [...text.matchAll(/[{(]urlFor "([^"]+)"/g)].map(([, address]) => address ?? '');

    expect(used.filter(key => !allKeys.has(key))).toEqual([]);
    expect(addresses.filter(address => !pathPatterns.has(address))).toEqual([]);
  });

  it.each([...views.keys()])('%s has no inline script, style or unescaped output', name => {
    const text = views.get(name) ?? '';

    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|\{\{\{|\{\{&/i);
  });
});

describe('words', () => {
  it.each(namespaces)('%s has the same keys in both languages', file => {
    const [zh, en] = LANGUAGES.map(language => {
      const keys = keysOf(wordsOf(language, file), '').map(withoutPlural);
      return [...new Set(keys)].sort();
    });

    expect(en).toEqual(zh);
  });

  it.each(namespaces)('%s has no empty words and the same places to fill in both languages', file => {
    const fills = LANGUAGES.map(language => placesOf(wordsOf(language, file), ''));

    expect(fills[1]).toEqual(fills[0]);
  });

  it('exist for every literal key in the sources', () => {
    const used = sourceFiles(join(projectRoot, 'src')).flatMap(text =>
      [...text.matchAll(/\bt\('([^'$]+)'/g)].map(([, key]) => qualified(key ?? '')),
    );

    expect(used.filter(key => !allKeys.has(key))).toEqual([]);
  });
});

/** The `{{names}}` in each text, by key; plural forms count as one. An empty text fails here. */
function placesOf(value: unknown, prefix: string): Record<string, string[]> {
  if (typeof value !== 'string') {
    const entries = Object.entries(value as Record<string, unknown>);
    return Object.assign({}, ...entries.map(([name, inner]) => placesOf(inner, `${prefix}.${name}`))) as Record<
      string,
      string[]
    >;
  }
  if (value.trim() === '') throw new Error(`${prefix} is empty`);
  const names = [...value.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '');
  return { [withoutPlural(prefix)]: [...new Set(names)].sort() };
}
