import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Express } from 'express';
import session from 'express-session';
import { pino } from 'pino';
import { type AppDependencies, createApp } from '../../src/app.js';
import { courseware } from '../../src/courseware/courseware.js';
import { missingGlyphs } from '../../src/documents/index.js';
import { outboxGateway } from '../../src/messaging/outboxGateway.js';
import { projectRoot } from '../../src/projectRoot.js';
import type { RouteDependencies } from '../../src/web/allRoutes.js';
import type { SignedInPerson } from '../../src/web/middleware/locals.js';
import { memoryLimiters } from '../../src/web/middleware/rateLimit.js';
import { loadPresentation, type Presentation } from '../../src/web/presentation.js';
import { fakePreviews } from './fakePreviews.js';

export const TEST_BASE_URL = 'http://xinfu.test';

/** Builds the browser assets unless those of the present sources are there. */
export async function ensureAssets(): Promise<void> {
  const sources = join(projectRoot, 'src/web/assets');
  const manifest = join(projectRoot, 'dist/assets/manifest.json');
  const newest = Math.max(...readdirSync(sources).map(name => statSync(join(sources, name)).mtimeMs));
  if (existsSync(manifest) && statSync(manifest).mtimeMs > newest) return;
  await promisify(execFile)(process.execPath, [join(projectRoot, 'engines/buildAssets.mjs')]);
}

/** Dependencies of the routes that do nothing; a test passes the ones it cares about, the others are absent. */
export function fakeRouteDependencies(given: Partial<RouteDependencies> = {}): RouteDependencies {
  const fakes: Partial<RouteDependencies> = {
    baseUrl: TEST_BASE_URL,
    demo: true,
    undrawable: missingGlyphs,
    previews: fakePreviews(),
    caseWorkflows: { stateOf: () => Promise.resolve('alive'), lost: () => Promise.resolve([]) },
    logger: pino({ level: 'silent' }),
    clock: () => Date.now(),
    readinessChecks: [],
    examOutages: { note: () => undefined },
    courseware: courseware([], []),
    saveLanguage: () => Promise.resolve(),
    ...(given.data !== undefined && { messages: outboxGateway(given.data) }),
    ...given,
  };
  return fakes as RouteDependencies;
}

export interface AppOptions extends Partial<Omit<AppDependencies, 'routes'>> {
  /** Everyone who sends a request is this person; null is a stranger. */
  readonly person?: SignedInPerson | null;
  readonly routes?: Partial<RouteDependencies>;
}

let presentation: Promise<Presentation> | undefined;

/** The real application with sessions and counters in memory; a key without words fails the test's request. */
export async function appWith({ person = null, routes = {}, ...given }: AppOptions = {}): Promise<Express> {
  await ensureAssets();
  presentation ??= loadPresentation((key, language) => {
    throw new Error(`No words for ${key} in ${language}`);
  });
  return createApp({
    baseUrl: TEST_BASE_URL,
    sessionSecret: 'a secret that only tests ever use, long enough',
    sessionStore: new session.MemoryStore(),
    limiters: memoryLimiters,
    trustProxy: 0,
    demo: true,
    logger: pino({ level: 'silent' }),
    clock: () => Date.now(),
    authentication: [],
    identify: () => Promise.resolve(person),
    routes: fakeRouteDependencies(routes),
    presentation: await presentation,
    ...given,
  });
}
