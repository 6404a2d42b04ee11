import express, { type Request, type RequestHandler } from 'express';
import { HttpProblem } from './httpProblem.js';

const BODY_LIMIT = '200kb';
const MAX_PARAMETERS = 500;

/** Reads a plain form. No nested keys: `a[$ne]=1` stays the field named `a[$ne]`, which no form knows. */
export const readPlainForm = express.urlencoded({
  extended: false,
  limit: BODY_LIMIT,
  parameterLimit: MAX_PARAMETERS,
});

/** Reads plain forms and JSON. */
export function setUpBodies(): RequestHandler[] {
  return [readPlainForm, express.json({ limit: BODY_LIMIT })];
}

/** Browsers send each line end of a text area as two characters; a text counts, and is compared, with one. */
const plainLineEnds = (text: string): string => text.replace(/\r\n?/g, '\n');

/**
 * The fields of a submitted form, as strings, each line end as one character. A field sent twice or as an object is refused (400): a form of ours never
 * does that. Fields that may repeat (checkboxes) are named in `repeatable` and read with `fieldList`.
 */
export function fields(req: Request, repeatable: readonly string[] = []): Readonly<Record<string, string | undefined>> {
  return stringsOf((req.body ?? {}) as Record<string, unknown>, repeatable);
}

/** The query of a request, as strings; a doubled parameter is refused like a doubled field. */
export function query(req: Request, repeatable: readonly string[] = []): Readonly<Record<string, string | undefined>> {
  return stringsOf(req.query, repeatable);
}

/** All values of a field that may repeat, in the order sent; none is an empty list. */
export function fieldList(req: Request, name: string): readonly string[] {
  const value = ((req.body ?? {}) as Record<string, unknown>)[name];
  if (value === undefined) return [];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.map(item => {
    if (typeof item !== 'string') throw new HttpProblem(400, `field ${name} is not text`);
    return plainLineEnds(item);
  });
}

function stringsOf(source: Record<string, unknown>, repeatable: readonly string[]): Record<string, string | undefined> {
  const result = Object.create(null) as Record<string, string | undefined>;
  for (const [name, value] of Object.entries(source)) {
    if (repeatable.includes(name)) continue;
    if (typeof value !== 'string') throw new HttpProblem(400, 'a field was sent twice or is not text');
    result[name] = plainLineEnds(value);
  }
  return result;
}
