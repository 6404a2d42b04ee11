import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { CaseView } from '../../data/index.js';
import type { Refusal } from '../../domain/refusal.js';
import { nextCases, nextLeft, type QueueTab, reviewQueue } from '../../queries/queueQueries.js';
import { caseInReview, isBareQuestion, type ReviewDossier } from '../../queries/reviewQueries.js';
import { refusalText } from '../cases/refusalWords.js';
import { HttpProblem, notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields, query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { presentCase } from './casePresenter.js';
import { dossierOf } from './dossier.js';
import {
  filterQuery,
  nextFilter,
  queueAddress,
  readQueueFilter,
  readTrail,
  type Trail,
  trailQuery,
} from './queueForm.js';
import { presentQueue } from './queuePresenter.js';
import { type QueueReader, readerOf } from './queueReader.js';
import { readToken } from './reviewActForm.js';
import { hasForm } from './reviewActs.js';

const PAGE_SIZE = 30;
/** How many cases "next" tries when others are quicker. */
const NEXT_TRIES = 5;
const TOLD_ABOVE = ['release', 'answerDuties'];
const REFERENCE = /^[A-Z0-9-]{4,40}$/;
const CASE_ID = /^[\w-]{1,100}$/;

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
    const reader = readerOf(res, dependencies, { tab, ...readQueueFilter(req) });
    if (tab === 'late' && reader.actor.role !== 'CITY_REVIEWER') throw notFound('tab');
    const { filter, page } = reader.trail;
    const queue = await reviewQueue(dependencies, reader.actor, { tab, filter, page: { page, size: PAGE_SIZE } });
    res.render('review/queue', {
      ...presentQueue(queue, reader),
      key: randomUUID(),
      notice: noticeOf(query(req), reader),
    });
  };

/** What was just done, told once above the queue; only words of ours are shown. */
function noticeOf({ done = '', reference = '' }: Readonly<Record<string, string | undefined>>, reader: QueueReader) {
  const { t, trail } = reader;
  if (done === 'empty') {
    const filtered = Object.values(trail.filter).some(value => value !== undefined);
    return { text: t(filtered ? 'review:noNextFiltered' : 'review:noNext'), success: false };
  }
  if (!TOLD_ABOVE.includes(done) || !REFERENCE.test(reference)) return { text: '', success: false };
  return { text: t(`repair:done.${done}`, { reference }), success: true };
}

/**
 * Claims the nearest unclaimed case of the filtered queue that this person may decide, and opens it; of the person's own
 * cases it opens the nearest. The case the person comes from is not the next one.
 */
export const takeNext =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const actor = actorOf(res);
    const sent = fields(req);
    const { key } = readToken({ ...sent, seenVersion: '0' });
    const { filter } = readQueueFilter(req);
    const trail: Trail = { tab: 'waiting', filter, page: 1 };
    const except = CASE_ID.test(sent['after'] ?? '') ? sent['after'] : undefined;
    let tries = 0;
    for await (const { case: repairCase } of nextCases(dependencies, actor, { filter, except })) {
      const { entryId, caseId, version, assignee } = repairCase;
      const own = assignee?.accountId === actor.accountId;
      const outcome = own
        ? null
        : await dependencies.commands.cases.claim({ entryId, actor, key, seenVersion: version });
      if (outcome === null || outcome.ok) {
        res.redirect(303, paths.review.show.build({ caseId }, trailQuery(trail)));
        return;
      }
      if (outcome.pending === true) throw new HttpProblem(503, 'no worker answered a claim');
      tries += 1;
      if (tries === NEXT_TRIES) break;
    }
    res.redirect(303, queueAddress(trail, { done: 'empty' }));
  };

export const showCase =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { caseId } = req.params;
    // A question about duties may come before the case was ever submitted: its readers have a page of their own for it.
    if (typeof caseId === 'string' && (await isBareQuestion(dependencies, actorOf(res), caseId))) {
      res.redirect(303, paths.review.duties.build({ caseId }));
      return;
    }
    const view = await requireCase(dependencies, res, caseId);
    await renderCase(dependencies, res, { view });
  };

async function renderCase(
  dependencies: WebDependencies,
  res: Response,
  { view, refusal, pending = false }: { view: CaseView; refusal?: Refusal; pending?: boolean },
): Promise<void> {
  const reader = readerOf(res, dependencies);
  const dossier = await dossierOf(dependencies, view);
  const done = refusal === undefined && !pending ? (query(res.req)['done'] ?? '') : '';
  res.render('review/case', {
    ...presentCase(dossier, reader),
    done: await doneOf(dependencies, { done, dossier, reader }),
    key: randomUUID(),
    errors: refusal === undefined ? [] : [{ field: '', text: refusalText(refusal, reader) }],
    pending,
  });
}

interface Doing {
  readonly done: string;
  readonly dossier: ReviewDossier;
  readonly reader: QueueReader;
}

/** What this person has just done to the case, by its trail and not by the address alone, and how the work goes on. */
async function doneOf(dependencies: WebDependencies, { done, dossier, reader }: Doing) {
  const { caseId, reference } = dossier.view.case;
  const { actor, t, trail } = reader;
  const told = dossier.history.some(({ kind, actor: by }) => kind === done && by?.accountId === actor.accountId);
  if (!hasForm(done) || !told) return { text: '' };
  const filter = nextFilter(trail);
  const left = await nextLeft(dependencies, actor, { filter, except: caseId });
  const word = filter.holder === 'mine' ? 'review:nextMine' : 'review:nextLeft';
  return {
    text: t(`repair:done.${done}`, { reference }),
    next: left === 0 ? '' : t(word, { left }),
    action: paths.review.next.build(filterQuery(filter)),
    after: caseId,
  };
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
      const trail = readTrail(req);
      const back = queueAddress(trail, { done: 'release', reference });
      res.redirect(303, kind === 'claim' ? paths.review.show.build({ caseId }, trailQuery(trail)) : back);
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
