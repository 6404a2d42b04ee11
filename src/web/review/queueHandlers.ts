import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { CaseView } from '../../data/index.js';
import type { Refusal } from '../../domain/refusal.js';
import { claimable, caseInReview, type QueueTab, reviewQueue } from '../../queries/reviewQueries.js';
import { refusalText } from '../cases/refusalWords.js';
import { HttpProblem, notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields, query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { presentCase } from './casePresenter.js';
import { dossierOf } from './dossier.js';
import { readQueueFilter } from './queueForm.js';
import { presentQueue, type QueueReader } from './queuePresenter.js';
import { readToken } from './reviewActForm.js';
import { isReviewAct } from './reviewActs.js';

const PAGE_SIZE = 30;
/** How many cases "next" tries when others are quicker. */
const NEXT_TRIES = 5;
const REFERENCE = /^[A-Z0-9-]{4,40}$/;

export const readerOf = (res: Response, { clock }: Pick<WebDependencies, 'clock'>): QueueReader => ({
  actor: actorOf(res),
  t: res.locals.t,
  lang: res.locals.lang,
  now: clock(),
});

/** The case of the address when this reviewer may see it, else 404. */
export async function requireCase(dependencies: WebDependencies, res: Response, caseId: unknown): Promise<CaseView> {
  const view = typeof caseId === 'string' ? await caseInReview(dependencies, actorOf(res), caseId) : null;
  if (view === null) throw notFound('case');
  res.locals.caseId = view.case.caseId;
  return view;
}

/** One tab of the queue. */
export const showQueue =
  (tab: QueueTab) =>
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const reader = readerOf(res, dependencies);
    if (tab === 'late' && reader.actor.role !== 'CITY_REVIEWER') throw notFound('tab');
    const { filter, page } = readQueueFilter(req);
    const queue = await reviewQueue(dependencies, reader.actor, { tab, filter, page: { page, size: PAGE_SIZE } });
    res.render('review/queue', {
      ...presentQueue(queue, reader, { tab, filter }),
      key: randomUUID(),
      notice: noticeOf(query(req), reader),
    });
  };

/** What was just done, told once above the queue; only words of ours are shown. */
function noticeOf({ done = '', reference = '' }: Readonly<Record<string, string | undefined>>, { t }: QueueReader) {
  if (done === 'empty') return { text: t('review:noNext'), success: false };
  const known = isReviewAct(done) || done === 'release';
  if (!known || !REFERENCE.test(reference)) return { text: '', success: false };
  return { text: t(`review:done.${done}`, { reference }), success: true };
}

/** Claims the nearest unclaimed case that this person may decide, and opens it. */
export const takeNext =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const actor = actorOf(res);
    const key = readToken({ ...fields(req), seenVersion: '0' }).key;
    let tries = 0;
    for await (const { case: repairCase } of claimable(dependencies, actor)) {
      const { entryId, caseId, version } = repairCase;
      const outcome = await dependencies.commands.cases.claim({ entryId, actor, key, seenVersion: version });
      if (outcome.ok) {
        res.redirect(303, paths.review.show.build({ caseId }));
        return;
      }
      if (outcome.pending === true) throw new HttpProblem(503, 'no worker answered a claim');
      tries += 1;
      if (tries === NEXT_TRIES) break;
    }
    res.redirect(303, paths.review.queue.build({ done: 'empty' }));
  };

export const showCase =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const view = await requireCase(dependencies, res, req.params['caseId']);
    await renderCase(dependencies, res, { view });
  };

async function renderCase(
  dependencies: WebDependencies,
  res: Response,
  { view, refusal, pending = false }: { view: CaseView; refusal?: Refusal; pending?: boolean },
): Promise<void> {
  const reader = readerOf(res, dependencies);
  const dossier = await dossierOf(dependencies, view);
  res.render('review/case', {
    ...presentCase(dossier, reader),
    key: randomUUID(),
    errors: refusal === undefined ? [] : [{ field: '', text: refusalText(refusal, reader) }],
    pending,
  });
}

/** Claim or release; a refusal (someone was quicker) is told on the case as it is now. */
export const holdCase =
  (kind: 'claim' | 'release') =>
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { caseId, entryId, reference } = (await requireCase(dependencies, res, req.params['caseId'])).case;
    const act = { entryId, actor: actorOf(res), ...readToken(fields(req)) };
    const outcome = await dependencies.commands.cases[kind](act);
    if (outcome.ok) {
      const back = paths.review.queue.build({ done: 'release', reference });
      res.redirect(303, kind === 'claim' ? paths.review.show.build({ caseId }) : back);
      return;
    }
    const view = await requireCase(dependencies, res, caseId);
    res.status(outcome.pending === true ? 503 : 409);
    await renderCase(
      dependencies,
      res,
      outcome.pending === true ? { view, pending: true } : { view, refusal: outcome.refusal },
    );
  };
