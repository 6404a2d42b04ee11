import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/projectRoot.js';

/** Words that stand for something which has another name on this site: one word for one thing. */
const OTHER_WORDS = /测验|小测|学习证书|结业证/;

const filesBelow = (folder: string, name: RegExp): string[] =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => name.test(file))
    .map(file => join(folder, file));

const CHINESE = [...filesBelow('src/web/locales/zh', /\.json$/), ...filesBelow('courses', /\.zh\.md$|\.json$/)];

describe('the Chinese words', () => {
  it.each(CHINESE)('of %s name each thing by its one name', file => {
    const lines = readFileSync(join(projectRoot, file), 'utf8').split('\n');
    expect(lines.filter(line => OTHER_WORDS.test(line))).toEqual([]);
  });
});

describe('the papers', () => {
  const exitNotice = (language: string, name: string) =>
    /"EXIT_NOTICE": "([^"]+)"/.exec(
      readFileSync(join(projectRoot, `src/web/locales/${language}/${name}.json`), 'utf8'),
    )?.[1];

  it.each(['zh', 'en'])('are called the same on the case page and where they are verified (%s)', language => {
    expect(exitNotice(language, 'cases')).toBeDefined();
    expect(exitNotice(language, 'verify')).toBe(exitNotice(language, 'cases'));
  });
});
