import type { RequestHandler, Response } from 'express';
import { publicEntry, publicExits, publicSearch } from '../../queries/entryQueries.js';
import { notFound } from '../middleware/httpProblem.js';
import { query } from '../middleware/setUpBodies.js';
import { pageNumber } from '../pagination.js';
import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import type { WebDependencies } from '../webDependencies.js';
import { publicListForm, type PublicSearchForm } from './publicListForm.js';
import { exitsPage, publicEntryPage, publicListPage } from './publicListPresenter.js';

const PAGE_SIZE = 20;
const EXITS_SHOWN = 10;

const search =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { q, page } = query(req);
    const form = publicListForm(q);
    const request = { page: pageNumber(page), size: PAGE_SIZE };
    const [found, lately] = await Promise.all([
      form.kind === 'search' ? publicSearch(dependencies, form.search, request) : null,
      publicExits(dependencies, null, { page: 1, size: EXITS_SHOWN }),
    ]);
    const error = refuseSearch(form, res);
    const byCode = form.kind === 'search' && 'uscc' in form.search;
    res.render('publicList/search', publicListPage(res, { q: (q ?? '').trim(), error, byCode, found, exits: lately }));
  };

/** Firms that left the list after repair, newest first: all of them, or those searched for. */
const exits =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { q, page } = query(req);
    const form = publicListForm(q);
    const wanted = form.kind === 'search' ? form.search : null;
    const request = { page: pageNumber(page), size: PAGE_SIZE };
    const found = form.kind === 'wrong' ? null : await publicExits(dependencies, wanted, request);
    const error = refuseSearch(form, res);
    res.render('publicList/exits', exitsPage(res, { q: (q ?? '').trim(), error, found }));
  };

/** What is wrong with the search, in words, and the status that says so; empty where nothing is. */
function refuseSearch(form: PublicSearchForm, res: Response): string {
  if (form.kind !== 'wrong') return '';
  res.status(422);
  return res.locals.t(`publicList:wrong.${form.code}`, form.values);
}

const show =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const found = await publicEntry(dependencies, String(req.params['entryId']));
    if (found === null) throw notFound('public entry');
    res.render('publicList/show', publicEntryPage(res, found));
  };

const open = {
  permission: 'public',
  object: 'active entries that are not masked and not past their publication, else 404',
  limit: { name: 'publicList', points: 40, seconds: 60 },
} as const;

/** What anyone may look up without signing in. */
export const publicListRoutes: readonly RouteDeclaration<WebDependencies>[] = [
  { method: 'get', path: paths.publicEntries.search, ...open, handler: search },
  { method: 'get', path: paths.publicEntries.show, ...open, handler: show },
  {
    method: 'get',
    path: paths.exits.list,
    ...open,
    object: 'entries that left the list after repair',
    handler: exits,
  },
];
