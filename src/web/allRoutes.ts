import { pageRoutes, type PageDependencies } from './pages/pageRoutes.js';
import { type RouteDeclaration } from './routeDeclaration.js';
import { type WebDependencies } from './webDependencies.js';

/** What all handlers together need; a feature adds its own with `&`. */
export type RouteDependencies = PageDependencies & WebDependencies;

/** Every address of the site. A feature adds its routes here; nothing else registers an address. */
export const allRoutes: readonly RouteDeclaration<RouteDependencies>[] = [...pageRoutes];
