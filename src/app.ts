import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import type { Store } from 'express-session';
import type { Logger } from 'pino';
import { projectRoot } from './projectRoot.js';
import { allRoutes, type RouteDependencies } from './web/allRoutes.js';
import { readAssetManifest, setUpAssets } from './web/assets.js';
import { menuOf } from './web/menu.js';
import { setUpCsrf } from './web/middleware/csrf.js';
import { createErrorHandler, notFoundHandler } from './web/middleware/errorHandler.js';
import { setUpKeptForms } from './web/middleware/keptForms.js';
import type { LimiterFactory } from './web/middleware/rateLimit.js';
import { setUpBodies } from './web/middleware/setUpBodies.js';
import { type Identify, setUpLocals, setUpPerson } from './web/middleware/setUpLocals.js';
import { setUpRequestLog } from './web/middleware/setUpRequestLog.js';
import { setUpSecurity } from './web/middleware/setUpSecurity.js';
import { setUpSession } from './web/middleware/setUpSession.js';
import { setUpUnreadNotices } from './web/notices/unreadNotices.js';
import { type Presentation, VIEWS_FOLDER } from './web/presentation.js';
import { noteLostAnswers } from './web/quiz/noteLostAnswers.js';
import { mountRoutes } from './web/routing.js';

/** Everything the web application needs from outside; `server.ts` and the tests fill it in. */
export interface AppDependencies {
  readonly baseUrl: string;
  readonly sessionSecret: string;
  readonly sessionStore: Store;
  readonly limiters: LimiterFactory;
  readonly trustProxy: number;
  readonly demo: boolean;
  readonly logger: Logger;
  readonly clock: () => number;
  /** Passport and the like, run after the session and before the person is looked up. */
  readonly authentication: readonly RequestHandler[];
  /** The signed-in person of a request, or null. */
  readonly identify: Identify;
  readonly routes: RouteDependencies;
  readonly presentation: Presentation;
}

const ASSETS_FOLDER = join(projectRoot, 'dist/assets');

/** The web application, in the order a request meets its parts. */
export function createApp(dependencies: AppDependencies): Express {
  const { baseUrl, logger, clock, demo, trustProxy, identify, presentation } = dependencies;
  const { translations } = presentation;
  const https = baseUrl.startsWith('https:');
  const registered = new Set(allRoutes.map(route => route.path.pattern));

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // pages are never kept, so a digest of each would be worth nothing
  app.set('trust proxy', trustProxy);
  app.set('env', 'production'); // Express must never show a stack, whatever the environment says
  app.set('views', VIEWS_FOLDER);
  app.set('view engine', 'hbs');
  app.set('view cache', true);
  app.engine('hbs', presentation.engine);

  app.use(setUpRequestLog(logger));
  app.use(noteLostAnswers(dependencies.routes));
  app.use(setUpSecurity(https));
  app.use(setUpAssets(ASSETS_FOLDER));
  app.use(setUpLocals({ translations, assets: readAssetManifest(ASSETS_FOLDER), demo }));
  app.use(setUpSession({ secret: dependencies.sessionSecret, store: dependencies.sessionStore, https, clock }));
  app.use(setUpCsrf(baseUrl));
  app.use(setUpBodies());
  for (const handler of dependencies.authentication) app.use(handler);
  app.use(setUpPerson({ translations, identify, menuFor: menuOf(registered) }));
  app.use(setUpKeptForms({ secret: dependencies.sessionSecret, clock, baseUrl, data: dependencies.routes.data }));
  app.use(setUpUnreadNotices(dependencies.routes.data));
  mountRoutes(app, allRoutes, { dependencies: dependencies.routes, limiters: dependencies.limiters });
  app.use(notFoundHandler);
  app.use(createErrorHandler(logger));
  return app;
}
