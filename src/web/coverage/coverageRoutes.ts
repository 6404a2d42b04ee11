import type { Request, RequestHandler, Response } from 'express';
import { may } from '../../domain/access/permissions.js';
import { coverageView } from '../../queries/coverageQueries.js';
import { writeCsv } from '../../spreadsheets/writeCsv.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import type { WebDependencies } from '../webDependencies.js';
import { coverageForm, type FirmsForm, firmsForm, WITHOUT_COUNTY } from './coverageForm.js';
import { coveragePage, coverageSheet } from './coveragePresenter.js';
import { firmsPage, firmsSheet } from './firmsPresenter.js';

const showCoverage =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const form = coverageForm(query(req), dependencies.clock());
    const view = await coverageView(dependencies, form.asOf);
    res.status(form.error === null ? 200 : 422).render('coverage/index', await coveragePage(res, form, view));
  };

/** The form of a drill-down the reader may see; another county, no such county and no firms' list at all look the same. */
function firmsFormInScope(req: Request, res: Response, now: number): FirmsForm {
  const form = firmsForm(query(req), now);
  const object = typeof form.county === 'string' && form.county !== WITHOUT_COUNTY ? { county: form.county } : {};
  if (form.county === null || !may(actorOf(res), 'coverage.firms', object)) throw notFound('county');
  return form;
}

const showFirms =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const form = firmsFormInScope(req, res, dependencies.clock());
    res.render('coverage/firms', firmsPage(res, form, await coverageView(dependencies, form.asOf)));
  };

function sendCsv(res: Response, name: string, rows: readonly (readonly string[])[]): void {
  res.attachment(name).type('text/csv; charset=utf-8').send(writeCsv(rows));
}

const downloadCoverage =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { asOf } = coverageForm(query(req), dependencies.clock());
    sendCsv(res, `coverage-${asOf}.csv`, coverageSheet(res, await coverageView(dependencies, asOf)));
  };

const downloadFirms =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const form = firmsFormInScope(req, res, dependencies.clock());
    sendCsv(res, `firms-${form.asOf}.csv`, firmsSheet(res, form, await coverageView(dependencies, form.asOf)));
  };

const firmsRule = {
  permission: 'coverage.firms',
  object: 'firms of the own county, all for the city, else 404',
} as const;

/** Coverage of the training: figures of all counties for administrators, the firms behind them by scope. */
export const coverageRoutes: readonly RouteDeclaration<WebDependencies>[] = [
  { method: 'get', path: paths.coverage.index, permission: 'coverage.read', object: 'none', handler: showCoverage },
  { method: 'get', path: paths.coverage.csv, permission: 'coverage.read', object: 'none', handler: downloadCoverage },
  { method: 'get', path: paths.coverage.firms, ...firmsRule, handler: showFirms },
  { method: 'get', path: paths.coverage.firmsCsv, ...firmsRule, handler: downloadFirms },
];
