import type { Response } from 'express';
import type { Refused } from '../../accounts/index.js';
import type { Refusal } from '../../domain/refusal.js';
import { formatDate } from '../format.js';
import type { Language, Translate } from '../i18n.js';

export interface FormFault {
  /** The input it belongs to. */
  readonly field: string;
  readonly text: string;
}

/** What a form shows: what was typed, every fault on top, and each fault again beside its field. */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  readonly errors: readonly FormFault[];
  readonly error: Readonly<Record<string, string>>;
}

export function formState(values: Readonly<Record<string, string>> = {}, errors: readonly FormFault[] = []): FormState {
  return { values, errors, error: Object.fromEntries(errors.map(({ field, text }) => [field, text])) };
}

/** `30 秒` or `2 分钟`. */
export function waitWords(t: Translate, seconds: number): string {
  return seconds < 60
    ? t('account:wait.seconds', { number: seconds })
    : t('account:wait.minutes', { number: Math.ceil(seconds / 60) });
}

/** `lang` is wanted where a refusal may name a day. */
export function refusalWords(t: Translate, { code, values }: Refusal, lang: Language = 'zh'): string {
  const wait = typeof values?.['seconds'] === 'number' ? { wait: waitWords(t, values['seconds']) } : {};
  const until = typeof values?.['until'] === 'string' ? { until: formatDate(values['until'], lang) } : {};
  return t(`account:refusals.${code}`, { ...values, ...wait, ...until });
}

/** The refusal in words, with how long the next try has to wait where it has to. */
export function refusedWords(t: Translate, { refusal, waitSeconds }: Refused): string {
  const what = refusalWords(t, refusal);
  if (waitSeconds === 0 || refusal.code === 'waitFirst') return what;
  return `${what}${t('account:wait.next', { wait: waitWords(t, waitSeconds) })}`;
}

/** 422 for a wrong answer, 429 with Retry-After for one that came too early. */
export function answerRefused(res: Response, { refusal, waitSeconds }: Refused): void {
  if (waitSeconds > 0) res.setHeader('Retry-After', String(waitSeconds));
  res.status(refusal.code === 'waitFirst' ? 429 : 422);
}

type Typed = Readonly<Record<string, string | undefined>>;

/** The named fields as typed, without the spaces around them. */
export function typed<Name extends string>(form: Typed, names: readonly Name[]): Record<Name, string> {
  return Object.fromEntries(names.map(name => [name, (form[name] ?? '').trim()])) as Record<Name, string>;
}

/** A fault for each empty field; `fields` names the words of each, `account:faults.<words>`. */
export function missing(
  t: Translate,
  values: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>>,
): FormFault[] {
  return Object.entries(fields)
    .filter(([field]) => values[field] === '')
    .map(([field, words]) => ({ field, text: t(`account:faults.${words}`) }));
}

/** Fields whose words go by the same name. */
export const sameWords = (names: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map(name => [name, name]));
