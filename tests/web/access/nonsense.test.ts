import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fillPattern } from '../../../src/web/paths.js';
import { ASKED } from './routes/index.js';
import { ASKED_BY_ANYONE } from './routes/public.js';
import { guardedRoutes, nameOfRoute, partiesOf, publicRoutes, type Route, type Values } from './support/asked.js';
import { openPlace, type Place, type Signed } from './support/place.js';

let place: Place;
let stranger: Signed;
beforeAll(async () => {
  place = await openPlace();
  stranger = await place.newStranger();
}, 120_000);
afterAll(() => place.close());

const NONSENSE = [
  'page=x',
  'page=-1',
  `page=${'9'.repeat(30)}`,
  'q=%5B%28a%2B%29%2B%24',
  'county=%24ne',
  'asOf=2026-99-99',
];

interface Page {
  browser: Signed['browser'];
  address: string;
  query: Values;
}

function publicPage(route: Route): Page {
  const { values, query = {} } = ASKED_BY_ANYONE[nameOfRoute(route)] ?? {};
  return { browser: stranger.browser, address: fillPattern(route.path.pattern, values?.(place) ?? {}), query };
}

async function guardedPage(route: Route): Promise<Page> {
  const how = ASKED[nameOfRoute(route)];
  const [owner] = how === undefined ? [] : partiesOf(route, how).owners;
  if (how === undefined || owner === undefined) throw new Error(`nobody says how to ask ${nameOfRoute(route)}`);
  const values = (await how.values?.(place)) ?? {};
  return { browser: place.as(owner).browser, address: fillPattern(route.path.pattern, values), query: how.query ?? {} };
}

const PAGES = [...guardedRoutes, ...publicRoutes]
  .filter(({ method }) => method === 'get')
  .map(route => [nameOfRoute(route), route] as const);

describe('nonsense behind an address', () => {
  it.each(PAGES)('breaks nothing of %s', async (_name, route) => {
    const { browser, address, query } = route.permission === 'public' ? publicPage(route) : await guardedPage(route);
    const known = new URLSearchParams(query).toString();

    const answers: string[] = [];
    for (const nonsense of NONSENSE) {
      const { status } = await browser.get(`${address}?${[known, nonsense].filter(Boolean).join('&')}`).redirects(0);
      if (status >= 500) answers.push(`${nonsense}: ${String(status)}`);
    }

    expect(answers).toEqual([]);
  });
});
