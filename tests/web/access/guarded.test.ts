import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ASKED } from './routes/index.js';
import { type Answer, ask, type Question, questionAt, questionOf } from './support/ask.js';
import { type Asked, guardedRoutes, nameOfRoute, partiesOf, type Route, type Values } from './support/asked.js';
import { FIRM, OTHER_CASE, OTHER_FIRM } from './support/objects.js';
import { nameOf, PEOPLE, type Person, REPRESENTATIVE } from './support/people.js';
import { openPlace, type Place, type Signed } from './support/place.js';

let place: Place;
let stranger: Signed;
beforeAll(async () => {
  place = await openPlace();
  stranger = await place.newStranger();
}, 120_000);
afterAll(() => place.close());
beforeEach(() => {
  place.sent.length = 0;
});

const ROUTES = guardedRoutes.map(route => [nameOfRoute(route), route] as const);
const FORMS = ROUTES.filter(([, { method }]) => method === 'post');
const askedOf = (route: Route): Asked => {
  const asked = ASKED[nameOfRoute(route)];
  if (asked === undefined) throw new Error(`nobody says how to ask ${nameOfRoute(route)}`);
  return asked;
};

/** Nothing of these is for eyes that were refused. */
const PRIVATE = [FIRM.name, FIRM.uscc, REPRESENTATIVE.name, REPRESENTATIVE.idNumber, REPRESENTATIVE.phone];

interface Told extends Answer {
  by: string;
}

const askAll = (people: readonly Person[], question: Question): Promise<Told[]> =>
  Promise.all(people.map(async person => ({ by: nameOf(person), ...(await ask(place.as(person), question)) })));

/** Asks, and proves that nothing was written and no workflow heard of it. */
async function withoutEffect<T>(asking: () => Promise<T>): Promise<T> {
  const told: T[] = [];
  const writes = await place.writesOf(async () => told.push(await asking()));
  expect(place.sent).toEqual([]);
  expect(writes).toEqual([]);
  return told[0] as T;
}

const statuses = (told: readonly Told[]) => told.map(({ by, status }) => `${by}: ${String(status)}`);
const all = (people: readonly Person[], status: (person: Person) => number) =>
  people.map(person => `${nameOf(person)}: ${String(status(person))}`);

/** What the owners of a role get. */
function promised({ method }: Route, { status }: Asked, { role }: Person): number {
  const plain = method === 'get' ? 200 : 303;
  return typeof status === 'object' ? (status[role] ?? plain) : (status ?? plain);
}

const shows = (text: string, word: string | RegExp): boolean =>
  typeof word === 'string' ? text.includes(word) : word.test(text);

/** Nobody reads any of these words, but for those that stand in the address they asked for. */
function expectSilence(
  told: readonly Told[],
  { question, words }: { question: Question; words: readonly (string | RegExp)[] },
): void {
  const asked = decodeURIComponent(question.address);
  const heard = told.flatMap(({ by, text, location }) =>
    words
      .filter(word => !shows(asked, word) && shows(`${text} ${location}`, word))
      .map(word => `${by} reads ${String(word)}`),
  );
  expect(heard).toEqual([]);
}

describe('the table of guarded addresses', () => {
  it('names every declared address and no other', () => {
    expect(Object.keys(ASKED).toSorted()).toEqual(ROUTES.map(([name]) => name).toSorted());
  });

  it.each(ROUTES)('expects of %s what its declaration says', (_name, route) => {
    const { outside, values } = askedOf(route);

    expect(outside === 'notFound').toBe(route.object.includes('else 404'));
    expect(values !== undefined).toBe(route.path.pattern.includes(':') || values !== undefined);
    // Somebody stands on each side of the gate.
    const { owners, outsiders } = partiesOf(route, askedOf(route));
    expect(owners.length).toBeGreaterThan(0);
    expect(outside === 'nothing' && outsiders.length === 0).toBe(false);
  });
});

describe('a stranger', () => {
  it.each(ROUTES)('is led from %s to sign in', async (_name, route) => {
    const question = await questionOf(place, route, askedOf(route));

    const answer = await withoutEffect(() => ask(stranger, question));

    // Files cannot be kept through the sign-in, and the page says so.
    const lost = route.upload === undefined ? '' : '?form=files';
    const next = route.method === 'get' ? `?${new URLSearchParams({ next: question.address }).toString()}` : lost;
    expect([answer.status, answer.location]).toEqual([303, `/account/sign-in${next}`]);
  });

  it.each(ROUTES.filter(([, { method }]) => method === 'get'))(
    'is led from any spelling of %s',
    async (_name, route) => {
      const { address } = await questionOf(place, route, askedOf(route));
      const [path = '', query] = address.split('?');
      const spelled = [`${path}/`, path.toUpperCase(), `/${path}`].map(other => [other, query].join(query ? '?' : ''));

      const answers = [];
      for (const other of spelled) answers.push((await stranger.browser.get(other).redirects(0)).status);
      answers.push((await stranger.browser.head(address).redirects(0)).status);

      // A doubled slash is no address of ours.
      expect(answers).toEqual([303, 303, 404, 303]);
    },
  );
});

describe('a role that does not hold the permission', () => {
  it.each(ROUTES)('is refused %s', async (_name, route) => {
    // The first gate knows nothing but the role, so one person of each is enough.
    const withoutRole = partiesOf(route, askedOf(route)).withoutRole.filter(({ side }) => side === 'here');
    const question = await questionOf(place, route, askedOf(route));

    const told = await withoutEffect(() => askAll(withoutRole, question));

    expect(statuses(told)).toEqual(all(withoutRole, () => 403));
    expectSilence(told, { question, words: PRIVATE });
  });
});

describe('the right role of another county, department, firm or person', () => {
  const bounded = ROUTES.filter(([, route]) => partiesOf(route, askedOf(route)).outsiders.length > 0);

  it.each(bounded.filter(([, route]) => askedOf(route).outside === 'notFound'))(
    'finds nothing at %s',
    async (_name, route) => {
      const { outsiders } = partiesOf(route, askedOf(route));
      const question = await questionOf(place, route, askedOf(route));

      const told = await withoutEffect(() => askAll(outsiders, question));

      expect(statuses(told)).toEqual(all(outsiders, () => 404));
      expectSilence(told, { question, words: [...PRIVATE, ...(askedOf(route).shows ?? [])] });
    },
  );

  it.each(bounded.filter(([, route]) => askedOf(route).outside === 'nothing'))(
    'sees and does nothing of it at %s',
    async (_name, route) => {
      const asked = askedOf(route);
      const { outsiders } = partiesOf(route, asked);
      const question = await questionOf(place, route, asked);

      const told = await withoutEffect(() => askAll(outsiders, question));

      expect(statuses(told)).toEqual(all(outsiders, person => promised(route, asked, person)));
      const words = [...PRIVATE.filter(word => !isOwnScope(route, word)), ...(asked.shows ?? [])];
      expectSilence(told, { question, words });
    },
  );
});

/** On pages of the own firm another person of the same firm reads its name. */
const isOwnScope = (route: Route, word: string): boolean =>
  askedOf(route).owners !== undefined && [FIRM.name, FIRM.uscc].includes(word);

describe('an object of others under an address of one’s own', () => {
  const nested = ROUTES.filter(([, route]) => /:(evidenceId|documentId|contentHash|uscc)\b/.test(route.path.pattern));
  const underOwn = { caseId: OTHER_CASE, uscc: OTHER_FIRM.uscc };

  it.each(nested)('is not found at %s', async (_name, route) => {
    const asked = askedOf(route);
    const values = (await asked.values?.(place)) ?? {};
    const own = Object.entries(values).map(([name, value]) => [
      name,
      name in underOwn ? underOwn[name as 'uscc'] : value,
    ]);
    const question = await questionAt(place, route, { asked, values: Object.fromEntries(own) as Values });
    const outsiders = PEOPLE.filter(
      person => ['LEGAL_REP', 'AGENT'].includes(person.role) && person.side === 'elsewhere',
    );

    const told = await withoutEffect(() => askAll(outsiders, question));

    // A letter nobody prepared for this case leads back to reading the one of this case.
    const refusals = ['403', '404', `303 /cases/${OTHER_CASE}/commitment`];
    for (const { status, location } of told) expect(refusals).toContain(`${String(status)} ${location}`.trim());
    expectSilence(told, { question, words: PRIVATE });
  });
});

describe('a form that no page of ours sent', () => {
  it.each(FORMS)('%s is refused without token, with another one and from another site', async (_name, route) => {
    const asked = askedOf(route);
    const [owner] = partiesOf(route, asked).owners;
    if (owner === undefined) throw new Error('no owner');
    const question = await questionOf(place, route, asked);
    const send = async (sending: Parameters<typeof ask>[2]) => (await ask(place.as(owner), question, sending)).status;

    const answers = await withoutEffect(async () => [
      await send({ token: null }),
      await send({ token: stranger.token }),
      await send({ headers: { Origin: 'https://elsewhere.example' } }),
      await send({ headers: { 'Sec-Fetch-Site': 'cross-site' } }),
      await send({ headers: { Origin: 'null' } }),
    ]);

    expect(answers).toEqual([403, 403, 403, 403, 403]);
  });
});

describe('an object that does not exist', () => {
  const NAMES = ['nothing-of-this-name', `$ne'"<b>\u0000${'x'.repeat(300)}`];
  const named = ROUTES.flatMap(([name, route]) =>
    [...route.path.pattern.matchAll(/:([A-Za-z]+)/g)]
      .map(([, parameter = '']) => parameter)
      .filter(parameter => askedOf(route).anyValue?.includes(parameter) !== true)
      .map(parameter => [name, parameter, route] as const),
  );

  it.each(named)('%s says so of an unknown %s', async (_name, parameter, route) => {
    const asked = askedOf(route);
    const values: Values = (await asked.values?.(place)) ?? {};
    // Whether there is such an object is asked alike for all owners, so one of each role is enough.
    const { owners } = partiesOf(route, asked);
    const askers = owners.filter(({ role }, place) => owners.findIndex(other => other.role === role) === place);

    for (const name of NAMES) {
      const question = await questionAt(place, route, { asked, values: { ...values, [parameter]: name } });
      const told = await withoutEffect(() => askAll(askers, question));
      expect(statuses(told)).toEqual(all(askers, () => 404));
    }
  });
});

describe('the people whose object it is', () => {
  const inOrder = ROUTES.toSorted(([, a], [, b]) => Number(askedOf(a).last ?? 0) - Number(askedOf(b).last ?? 0));

  it.each(inOrder)('come in at %s', async (_name, route) => {
    const asked = askedOf(route);
    const { owners } = partiesOf(route, asked);

    const told: Told[] = [];
    for (const owner of owners) told.push(...(await askAll([owner], await questionOf(place, route, asked))));

    expect(statuses(told)).toEqual(all(owners, person => promised(route, asked, person)));
    expect(told.filter(({ location }) => location.startsWith('/account/sign-in'))).toEqual([]);
    const readers = owners.filter(({ role }) => asked.shownTo?.includes(role) !== false).map(nameOf);
    const unseen = told
      .filter(({ by }) => readers.includes(by))
      .flatMap(({ by, text }) =>
        (asked.shows ?? []).filter(word => !shows(text, word)).map(word => `${by}: ${String(word)}`),
      );
    expect(unseen).toEqual([]);
  });
});
