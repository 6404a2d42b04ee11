import Handlebars, { type HelperOptions } from 'handlebars';
import { formatDate, formatDateTime, formatNumber } from './format.js';
import { DEFAULT_LANGUAGE, type Language, type Translate } from './i18n.js';
import { fillPattern, pathPatterns } from './paths.js';

/** What every view can reach as `@locals`; set by the middleware for each request. */
export interface ViewLocals {
  readonly lang: Language;
  readonly t: Translate;
  readonly assets: Readonly<Record<string, string>>;
  readonly csrfToken: () => string;
  readonly formOwner?: () => string;
  readonly tokenOfSession: () => string;
}

const localsOf = (options: HelperOptions): Partial<ViewLocals> =>
  (options.data as { locals: Partial<ViewLocals> }).locals;
const languageOf = (options: HelperOptions): Language => localsOf(options).lang ?? DEFAULT_LANGUAGE;
const isFilled = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** The arguments of a helper without the options object that Handlebars appends. */
const given = (args: unknown[]): unknown[] => args.slice(0, -1);

function translate(key: string, options: HelperOptions): string {
  const words = localsOf(options).t;
  if (!words) throw new Error('The helper t needs locals.t');
  return words(key, options.hash as Record<string, unknown>);
}

function assetPath(name: string, options: HelperOptions): string {
  const path = localsOf(options).assets?.[name];
  if (path === undefined) throw new Error(`No asset named ${name} in the manifest`);
  return path;
}

/** `{{urlFor "cases.show" caseId=id}}`: the address of that name in paths.ts, filled from the hash. */
function addressOf(name: string, options: HelperOptions): string {
  const pattern = pathPatterns.get(name);
  if (pattern === undefined) throw new Error(`No path named ${name}`);
  return fillPattern(pattern, options.hash as Record<string, unknown>);
}

function csrfField(options: HelperOptions): Handlebars.SafeString {
  const token = Handlebars.escapeExpression(localsOf(options).csrfToken?.() ?? '');
  const owner = Handlebars.escapeExpression(localsOf(options).formOwner?.() ?? '');
  const whose = owner === '' ? '' : `<input type="hidden" name="_for" value="${owner}">`;
  return new Handlebars.SafeString(`<input type="hidden" name="_csrf" value="${token}">${whose}`);
}

/**
 * `{{csrfFieldOf "form-id"}}`: the token of the form with that id, where a session is kept; else nothing. Stands below
 * all that may make the session.
 */
function csrfFieldOf(form: string, options: HelperOptions): Handlebars.SafeString {
  const token = Handlebars.escapeExpression(localsOf(options).tokenOfSession?.() ?? '');
  const field = `<input type="hidden" form="${Handlebars.escapeExpression(form)}" name="_csrf" value="${token}">`;
  return new Handlebars.SafeString(token === '' ? '' : field);
}

/**
 * Every helper a view may use; the compiler refuses any other name. A helper hides a field of the same name, so none is
 * called what a page may call a field (`number`, `list`, `path`).
 */
export const viewHelpers = {
  t: translate,
  asset: assetPath,
  urlFor: addressOf,
  csrfField,
  csrfFieldOf,
  eq: (left: unknown, right: unknown) => left === right,
  and: (...args: unknown[]) => given(args).every(isFilled),
  or: (...args: unknown[]) => given(args).find(isFilled) ?? '',
  not: (value: unknown) => !isFilled(value),
  includes: (list: unknown, value: unknown) => Array.isArray(list) && list.includes(value),
  inc: (value: number) => value + 1,
  concat: (...args: unknown[]) => given(args).join(''),
  listOf: (...args: unknown[]) => given(args),
  record: (options: HelperOptions) => ({ ...(options.hash as Record<string, unknown>) }),
  join: (list: readonly unknown[], separator: string | HelperOptions) =>
    list.join(typeof separator === 'string' ? separator : '、'),
  formatDate: (value: Date | string, options: HelperOptions) => formatDate(value, languageOf(options)),
  formatDateTime: (value: Date | string, options: HelperOptions) => formatDateTime(value, languageOf(options)),
  formatNumber: (value: number, options: HelperOptions) =>
    formatNumber(value, languageOf(options), (options.hash as { digits?: number }).digits),
};
