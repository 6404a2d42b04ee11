import { type Express, type RequestHandler } from 'express';
import { type PermissionName } from '../domain/access/permissions.js';
import { checkCsrfToken } from './middleware/csrf.js';
import { requirePermission } from './middleware/guard.js';
import { type LimiterFactory, rateLimit } from './middleware/rateLimit.js';
import { receiveUpload } from './middleware/upload.js';
import { type Path } from './paths.js';

/** Who may come in at all; whose object it is, the handler decides with `may(actor, permission, object)`. */
export type RouteAccess = PermissionName | 'public' | 'signedIn';

export interface UploadRule {
  readonly field: string;
  readonly maxFiles: number;
  readonly maxFileBytes: number;
}

export interface LimitRule {
  /** Names the counter; routes with the same name share it. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

/** One address and method. The same sentence registers the route, guards it and is printed by `npm run routes`. */
export interface RouteDeclaration<Dependencies> {
  readonly method: 'get' | 'post';
  readonly path: Path;
  readonly permission: RouteAccess;
  /** The object rule in words, e.g. `case of own firm, else 404`; `none` where there is no object. */
  readonly object: string;
  readonly handler: (dependencies: Dependencies) => RequestHandler;
  /** A multipart form: the file is read only after the permission check. */
  readonly upload?: UploadRule;
  /** Requests from one address (and account) beyond this answer 429. */
  readonly limit?: LimitRule;
  /** A change so harmless that the origin check is enough and no session is made for it. */
  readonly withoutToken?: true;
  readonly notes?: string;
}

/** What a route does, without its handler: for the printed list and for tests over all routes. */
export interface RouteDescription {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly permission: RouteAccess;
  readonly object: string;
  readonly notes: string;
}

export function describeRoutes<D>(declarations: readonly RouteDeclaration<D>[]): RouteDescription[] {
  return declarations.map(({ method, path, permission, object, notes }) => ({
    method: method === 'get' ? 'GET' : 'POST',
    path: path.pattern,
    permission,
    object,
    notes: notes ?? '',
  }));
}

/**
 * Registers every declaration: permission, then rate limit, then upload, then token, then the handler. A declaration
 * without a guard cannot be written, so an address is closed unless it says `public`.
 */
export function mountRoutes<D>(
  app: Express,
  declarations: readonly RouteDeclaration<D>[],
  context: { dependencies: D; limiters: LimiterFactory },
): void {
  for (const route of declarations) {
    const chain: RequestHandler[] = [requirePermission(route.permission)];
    if (route.limit) chain.push(rateLimit(context.limiters(route.limit)));
    if (route.upload) chain.push(receiveUpload(route.upload));
    if (route.method === 'post' && !route.withoutToken) chain.push(checkCsrfToken);
    app[route.method](route.path.pattern, ...chain, route.handler(context.dependencies));
  }
}
