import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/projectRoot.js';

/** Words that stand for something which has another name on this site: one word for one thing. */
const OTHER_WORDS = /测验|小测|学习证书|结业证|培训证书/;
/** The same for the pages alone; a course may speak of other papers. */
const OTHER_WORDS_OF_PAGES =
  /凭据|收据|接收方|公示最晚|认定单位经办人|严重程度|失信程度|你单位|现在的密码不对|演示参数）/;

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

describe('the Chinese words of the pages', () => {
  it.each(filesBelow('src/web/locales/zh', /\.json$/))('of %s are those of the glossary', file => {
    const lines = readFileSync(join(projectRoot, file), 'utf8').split('\n');
    expect(lines.filter(line => OTHER_WORDS_OF_PAGES.test(line))).toEqual([]);
  });

  const words = (name: string): Record<string, Record<string, Record<string, string>>> =>
    JSON.parse(readFileSync(join(projectRoot, `src/web/locales/zh/${name}.json`), 'utf8')) as never;

  it('call the registers of an exit the same for the firm and for the office', () => {
    expect(words('cases')['receiver']).toEqual(words('admin')['receivers']?.['name']);
  });

  it('call the papers the same for the firm and for the reviewer', () => {
    expect(words('review')['material']).toEqual(words('evidence')['material']);
  });

  it('name the reasons of a return to the reviewer as the firm reads them', () => {
    const { withCode, withDetail, detail, ...reasons } = words('review')['reason'] ?? {};
    expect([withCode, withDetail, detail]).not.toContain(undefined);
    expect(reasons).toEqual(words('cases')['returnReason']);
  });

  it.each(['admin', 'review'])('of %s speak of 案件 to officials', name => {
    expect(JSON.stringify(words(name))).not.toContain('办件');
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

/** What no route and no job does: no page, course or README may say that it is done. */
const NOT_KEPT: readonly [string, RegExp][] = [
  [
    'explanations after a quiz that was not passed',
    /看完讲解|没有通过[^。]{0,12}(讲解|解析)|do not pass, read the explanations/i,
  ],
  ['more time for one person in the quiz', /需要延长的|延长考试时间|if you need more time/i],
  ['a record of every look', /每一次(查看|查阅)都有记录|every (look|reading|view) is recorded/i],
];

describe('what is promised about courses and quiz', () => {
  const TOLD = [
    ...filesBelow('src/web/locales', /\.json$/),
    ...filesBelow('courses', /\.md$|\.json$/),
    ...filesBelow('views', /\.hbs$/),
    'README.md',
  ];

  it.each(NOT_KEPT)('is kept: nothing says that there are %s', (_says, promise) => {
    expect(TOLD.filter(file => promise.test(readFileSync(join(projectRoot, file), 'utf8')))).toEqual([]);
  });
});
