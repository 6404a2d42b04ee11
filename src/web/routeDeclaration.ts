import type { RequestHandler } from 'express';
import type { PermissionName } from '../domain/access/permissions.js';
import type { Path } from './paths.js';

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
  /** A change so harmless that without a session the origin check is enough, and none is made for it. */
  readonly tokenOfSessionOnly?: true;
  readonly notes?: string;
}
