import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fillPattern } from '../../../src/web/paths.js';
import { ASKED_BY_ANYONE, type AskedByAnyone, leaveList } from './routes/public.js';
import { ask, type Question } from './support/ask.js';
import { nameOfRoute, publicRoutes, type Route } from './support/asked.js';
import { personOf, REPRESENTATIVE } from './support/people.js';
import { openPlace, type Place } from './support/place.js';

let place: Place;
beforeAll(async () => {
  place = await openPlace();
  await leaveList(place);
}, 120_000);
afterAll(() => place.close());

const ROUTES = publicRoutes.map(route => [nameOfRoute(route), route] as const);
const FORMS = ROUTES.filter(([, { method }]) => method === 'post');

const askedOf = (route: Route): AskedByAnyone => {
  const asked = ASKED_BY_ANYONE[nameOfRoute(route)];
  if (asked === undefined) throw new Error(`nobody says how a stranger asks ${nameOfRoute(route)}`);
  return asked;
};

function questionOf(route: Route): Question {
  const { values, query, form, file } = askedOf(route);
  const address = fillPattern(route.path.pattern, values?.(place) ?? {}, query);
  return { route, address, form: form?.(place) ?? {}, ...(file !== undefined && { file }) };
}

const { idNumber, phone } = REPRESENTATIVE;
/** What no public page may say of a person: numbers in full, their ends by which a person is known again, masked ones. */
const PERSONAL = [
  ...[idNumber, idNumber.slice(-6), idNumber.slice(6, 14), phone, phone.slice(-6)],
  ...[/\*{2,}\d{3,4}/, personOf('LEGAL_REP').accountId, `人员${personOf('LEGAL_REP').accountId}`],
];
/** Tokens, hashes and ids are drawn anew each time and may hold any digits. */
const withoutDrawn = (text: string): string => text.replace(/[0-9a-f-]{20,}/g, '');

describe('the table of public addresses', () => {
  it('names every address that says it is public and no other', () => {
    expect(Object.keys(ASKED_BY_ANYONE).toSorted()).toEqual(ROUTES.map(([name]) => name).toSorted());
  });

  const lenient = FORMS.filter(([, { tokenOfSessionOnly }]) => tokenOfSessionOnly === true);
  it.each(lenient)('%s needs no token where there is no session, and changes nothing of anyone', name => {
    expect(name).toBe('POST /language');
  });
});

describe('a stranger', () => {
  it.each(ROUTES)('asks %s and reads nothing personal', async (_name, route) => {
    const { status = 200, shows = [] } = askedOf(route);
    const question = questionOf(route);

    const answer = await ask(await place.newStranger(), question);

    expect([answer.status, answer.location.startsWith('/account/sign-in')]).toEqual([
      status,
      route.path.pattern === '/account/new-password',
    ]);
    for (const word of shows) expect(answer.text).toContain(word);
    const typed = [question.address, ...Object.values(question.form).flat()].join(' ');
    const read = PERSONAL.filter(word => withoutDrawn(answer.text).search(word) >= 0 && typed.search(word) < 0);
    expect(read).toEqual([]);
    expect(place.sent).toEqual([]);
  });

  it.each(FORMS)('sends %s from another site or without token in vain', async (_name, route) => {
    const stranger = await place.newStranger();
    const question = questionOf(route);
    const answers: number[] = [];
    const send = async (sending: Parameters<typeof ask>[2]) =>
      answers.push((await ask(stranger, question, sending)).status);

    const writes = await place.writesOf(async () => {
      await send({ headers: { Origin: 'https://elsewhere.example' } });
      await send({ headers: { 'Sec-Fetch-Site': 'cross-site' } });
      await send({ token: null });
    });

    expect(answers).toEqual(answers.map(() => 403));
    expect(writes).toEqual([]);
  });
});
