import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Courseware, loadCourseware } from '../../../src/courseware/index.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { type Language, loadTranslations, type Translations } from '../../../src/web/i18n.js';
import { clauseWords } from '../../../src/web/training/clauseWords.js';

let courseware: Courseware;
let translations: Translations;
beforeAll(async () => {
  courseware = await loadCourseware();
  translations = await loadTranslations(join(projectRoot, 'src/web/locales'), key => {
    throw new Error(`No words for ${key}`);
  });
});

const words = (clause: string, lang: Language): string => {
  const locals = { t: translations.translatorFor(lang), lang };
  return clauseWords({ locals } as Parameters<typeof clauseWords>[0], clause);
};

describe('what a question rests on', () => {
  it.each<[string, Language, string]>([
    ['行政处罚法第七十二条 / Administrative Penalty Law, art. 72', 'zh', '行政处罚法第七十二条'],
    ['行政处罚法第七十二条 / Administrative Penalty Law, art. 72', 'en', 'Administrative Penalty Law, art. 72'],
    ['S4-28 异议；行政处罚法', 'zh', '驻马店市社会信用体系建设文件第 28 项 异议；行政处罚法'],
    ['S4-31 / S4-31, self-check', 'en', 'Zhumadian documents on the social credit system, item 31, self-check'],
    ['S3-12, S4-28', 'zh', '平顶山市社会信用体系建设文件第 12 项、驻马店市社会信用体系建设文件第 28 项'],
    ['第200—204条（期间计算）/ articles 200–204', 'zh', '第200—204条（期间计算）'],
    ['S3 二(三) 信用监管三阶段', 'zh', '平顶山市社会信用体系建设文件 二(三) 信用监管三阶段'],
    ['Order 36 分档', 'zh', '信用修复管理办法 分档'],
    ['信用修复管理办法（Order 36 of 2025）施行日期', 'zh', '信用修复管理办法施行日期'],
    ['SAMR Order 107；S3-12 / x', 'zh', '市场监管总局令第107号；平顶山市社会信用体系建设文件第 12 项'],
  ])('is told in the reader’s words: %s (%s)', (clause, lang, told) => {
    expect(words(clause, lang)).toBe(told);
  });

  it('leaves no mark of ours and no English order in anything the bank and the lessons cite in Chinese', () => {
    const cited = [
      ...courseware.bank.map(({ clause }) => clause),
      ...courseware.courses.flatMap(({ sources }) => sources.map(({ reference }) => reference)),
    ];
    const told = cited.map(clause => words(clause, 'zh'));

    expect(told.filter(text => /\b[SF]\d|Order| \/ /.test(text))).toEqual([]);
  });
});
