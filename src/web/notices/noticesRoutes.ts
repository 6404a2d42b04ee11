import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import type { WebDependencies } from '../webDependencies.js';
import { markAllRead, showInbox } from './notices.js';

const own = { permission: 'signedIn', object: 'notices meant for this person or desk' } as const;

export const noticesRoutes: readonly RouteDeclaration<WebDependencies>[] = [
  { method: 'get', path: paths.notices.inbox, ...own, handler: showInbox },
  { method: 'post', path: paths.notices.read, ...own, handler: markAllRead },
];
