import type { RequestHandler, Response } from 'express';
import { dayOf, parseDay } from '../../domain/calendarDay.js';
import { halfWidth } from '../../domain/halfWidth.js';
import { ANSWER_LIMITS, type AnswerField, overlongAnswers } from '../../domain/repair/caseAnswers.js';
import { mayAct } from '../../domain/repair/mayAct.js';
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

/** What was typed, with line ends, full-width digits and signs of money made plain. */
function readAnswers(form: Form): CaseAnswers {
  const text = (name: AnswerField) => (form[name] ?? '').replaceAll('\r\n', '\n').trim();
  return {
    performance: text('performance'),
    receiptNumber: text('receiptNumber'),
    paidAmount: halfWidth(text('paidAmount')).replace(/[,，\s￥¥元]/g, ''),
    paidOn: halfWidth(text('paidOn')).replaceAll('/', '-'),
    improvement: text('improvement'),
  };
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
  key: string;
  errors: FieldError[];
  saved: boolean;
}

function renderAnswers(res: Response, repairCase: RepairCase, { answers, key, errors, saved }: AnswersPage): void {
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
    key,
    errors,
    saved,
    error: {
      performance: error('performance'),
      receiptNumber: error('receiptNumber'),
      paidAmount: error('paidAmount'),
      paidOn: error('paidOn'),
      improvement: error('improvement'),
    },
  });
}

export const showAnswers =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { case: repairCase } = await caseFor(dependencies, { req, res, permission: 'case.edit' });
    const { answers } = repairCase;
    renderAnswers(res, repairCase, { answers, key: newKey(), errors: [], saved: req.query['saved'] === '1' });
  };

/** Saves what is there, complete or not; what cannot be saved stays in the form. */
export const saveAnswers =
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { case: repairCase } = await caseFor(dependencies, { req, res, permission: 'case.edit' });
    const form = fields(req);
    const key = keyOf(form['key']);
    const answers = readAnswers(form);
    const errors = [
      ...answerErrors(answers, { t: res.locals.t, today: dayOf(dependencies.clock()) }),
      ...(await undrawableErrors(dependencies, { answers, t: res.locals.t })),
    ];
    if (errors.length > 0) {
      res.status(422);
      renderAnswers(res, repairCase, { answers, key, errors, saved: false });
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
