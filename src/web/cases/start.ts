import type { Request, RequestHandler, Response } from 'express';
import { may } from '../../domain/access/permissions.js';
import { dayOf, yearOf } from '../../domain/calendarDay.js';
import { caseReference } from '../../domain/repair/caseReference.js';
import { caseQueries, type EntryToRepair } from '../../queries/caseQueries.js';
import { withMark } from '../law/sourceWords.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { keyOf, newKey, problemOf } from './caseAccess.js';
import { entryCard } from './entryPresenter.js';
import { refusalText } from './refusalWords.js';

async function entryFor(dependencies: WebDependencies, req: Request, res: Response): Promise<EntryToRepair> {
  const item = await caseQueries(dependencies).entryToRepair(String(req.params['entryId']));
  if (item === null || !may(actorOf(res), 'case.start', item.entry)) throw notFound('entry');
  return item;
}

/** That opening costs nothing, and how long a draft is kept by which rule. */
function draftWords({ policy }: EntryToRepair, { t, lang }: Response['locals']): string {
  const { length: days, source } = policy.deadlines.DRAFT;
  return withMark(t('cases:start.noClock', { days }), source, lang);
}

function renderStart(res: Response, item: EntryToRepair, { key, problem }: { key: string; problem: string }): void {
  const { entry, verdict } = item;
  res.render('cases/start', {
    key,
    entry: entryCard(item, res.locals),
    noClock: draftWords(item, res.locals),
    enterpriseName: entry.enterpriseName,
    action: paths.cases.start.build({ entryId: entry.entryId }),
    blocked: verdict.ok ? '' : refusalText(verdict.refusal, res.locals),
    errors: problem === '' ? [] : [{ text: problem }],
    assisted: actorOf(res).role === 'WINDOW_CLERK',
  });
}

/** Asks before a case is opened; an entry whose case is open already leads to it. */
export const showStart =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const item = await entryFor(dependencies, req, res);
    if (item.openCase !== undefined) {
      res.redirect(303, paths.cases.show.build({ caseId: item.openCase.case.caseId }));
      return;
    }
    renderStart(res, item, { key: newKey(), problem: '' });
  };

/** Opens the case. The form's key is the case's id, so that a form sent twice opens one case. */
export const startCase =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { data, commands, clock } = dependencies;
    const item = await entryFor(dependencies, req, res);
    const key = keyOf(fields(req)['key']);
    if (item.openCase !== undefined) {
      res.redirect(303, paths.cases.show.build({ caseId: item.openCase.case.caseId }));
      return;
    }
    if (!item.verdict.ok) {
      res.status(422);
      renderStart(res, item, { key, problem: refusalText(item.verdict.refusal, res.locals) });
      return;
    }
    const { county, entryId } = item.entry;
    const year = yearOf(dayOf(clock()));
    const sequence = await data.counters.next(`case:${county}:${String(year)}`);
    const actor = actorOf(res);
    const outcome = await commands.cases.start({
      caseId: key,
      reference: caseReference(county, year, sequence),
      entryId,
      actor,
      assisted: actor.role === 'WINDOW_CLERK',
    });
    // A form sent again after its case was closed leads to that case.
    if (outcome.ok || (await data.cases.find(key)) !== null) {
      res.redirect(303, paths.cases.show.build({ caseId: key }));
      return;
    }
    const problem = problemOf(outcome, res);
    res.status(problem.status);
    renderStart(res, item, { key, problem: problem.text });
  };
