import type { Express, RequestHandler } from 'express';
import { checkCsrfToken, checkTokenOfSession } from './middleware/csrf.js';
import { requirePermission } from './middleware/guard.js';
import { type LimiterFactory, rateLimit } from './middleware/rateLimit.js';
import { receiveUpload } from './middleware/upload.js';
import type { LimitRule, RouteAccess, RouteDeclaration } from './routeDeclaration.js';

export type { RouteDeclaration } from './routeDeclaration.js';

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
  const counters = new Map<string, RequestHandler>();
  const limited = (rule: LimitRule): RequestHandler => {
    const known = counters.get(rule.name) ?? rateLimit(context.limiters(rule));
    counters.set(rule.name, known);
    return known;
  };
  for (const route of declarations) {
    const chain: RequestHandler[] = [requirePermission(route.permission)];
    if (route.limit) chain.push(limited(route.limit));
    if (route.upload) chain.push(receiveUpload(route.upload));
    if (route.method === 'post') chain.push(route.tokenOfSessionOnly ? checkTokenOfSession : checkCsrfToken);
    app[route.method](route.path.pattern, ...chain, route.handler(context.dependencies));
  }
}
