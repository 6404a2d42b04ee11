import type { Request, RequestHandler, Response } from 'express';
import type { CaseView } from '../../data/index.js';
import { OUTCOMES } from '../../domain/proceeding/form.js';
import { REASON_LENGTH } from '../../domain/repair/act.js';
import { mayAct, withImporters } from '../../domain/repair/judge.js';
import { dutyQuestion } from '../../queries/reviewQueries.js';
import { keyOf, newKey, problemOf } from '../cases/caseAccess.js';
import { refusalText } from '../cases/refusalWords.js';
import type { Translate } from '../i18n.js';
import { HttpProblem, notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import type { WebDependencies } from '../webDependencies.js';
import { type DutiesForm, presentDuties } from './dutiesPresenter.js';
import { queueAddress, readTrail } from './queueForm.js';
import { readerOf } from './queueReader.js';

/** The question of the address where this person may read it, else 404. */
async function requireQuestion(dependencies: WebDependencies, res: Response, caseId: unknown): Promise<CaseView> {
  const view = typeof caseId === 'string' ? await dutyQuestion(dependencies, actorOf(res), caseId) : null;
  if (view === null) throw notFound('question about duties');
  res.locals.caseId = view.case.caseId;
  return view;
}

async function render(
  dependencies: WebDependencies,
  res: Response,
  { view, form }: { view: CaseView; form: DutiesForm },
): Promise<void> {
  const { data } = dependencies;
  const { caseId, entryId } = view.case;
  const [entry, evidence, calendar] = await Promise.all([
    data.entries.findById(entryId),
    data.evidence.list(caseId),
    data.calendars.load(),
  ]);
  const importers = entry?.importers;
  const current = importers === undefined ? view : { ...view, case: withImporters(view.case, importers) };
  const verdict = mayAct(current.case, actorOf(res), 'answerDuties');
  const blocked = verdict.ok ? '' : refusalText(verdict.refusal, res.locals);
  const page = presentDuties({ view: current, entry, evidence, calendar, blocked }, readerOf(res, dependencies), form);
  res.render('review/duties', page);
}

/** What the firm asks about its duties, and the officer's form to answer it. */
export const showDuties =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const view = await requireQuestion(dependencies, res, req.params['caseId']);
    const round = view.case.dutyRequests?.at(-1)?.round ?? 0;
    const form: DutiesForm = { key: newKey(), round, outcome: '', reason: '', step: 'form', errors: [] };
    await render(dependencies, res, { view, form });
  };

/** Checks, asks once more, answers, and leads back to the queue, which tells it. */
export const answerDuties =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const view = await requireQuestion(dependencies, res, req.params['caseId']);
    const { confirmed, form } = readForm(req, res);
    if (form.errors.length > 0 || form.step === 'confirm') {
      if (form.errors.length > 0) res.status(422);
      await render(dependencies, res, { view, form });
      return;
    }
    if (!confirmed || form.outcome === '') {
      await render(dependencies, res, { view, form });
      return;
    }
    const { entryId, reference, caseId } = view.case;
    const { key, round, outcome, reason } = form;
    const answer = { entryId, actor: actorOf(res), key, round, outcome, reason };
    const done = await dependencies.commands.cases.answerDuties(answer);
    if (done.ok) {
      res.redirect(303, queueAddress(readTrail(req), { done: 'answerDuties', reference }));
      return;
    }
    const problem = problemOf(done, res);
    res.status(problem.status);
    const now = await requireQuestion(dependencies, res, caseId);
    await render(dependencies, res, { view: now, form: { ...form, errors: [{ field: '', text: problem.text }] } });
  };

/** The answer as typed; what is wrong with it; whether it was looked at once more. */
function readForm(req: Request, res: Response): { confirmed: boolean; form: DutiesForm } {
  const { t } = res.locals;
  const sent = fields(req);
  const round = Number(sent['round']);
  if (!Number.isSafeInteger(round) || round < 1) throw new HttpProblem(400, 'form without its request');
  const outcome = OUTCOMES.find(known => known === sent['outcome']) ?? '';
  const reason = (sent['reason'] ?? '').replaceAll('\r\n', '\n').trim();
  const errors = errorsOf({ outcome, reason }, t);
  const edits = sent['step'] === 'edit';
  const confirmed = sent['step'] === 'confirmed' && errors.length === 0;
  const step = edits || confirmed || errors.length > 0 ? 'form' : 'confirm';
  return { confirmed, form: { key: keyOf(sent['key']), round, outcome, reason, step, errors: edits ? [] : errors } };
}

function errorsOf({ outcome, reason }: Pick<DutiesForm, 'outcome' | 'reason'>, t: Translate): DutiesForm['errors'] {
  if (outcome === '') return [{ field: 'outcome', text: t('review:duties.error.outcome') }];
  if (outcome === 'NEGATIVE' && reason === '') return [{ field: 'reason', text: t('review:duties.error.reason') }];
  if (reason.length <= REASON_LENGTH) return [];
  return [{ field: 'reason', text: t('review:error.tooLong', { most: REASON_LENGTH }) }];
}
