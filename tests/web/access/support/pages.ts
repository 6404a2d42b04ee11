import { fillPattern } from '../../../../src/web/paths.js';
import { ASKED } from '../routes/index.js';
import { ASKED_BY_ANYONE } from '../routes/public.js';
import { type Asked, guardedRoutes, nameOfRoute, partiesOf, publicRoutes, type Route, type Values } from './asked.js';
import type { Person } from './people.js';
import type { Place, Signed } from './place.js';

/** Every address that is asked with GET, by its name. */
export const PAGES = [...guardedRoutes, ...publicRoutes]
  .filter(({ method }) => method === 'get')
  .map(route => [nameOfRoute(route), route] as const);

/** An address with its parameters filled, and somebody who may read it. */
export interface PageAsked {
  reader: Signed;
  address: string;
  query: Values;
}

/** The page as the first of its owners asks for it; a public one as the stranger does. */
export async function pageAt(place: Place, stranger: Signed, route: Route): Promise<PageAsked> {
  const { permission, path } = route;
  if (permission === 'public') {
    const { values, query = {} } = ASKED_BY_ANYONE[nameOfRoute(route)] ?? {};
    return { reader: stranger, address: fillPattern(path.pattern, values?.(place) ?? {}), query };
  }
  const { how, owner } = ownerOf(route);
  const values = (await how.values?.(place)) ?? {};
  return { reader: place.as(owner), address: fillPattern(path.pattern, values), query: how.query ?? {} };
}

function ownerOf(route: Route): { how: Asked; owner: Person } {
  const how = ASKED[nameOfRoute(route)];
  const [owner] = how === undefined ? [] : partiesOf(route, how).owners;
  if (how === undefined || owner === undefined) throw new Error(`nobody says how to ask ${nameOfRoute(route)}`);
  return { how, owner };
}

/** The address with its query and what is added to it. */
export const withQuery = ({ address, query }: PageAsked, added = ''): string => {
  const all = [new URLSearchParams(query).toString(), added].filter(Boolean).join('&');
  return all === '' ? address : `${address}?${all}`;
};
