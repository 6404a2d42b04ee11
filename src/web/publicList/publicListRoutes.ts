import type { RequestHandler } from 'express';
import { publicEntry, publicExits, publicSearch } from '../../queries/entryQueries.js';
import { notFound } from '../middleware/httpProblem.js';
import { query } from '../middleware/setUpBodies.js';
import { pageNumber } from '../pagination.js';
import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import type { WebDependencies } from '../webDependencies.js';
import { publicListForm } from './publicListForm.js';
import { publicEntryPage, publicListPage } from './publicListPresenter.js';

const PAGE_SIZE = 20;
const EXITS_SHOWN = 10;

const search =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { q, page } = query(req);
    const form = publicListForm(q);
    const request = { page: pageNumber(page), size: PAGE_SIZE };
    const [found, exits] = await Promise.all([
      form.kind === 'search' ? publicSearch(dependencies, form.search, request) : null,
      publicExits(dependencies, { page: 1, size: EXITS_SHOWN }),
    ]);
    const error = form.kind === 'wrong' ? res.locals.t(`publicList:wrong.${form.code}`, form.values) : '';
    if (error !== '') res.status(422);
    res.render('publicList/search', publicListPage(res, { q: (q ?? '').trim(), error, found, exits }));
  };

const show =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const entry = await publicEntry(dependencies, String(req.params['entryId']));
    if (entry === null) throw notFound('public entry');
    res.render('publicList/show', publicEntryPage(res, entry));
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
];
