import {
  readBasis,
  SHORT_STANDING_WORDS,
  type SourceKind,
  type Standing,
  STANDING_WORDS,
  standingOf,
} from '../../domain/law/sources.js';
import type { Language } from '../i18n.js';

/** An article of a law, an item of a plan. */
const ARTICLES: Readonly<Record<Language, (kind: SourceKind, number: string) => string>> = {
  zh: (kind, number) => (kind === 'LOCAL_PLAN' ? `第${number}项` : `第${number}条`),
  en: (kind, number) => (kind === 'LOCAL_PLAN' ? `, item ${number}` : `, article ${number}`),
};
const NUMBERED: Readonly<Record<Language, (title: string, number: string) => string>> = {
  zh: (title, number) => `${title}（${number}）`,
  en: (title, number) => `${title} (${number})`,
};
const ELSEWHERE: Readonly<Record<Language, string>> = {
  zh: '，外地文件，不是本市规定',
  en: ', a document of another place, no rule here',
};

/** The document of a basis by name, number and article; empty where the basis names none of the table. */
export function documentWords(basis: string, lang: Language): string {
  const known = readBasis(basis);
  if (known === null) return '';
  const { source, article } = known;
  const title = source.number === undefined ? source.title[lang] : NUMBERED[lang](source.title[lang], source.number);
  const named = article === '' ? title : `${title}${ARTICLES[lang](source.kind, article)}`;
  return source.elsewhere === true ? `${named}${ELSEWHERE[lang]}` : named;
}

/** The standing in words; null where the original text was read and nothing needs to be said. */
export function standingMark(basis: string, lang: Language): { standing: Standing; text: string } | null {
  const standing = standingOf(basis);
  return standing === 'ORIGINAL_READ' ? null : { standing, text: STANDING_WORDS[standing][lang] };
}

/** Document and standing in one run of words, for a line of text. A rule of the platform's own says so by its name. */
export function ruleWords(basis: string, lang: Language): string {
  const document = documentWords(basis, lang);
  const mark = standingMark(basis, lang);
  if (document === '') return mark?.text ?? '';
  if (mark === null || mark.standing === 'OWN_RULE') return document;
  return bracketed(document, mark.text, lang);
}

/** Facts whose figures all rest on one basis, each with its standing. */
export const markedBy = <Row>(basis: string, lang: Language, rows: readonly Row[]) =>
  rows.map(row => ({ ...row, mark: standingMark(basis, lang) }));

const bracketed = (text: string, mark: string, lang: Language): string =>
  lang === 'zh' ? `${text}〔${mark}〕` : `${text} [${mark}]`;

/** A sentence with the standing of its figure behind it. */
export function withMark(text: string, basis: string, lang: Language): string {
  const mark = standingMark(basis, lang);
  return mark === null ? text : bracketed(text, mark.text, lang);
}

/** The same for a short message. */
export function withShortMark(text: string, basis: string, lang: Language): string {
  const standing = standingOf(basis);
  return standing === 'ORIGINAL_READ' ? text : bracketed(text, SHORT_STANDING_WORDS[standing][lang], lang);
}

/**
 * Words of a notice or message, each figure with the standing of what it rests on: that of `due` stands in the values as
 * `dueRule`. A figure without one is left as it is.
 */
export function markedWords<Word extends string | number>(
  words: Readonly<Record<string, Word>>,
  values: Readonly<Record<string, string | number>>,
  mark: (text: string, basis: string) => string,
): Record<string, Word | string> {
  return Object.fromEntries(
    Object.entries(words).map(([name, word]) => {
      const basis = values[ruleNameOf(name)];
      return [name, basis === undefined ? word : mark(String(word), String(basis))];
    }),
  );
}

const ruleNameOf = (figure: string): string => `${figure}Rule`;
