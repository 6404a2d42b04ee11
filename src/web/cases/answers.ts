import { createHash } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { dayOf, parseDay } from '../../domain/calendarDay.js';
import { halfWidth } from '../../domain/halfWidth.js';
import {
  ANSWER_LIMITS,
  type AnswerField,
  hasAnswers,
  mergeAnswers,
  overlongAnswers,
} from '../../domain/repair/caseAnswers.js';
import { mayAct } from '../../domain/repair/judge.js';
import type { CaseAnswers, RepairCase } from '../../domain/repair/repairCase.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import { undrawableFields } from '../undrawable.js';
import type { WebDependencies } from '../webDependencies.js';
import { caseFor, keyOf, newKey, problemOf } from './caseAccess.js';
import { refusalText } from './refusalWords.js';

interface FieldError {
  text: string;
  field?: string;
}
type Form = Readonly<Record<string, string | undefined>>;

const FIELDS = Object.keys(ANSWER_LIMITS) as AnswerField[];

/** What was typed, full-width digits and signs of money made plain; only the answers that were sent. */
function readAnswers(form: Form): Partial<CaseAnswers> {
  const plain: Partial<Record<AnswerField, (text: string) => string>> = {
    paidAmount: text => halfWidth(text).replace(/[,，\s￥¥元]/g, ''),
    paidOn: text => halfWidth(text).replaceAll('/', '-'),
  };
  const sent = FIELDS.flatMap(field => {
    const text = form[field]?.trim();
    return text === undefined ? [] : [[field, plain[field]?.(text) ?? text] as const];
  });
  return Object.fromEntries(sent);
}

const markOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64url').slice(0, 16);

/** What a form was opened with: a mark of each answer, so that the next form can tell what changed since. */
const seenMark = (answers: CaseAnswers): string => FIELDS.map(field => markOf(answers[field])).join('.');

/** Whether the form with this mark was opened with that text in that field; without a mark nothing is known to be. */
function shownBy(seen: string): (field: AnswerField, text: string) => boolean {
  const marks = seen.split('.');
  return (field, text) => marks[FIELDS.indexOf(field)] === markOf(text);
}

/** Faults of what was typed; an empty field is no fault, for it may be filled in another day. */
function answerErrors(answers: CaseAnswers, { t, today }: { t: Response['locals']['t']; today: string }): FieldError[] {
  const { paidAmount, paidOn } = answers;
  const wrong = (field: AnswerField, code: string) => ({ text: t(`cases:answers.error.${code}`), field });
  return [
    ...overlongAnswers(answers).map(field => ({
      text: t('cases:answers.error.tooLong', {
        name: t(`cases:answers.fields.${field}`),
        most: ANSWER_LIMITS[field],
      }),
      field,
    })),
    ...(paidAmount !== '' && !/^\d{1,12}(\.\d{1,2})?$/.test(paidAmount) ? [wrong('paidAmount', 'amount')] : []),
    ...(paidOn !== '' && parseDay(paidOn) === null ? [wrong('paidOn', 'day')] : []),
    ...(parseDay(paidOn) !== null && paidOn > today ? [wrong('paidOn', 'future')] : []),
  ];
}

/** The letter must be able to show every character of an answer. */
async function undrawableErrors(
  dependencies: WebDependencies,
  { answers, t }: { answers: CaseAnswers; t: Response['locals']['t'] },
): Promise<FieldError[]> {
  const found = await undrawableFields<AnswerField>(dependencies, { ...answers });
  return found.map(({ field, characters }) => ({ text: t('common:undrawable', { characters }), field }));
}

interface AnswersPage {
  answers: CaseAnswers;
  /** Answers that differ from what was saved meanwhile: both are shown. */
  disputed?: readonly AnswerField[];
  key: string;
  errors: FieldError[];
  saved: boolean;
}

function renderAnswers(
  res: Response,
  repairCase: RepairCase,
  { answers, disputed = [], key, errors, saved }: AnswersPage,
): void {
  const { caseId, reference, finedOnly, stage } = repairCase;
  const verdict = mayAct(repairCase, actorOf(res), 'saveAnswers');
  const error = (field: AnswerField) => errors.find(item => item.field === field)?.text ?? '';
  res.render('cases/answers', {
    reference,
    caseHref: paths.cases.show.build({ caseId }),
    action: paths.cases.answers.build({ caseId }),
    blocked: verdict.ok ? '' : refusalText(verdict.refusal, res.locals),
    finedOnly,
    isReturned: stage === 'RETURNED',
    limits: ANSWER_LIMITS,
    answers,
    seen: seenMark(repairCase.answers),
    stored: Object.fromEntries(disputed.map(field => [field, storedText(repairCase.answers[field], res)])),
    key,
    errors,
    saved,
    error: Object.fromEntries(FIELDS.map(field => [field, error(field)])),
  });
}

const storedText = (text: string, { locals: { t } }: Response): string =>
  text === '' ? t('cases:answers.storedNothing') : text;

export const showAnswers =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { case: repairCase } = await caseFor(dependencies, { req, res, permission: 'case.edit' });
    const { answers } = repairCase;
    renderAnswers(res, repairCase, { answers, key: newKey(), errors: [], saved: req.query['saved'] === '1' });
  };

/**
 * Saves what is there, complete or not; what cannot be saved stays in the form. An empty form wipes nothing, and what was
 * saved from another page since this one was opened is not overwritten unasked.
 */
export const saveAnswers =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { case: repairCase } = await caseFor(dependencies, { req, res, permission: 'case.edit' });
    const { t } = res.locals;
    const form = fields(req);
    const key = keyOf(form['key']);
    const sent = readAnswers(form);
    if (Object.values(sent).every(text => text === '') && hasAnswers(repairCase.answers)) {
      res.status(422);
      const errors = [{ text: t('cases:answers.error.empty'), field: 'performance' }];
      renderAnswers(res, repairCase, { answers: repairCase.answers, key, errors, saved: false });
      return;
    }
    const { answers, disputed } = mergeAnswers(repairCase.answers, sent, shownBy(form['seen'] ?? ''));
    const errors = [
      ...answerErrors(answers, { t, today: dayOf(dependencies.clock()) }),
      ...(await undrawableErrors(dependencies, { answers, t })),
    ];
    if (errors.length > 0 || disputed.length > 0) {
      const both = disputed.map(field => ({ text: t('cases:answers.error.changedMeanwhile'), field }));
      res.status(errors.length > 0 ? 422 : 409);
      renderAnswers(res, repairCase, { answers, disputed, key, errors: [...both, ...errors], saved: false });
      return;
    }
    const { entryId, caseId } = repairCase;
    const outcome = await dependencies.commands.cases.saveAnswers({ entryId, actor: actorOf(res), key, answers });
    if (outcome.ok) {
      const stays = form['then'] === 'stay';
      const answersPage = paths.cases.answers.build({ caseId }, { saved: '1' });
      res.redirect(303, stays ? answersPage : paths.cases.show.build({ caseId }, { done: 'answers' }));
      return;
    }
    const problem = problemOf(outcome, res);
    res.status(problem.status);
    renderAnswers(res, repairCase, { answers, key, errors: [{ text: problem.text }], saved: false });
  };
