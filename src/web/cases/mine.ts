import type { Request, RequestHandler, Response } from 'express';
import { parseUscc } from '../../domain/uscc.js';
import { caseQueries } from '../../queries/caseQueries.js';
import { formatDate } from '../format.js';
import { actorOf } from '../middleware/locals.js';
import { query } from '../middleware/setUpBodies.js';
import { pageNumber, paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { stageTag } from './caseWords.js';
import { firmCards } from './entryPresenter.js';
import { refusalText } from './refusalWords.js';

const PAGE_SIZE = 20;
const COLUMNS = ['reference', 'firm', 'openedOn', 'stage'] as const;

/** The firms of the person with their entries and cases. */
export const showMine =
  (dependencies: WebDependencies): RequestHandler =>
  async (_req, res) => {
    const firms = await caseQueries(dependencies).firms(actorOf(res).usccs);
    res.render('cases/mine', { firms: firmCards(firms, res.locals) });
  };

/** The window: finds a firm of the own county by its code and shows the same as the firm sees. */
export const showAssist =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { county } = actorOf(res);
    const typed = query(req)['uscc'] ?? '';
    const page = { uscc: typed, error: '', firms: [] as ReturnType<typeof firmCards>, begun: null };
    if (typed === '') {
      res.render('cases/assist', { ...page, begun: await begunHere(dependencies, req, res) });
      return;
    }
    const parsed = parseUscc(typed);
    if (!parsed.ok) {
      res.status(422).render('cases/assist', { ...page, error: refusalText(parsed.refusal, res.locals) });
      return;
    }
    const found = await caseQueries(dependencies).firms([parsed.uscc]);
    // A firm belongs to the window through its entries of the county; all others look unknown.
    const own = found
      .map(firm => ({ ...firm, entries: firm.entries.filter(({ entry }) => entry.county === county) }))
      .filter(({ entries }) => entries.length > 0);
    const error = own.length === 0 ? res.locals.t('cases:assist.none') : '';
    res.status(own.length === 0 ? 404 : 200).render('cases/assist', {
      ...page,
      error,
      firms: firmCards(own, res.locals),
    });
  };

/** The cases this clerk began, as a table; null where there is none yet. */
async function begunHere({ data }: WebDependencies, req: Request, res: Response) {
  const { t, lang } = res.locals;
  const request = { page: pageNumber(query(req)['page']), size: PAGE_SIZE };
  const list = await data.cases.assistedBy(actorOf(res).accountId, request);
  if (list.total === 0) return null;
  return {
    head: COLUMNS.map(name => ({ text: t(`cases:assist.column.${name}`) })),
    rows: list.items.map(({ case: { caseId, reference, uscc, openedAt, stage }, enterpriseName }) => [
      { text: reference, href: paths.cases.show.build({ caseId }), header: true, mono: true },
      { text: enterpriseName, note: uscc },
      { text: formatDate(new Date(openedAt), lang) },
      { tag: stageTag(stage, res.locals) },
    ]),
    pagination: paginationOf(list, t, page => paths.cases.assist.build({ page })),
  };
}
