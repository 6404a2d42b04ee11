import { fillPattern } from '../../../../src/web/paths.js';
import type { Asked, Fields, Route, Values } from './asked.js';
import type { Place, Signed } from './place.js';

export interface Answer {
  status: number;
  text: string;
  location: string;
}

/** One request, ready to be sent by whoever. */
export interface Question {
  route: Route;
  address: string;
  form: Fields;
  file?: { name: string; bytes: Buffer };
}

export async function questionOf(place: Place, route: Route, asked: Asked): Promise<Question> {
  const values = (await asked.values?.(place)) ?? {};
  return questionAt(place, route, { asked, values });
}

/** The same question about other objects. */
export async function questionAt(
  place: Place,
  route: Route,
  { asked, values }: { asked: Asked; values: Values },
): Promise<Question> {
  const address = fillPattern(route.path.pattern, values, asked.query);
  const form = (await asked.form?.(place)) ?? {};
  return { route, address, form, ...(asked.file !== undefined && { file: asked.file }) };
}

interface Sending {
  /** `null` leaves the token out. */
  token?: string | null;
  headers?: Values;
}

/** Sends the question as this browser, forms with the token of its session. */
export async function ask(
  { browser, token: own }: Signed,
  { route, address, form, file }: Question,
  { token = own, headers = {} }: Sending = {},
): Promise<Answer> {
  const sent = route.method === 'get' ? browser.get(address) : browser.post(address);
  void sent.set(headers).redirects(0).buffer(true);
  if (route.method === 'get') return answerOf(await sent);
  const pairs = pairsOf(token === null ? form : { ...form, _csrf: token });
  if (route.upload === undefined) {
    return answerOf(await sent.type('form').send(new URLSearchParams([...pairs]).toString()));
  }
  for (const [name, value] of pairs) void sent.field(name, value);
  if (file !== undefined) void sent.attach(route.upload.field, file.bytes, file.name);
  return answerOf(await sent);
}

const pairsOf = (fields: Fields): [string, string][] =>
  Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));

function answerOf({ status, text, headers }: { status: number; text?: string; headers: unknown }): Answer {
  const { location } = headers as { location?: string };
  return { status, text: text ?? '', location: location ?? '' };
}
