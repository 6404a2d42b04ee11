import type { Response } from 'express';

/** The city documents behind the courses, by the mark that the question bank gives them. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  S0: 'zhengzhou2019',
  S1: 'zhengzhou2016',
  S2: 'zhengdong2022',
  S3: 'pingdingshan2021',
  S4: 'zhumadian2018',
};
const ITEM = /\b(S[0-4])(?:-(\d+)|(?=\s?[一二三四五六七八九十]))/g;
const BOTH_LANGUAGES = / ?\/ /;

/** Orders that the bank names in English only. */
const ORDERS: readonly [RegExp, string][] = [
  [/信用修复管理办法（Order 36 of 2025）/g, 'order36'],
  [/SAMR Order 107/g, 'samr107'],
  [/Order 36( of 2025)?/g, 'order36'],
  [/Order 58 of 2023/g, 'order58'],
];

/** What a question rests on (`S4-28 异议；Order 36 / S4-28, objection; Order 36`), as its reader names the documents. */
export function clauseWords({ locals: { t, lang } }: Pick<Response, 'locals'>, clause: string): string {
  const [zh = clause, en = zh] = clause.split(BOTH_LANGUAGES);
  const own = lang === 'zh' ? zh.replaceAll(', ', '、') : en;
  const cited = own.replace(ITEM, (_mark, document: string, item: string | undefined) => {
    const source = DOCUMENTS[document] ?? '';
    const title = t(`pages:policy.sources.${source}.title`);
    return item === undefined ? title : t('training:clause.item', { title, item });
  });
  return ORDERS.reduce((text, [named, order]) => text.replace(named, t(`training:clause.${order}`)), cited);
}
