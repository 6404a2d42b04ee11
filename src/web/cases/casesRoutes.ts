import type { RequestHandler } from 'express';
import { type Path, paths } from '../paths.js';
import type { RouteAccess, RouteDeclaration } from '../routeDeclaration.js';
import type { WebDependencies } from '../webDependencies.js';
import {
  askAuthorityAct,
  doAct,
  extendTrainingAct,
  registerAct,
  resubmitAct,
  showAct,
  stateNoDutyAct,
  withdrawAct,
} from './acts.js';
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
  ...form(paths.cases.register, 'case.edit', [showAct(registerAct), doAct(registerAct)]),
  ...form(paths.cases.answers, 'case.edit', [showAnswers, saveAnswers]),
  ...form(paths.cases.resubmit, 'case.edit', [showAct(resubmitAct), doAct(resubmitAct)]),
  ...form(paths.cases.extendTraining, 'case.edit', [showAct(extendTrainingAct), doAct(extendTrainingAct)]),
  ...form(paths.cases.askAuthority, 'case.edit', [showAct(askAuthorityAct), doAct(askAuthorityAct)]),
  ...form(paths.cases.stateNoDuty, 'case.edit', [showAct(stateNoDutyAct), doAct(stateNoDutyAct)]),
  ...form(paths.cases.withdraw, 'case.withdraw', [showAct(withdrawAct), doAct(withdrawAct)]),
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
