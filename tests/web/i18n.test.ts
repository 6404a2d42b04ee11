import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { loadTranslations, type Translations } from '../../src/web/i18n.js';

const folder = mkdtempSync(join(tmpdir(), 'xinfu-words-'));
const missing: string[] = [];
let words: Translations;

beforeAll(async () => {
  const texts = {
    zh: { plain: '案件', greet: '你好，{{name}}', days_other: '{{count}} 天' },
    en: { plain: 'Case', greet: 'Hello, {{name}}', days_one: '{{count}} day', days_other: '{{count}} days' },
  };
  for (const [language, common] of Object.entries(texts)) {
    mkdirSync(join(folder, language));
    writeFileSync(join(folder, language, 'common.json'), JSON.stringify(common));
  }
  words = await loadTranslations(folder, (key, language) => missing.push(`${language} ${key}`));
});
beforeEach(() => {
  missing.length = 0;
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('translatorFor', () => {
  it('answers the same the second time, in each language and with each filling', () => {
    const [zh, en] = [words.translatorFor('zh'), words.translatorFor('en')];
    for (const round of ['first', 'second']) {
      expect([round, zh('common:plain'), en('common:plain'), en('common:plain', {})]).toEqual([
        round,
        '案件',
        'Case',
        'Case',
      ]);
      expect([zh('common:greet', { name: '甲' }), en('common:greet', { name: 'B' })]).toEqual(['你好，甲', 'Hello, B']);
      expect(en('common:greet', { name: '<b>{{x}}</b>' })).toContain('<b>');
      expect([1, 2].map(count => en('common:days', { count }))).toEqual(['1 day', '2 days']);
    }
    expect(missing).toEqual([]);
  });

  it('reports a key without words every time, also one that has words for a count only', () => {
    const en = words.translatorFor('en');

    expect([en('common:none'), en('common:none'), en('common:none', { name: 'B' })]).toEqual(['none', 'none', 'none']);
    en('common:days', { count: 2 });
    en('common:days', { other: 2 });
    en('common:days');

    expect(missing).toEqual(['en common:none', 'en common:none', 'en common:none', 'en common:days', 'en common:days']);
  });
});
