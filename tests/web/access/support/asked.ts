import type { Role } from '../../../../src/domain/access/actor.js';
import { mayUse } from '../../../../src/domain/access/permissions.js';
import { allRoutes } from '../../../../src/web/allRoutes.js';
import type { RouteAccess, RouteDeclaration } from '../../../../src/web/routeDeclaration.js';
import { BOUNDED, PEOPLE, type Person } from './people.js';
import type { Place } from './place.js';

type Later<T> = T | Promise<T>;
export type Values = Readonly<Record<string, string>>;
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/**
 * What a person gets who may use the permission, but not on this object: a page that does not exist (`notFound`), the
 * same kind of answer without a word of the object and without any effect (`nothing`), or what everybody with the
 * permission gets (`same`).
 */
export type Outside = 'notFound' | 'nothing' | 'same';

/** How one address is asked, and what its declaration promises. */
export interface Asked {
  /** Values of the address's parameters, made anew for every question. */
  values?: (place: Place) => Later<Values>;
  query?: Values;
  /** The form as a person with every right would send it. */
  form?: (place: Place) => Later<Fields>;
  /** The file of a multipart form. */
  file?: { name: string; bytes: Buffer };
  outside: Outside;
  /** The people here whose own object it is; by default everybody here with the permission. */
  owners?: readonly Role[];
  /** What the owners get: 200 for a page and 303 for a form by default. */
  status?: number | Partial<Record<Role, number>>;
  /** Words that only the owners' page has. */
  shows?: readonly (string | RegExp)[];
  /** The owners who see these words, where not all do. */
  shownTo?: readonly Role[];
  /** Parameters that name no object of their own. */
  anyValue?: readonly string[];
  /** Puts somebody out, so it is done after everything else. */
  last?: true;
}

export type AskedRoutes = Readonly<Record<string, Asked>>;

export type Route = Pick<RouteDeclaration<never>, 'method' | 'path' | 'permission' | 'object' | 'upload'> & {
  tokenOfSessionOnly?: true;
};

export const nameOfRoute = ({ method, path }: Pick<Route, 'method' | 'path'>): string =>
  `${method.toUpperCase()} ${path.pattern}`;

const routes: readonly Route[] = allRoutes;
export const publicRoutes = routes.filter(({ permission }) => permission === 'public');
export const guardedRoutes = routes.filter(({ permission }) => permission !== 'public');

const holds = ({ role }: Person, access: RouteAccess): boolean =>
  access === 'public' || access === 'signedIn' || mayUse({ accountId: '', role, usccs: [], interests: [] }, access);

export interface Parties {
  /** Sent away at the first gate. */
  withoutRole: Person[];
  /** Through the gate, but the object is none of theirs. */
  outsiders: Person[];
  owners: Person[];
}

/** Everybody of the application, by what the declaration promises them. */
export function partiesOf({ permission }: Route, { outside, owners }: Asked): Parties {
  const within = PEOPLE.filter(person => holds(person, permission));
  const isOwner = ({ side, role }: Person) =>
    owners === undefined ? side === 'here' || !BOUNDED.includes(role) : side === 'here' && owners.includes(role);
  return {
    withoutRole: PEOPLE.filter(person => !within.includes(person)),
    outsiders: outside === 'same' ? [] : within.filter(person => !isOwner(person)),
    owners: outside === 'same' ? within : within.filter(isOwner),
  };
}
