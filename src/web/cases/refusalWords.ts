import type { Response } from 'express';
import { readBasis } from '../../domain/law/sources.js';
import type { Refusal } from '../../domain/refusal.js';
import { formatDate, formatDateTime } from '../format.js';
import { ruleWords } from '../law/sourceWords.js';

type Locals = Pick<Response['locals'], 't' | 'lang'>;
type Wording = (value: string, locals: Locals) => string;

const listed =
  (prefix: string): Wording =>
  (value, { t }) =>
    value
      .split(/,\s*/)
      .map(code => t(`${prefix}${code}`))
      .join(t('refusals:separator'));
const day: Wording = (value, { lang }) => formatDate(value, lang);

/** Codes among a refusal's values, put into words. */
const WORDINGS: Readonly<Record<string, Wording>> = {
  fields: listed('cases:answers.fields.'),
  materials: listed('evidence:material.'),
  stage: listed('repair:stage.'),
  deadline: listed('cases:deadline.name.'),
  day,
  due: day,
  until: (value, { lang }) => formatDateTime(new Date(Number(value)), lang),
};

/** Values of a refusal or a notice as a reader understands them. */
export const valuesInWords = (
  values: Readonly<Record<string, string | number>>,
  locals: Locals,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, WORDINGS[name]?.(String(value), locals) ?? String(value)]),
  );

/** A refusal in words, with the rule it comes from where it applies one. */
export function refusalText({ code, clause, values = {} }: Refusal, locals: Locals): string {
  const { t, lang } = locals;
  const words = t(`refusals:${code}`, valuesInWords(values, locals));
  // A case of an older version may carry a clause that names no document.
  const rule = clause === null || readBasis(clause) === null ? '' : ruleWords(clause, lang);
  return rule === '' ? words : t('refusals:withRule', { words, rule });
}
