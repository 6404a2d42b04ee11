import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import type { Store } from 'express-session';
import type { Logger } from 'pino';
import { projectRoot } from './projectRoot.js';
import { allRoutes, type RouteDependencies } from './web/allRoutes.js';
import { readAssetManifest, setUpAssets } from './web/assets.js';
import { createHandlebarsEngine } from './web/handlebarsEngine.js';
import { loadTranslations } from './web/i18n.js';
import { menuOf } from './web/menu.js';
import { setUpCsrf } from './web/middleware/csrf.js';
import { createErrorHandler, notFoundHandler } from './web/middleware/errorHandler.js';
import type { LimiterFactory } from './web/middleware/rateLimit.js';
import { setUpBodies } from './web/middleware/setUpBodies.js';
import { type Identify, setUpLocals, setUpPerson } from './web/middleware/setUpLocals.js';
import { setUpRequestLog } from './web/middleware/setUpRequestLog.js';
import { setUpSecurity } from './web/middleware/setUpSecurity.js';
import { setUpSession } from './web/middleware/setUpSession.js';
import { setUpUnreadNotices } from './web/notices/unreadNotices.js';
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
  /** Called for a key without words; a test throws, the server logs. */
  readonly onMissingKey?: (key: string, language: string) => void;
}

const folders = {
  views: join(projectRoot, 'views'),
  locales: join(projectRoot, 'src/web/locales'),
  assets: join(projectRoot, 'dist/assets'),
};

/** The web application, in the order a request meets its parts. */
export async function createApp(dependencies: AppDependencies): Promise<Express> {
  const { baseUrl, logger, clock, demo, trustProxy, identify } = dependencies;
  const https = baseUrl.startsWith('https:');
  const logMissingKey = (key: string, language: string) => {
    logger.error({ key, language }, 'no words for a key');
  };
  const translations = await loadTranslations(folders.locales, dependencies.onMissingKey ?? logMissingKey);
  const registered = new Set(allRoutes.map(route => route.path.pattern));

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // pages are never kept, so a digest of each would be worth nothing
  app.set('trust proxy', trustProxy);
  app.set('env', 'production'); // Express must never show a stack, whatever the environment says
  app.set('views', folders.views);
  app.set('view engine', 'hbs');
  app.set('view cache', true);
  app.engine('hbs', createHandlebarsEngine(folders.views));

  app.use(setUpRequestLog(logger));
  app.use(setUpSecurity(https));
  app.use(setUpAssets(folders.assets));
  app.use(setUpLocals({ translations, assets: readAssetManifest(folders.assets), demo }));
  app.use(setUpSession({ secret: dependencies.sessionSecret, store: dependencies.sessionStore, https, clock }));
  app.use(setUpCsrf(baseUrl));
  app.use(setUpBodies());
  for (const handler of dependencies.authentication) app.use(handler);
  app.use(setUpPerson({ translations, identify, menuFor: menuOf(registered) }));
  app.use(setUpUnreadNotices(dependencies.routes.data));
  mountRoutes(app, allRoutes, { dependencies: dependencies.routes, limiters: dependencies.limiters });
  app.use(notFoundHandler);
  app.use(createErrorHandler(logger));
  return app;
}
