import type { RequestHandler } from 'express';
import { FIRM_ACTS, permissionOf } from '../../domain/repair/judge.js';
import { type Path, paths } from '../paths.js';
import type { RouteAccess, RouteDeclaration } from '../routeDeclaration.js';
import type { WebDependencies } from '../webDependencies.js';
import { doAct, showAct } from './acts.js';
import { saveAnswers, showAnswers } from './answers.js';
import { showAssist, showMine } from './mine.js';
import { lookUpProgress, showProgress } from './progress.js';
import { sendDocument, showCase, showHistory, showSubmission } from './show.js';
import { showStart, startCase } from './start.js';

type Route = RouteDeclaration<WebDependencies>;
type Handler = (dependencies: WebDependencies) => RequestHandler;

const IN_SCOPE = 'case of the own firm, county or department, else 404';
const read = (path: Path, handler: Handler): Route => ({
  method: 'get',
  path,
  permission: 'case.read',
  object: IN_SCOPE,
  handler,
});
/** A page and the form it sends back, under one permission. */
const form = (path: Path, permission: RouteAccess, [show, send]: readonly [Handler, Handler]): Route[] => [
  { method: 'get', path, permission, object: IN_SCOPE, handler: show },
  { method: 'post', path, permission, object: IN_SCOPE, handler: send },
];

/** The case as its firm sees it; the window acts in the same pages. */
export const casesRoutes: readonly Route[] = [
  { method: 'get', path: paths.cases.mine, permission: 'case.mine', object: 'own firms only', handler: showMine },
  {
    method: 'get',
    path: paths.cases.assist,
    permission: 'case.assisted',
    object: 'firm with an entry of the own county, else 404',
    handler: showAssist,
  },
  ...form(paths.cases.start, 'case.start', [showStart, startCase]),
  read(paths.cases.show, showCase),
  read(paths.cases.history, showHistory),
  read(paths.cases.submission, showSubmission),
  read(paths.cases.document, sendDocument),
  ...FIRM_ACTS.flatMap(kind => form(paths.cases[kind], permissionOf(kind), [showAct(kind), doAct(kind)])),
  ...form(paths.cases.answers, permissionOf('saveAnswers'), [showAnswers, saveAnswers]),
  {
    method: 'get',
    path: paths.cases.progress,
    permission: 'public',
    object: 'none',
    handler: () => showProgress,
  },
  {
    method: 'post',
    path: paths.cases.progress,
    permission: 'public',
    object: 'case by reference and end of the code; state and days only',
    handler: lookUpProgress,
    limit: { name: 'progress', points: 10, seconds: 60 },
  },
];
