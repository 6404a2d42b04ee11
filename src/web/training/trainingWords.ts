import type { Response } from 'express';
import Handlebars from 'handlebars';
import type { Course, Courseware, Question, Words } from '../../courseware/index.js';
import type { Refusal } from '../../domain/refusal.js';
import { isModuleId } from '../../domain/training/modules.js';
import { formatDateTime } from '../format.js';
import type { Translate } from '../i18n.js';
import { standingMark } from '../law/sourceWords.js';
import { HttpProblem } from '../middleware/httpProblem.js';

/** The words of the reader's language. */
export const inLanguage = (res: Response, words: Words): string => words[res.locals.lang];

/** A lesson's text in the reader's language: our own Markdown, rendered with raw HTML kept as text. */
export const lessonText = (res: Response, html: Words): Handlebars.SafeString =>
  new Handlebars.SafeString(inLanguage(res, html));

/** `3 分 20 秒`; whole minutes without seconds. */
export function durationWords(t: Translate, seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return t('training:duration.seconds', { seconds: rest });
  return rest === 0
    ? t('training:duration.minutes', { minutes })
    : t('training:duration.both', { minutes, seconds: rest });
}

/** A refusal of the training rules as a sentence; module ids become titles, instants become dates. */
export function trainingRefusal(res: Response, courseware: Courseware, refusal: Refusal): string {
  const values = Object.entries(refusal.values ?? {}).map(([name, value]): [string, string | number] => {
    if (name === 'until') return [name, formatDateTime(new Date(value), res.locals.lang)];
    if (name === 'module' || name === 'modules')
      return [name, moduleTitles(res, courseware, String(value).split(', '))];
    return [name, value];
  });
  return res.locals.t(`refusals:${refusal.code}`, Object.fromEntries(values));
}

/** The titles of modules by their ids, joined for a sentence. */
function moduleTitles(res: Response, courseware: Courseware, ids: readonly string[]): string {
  return ids
    .map(id => (isModuleId(id) ? inLanguage(res, courseware.course(id).title) : id))
    .join(res.locals.lang === 'zh' ? '、' : ', ');
}

/** A module or lesson named in an address; 404 for one that does not exist. */
export function courseOf(courseware: Courseware, moduleId: unknown): ReturnType<Courseware['course']> {
  if (typeof moduleId !== 'string' || !isModuleId(moduleId)) throw new HttpProblem(404, 'no such module');
  return courseware.course(moduleId);
}

/** A document that a course rests on, with the standing of one whose original text was not checked. */
export const sourceLine = (res: Response, { source, title, reference }: Course['sources'][number]) => ({
  title: inLanguage(res, title),
  reference: inLanguage(res, reference),
  mark: standingMark(source, res.locals.lang),
});

/** What a question rests on, with the standing of each document whose original text was not checked. */
export function citationWords(res: Response, { clause, sources }: Pick<Question, 'clause' | 'sources'>): string {
  const { lang } = res.locals;
  const marks = sources.flatMap(id => standingMark(id, lang)?.text ?? []);
  const said = inLanguage(res, clause);
  const fresh = [...new Set(marks)].filter(mark => !said.toLowerCase().includes(mark.toLowerCase()));
  return fresh.length === 0 ? said : lang === 'zh' ? `${said}〔${fresh.join('；')}〕` : `${said} [${fresh.join('; ')}]`;
}
