import type { Request, RequestHandler, Response } from 'express';
import { sendForm } from '../../commands/caseCommands.js';
import type { ActKind } from '../../domain/repair/events.js';
import { actOf, fieldOf, mayAct, permissionOf } from '../../domain/repair/judge.js';
import type { RepairCase } from '../../domain/repair/repairCase.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { caseFor, keyOf, newKey, problemOf } from './caseAccess.js';
import { refusalText } from './refusalWords.js';

/** The text that the act's form asks for; undefined where it asks for none. */
const textOf = (kind: ActKind) => fieldOf(kind, 'text');
const isAsked = (kind: ActKind): boolean => textOf(kind)?.required === true;

interface ActForm {
  key: string;
  reason: string;
  declared: boolean;
}
interface FieldError {
  text: string;
  field?: string;
}

const readForm = (req: Request): ActForm => {
  const form = fields(req);
  return {
    key: keyOf(form['key']),
    reason: (form['reason'] ?? '').trim(),
    declared: form['declared'] === 'yes',
  };
};

function errorsOf(kind: ActKind, { declared, reason }: ActForm, { t }: Response['locals']): FieldError[] {
  const undeclared = actOf(kind).declared === true && !declared;
  const most = textOf(kind)?.most ?? Infinity;
  const blank = isAsked(kind) && reason === '';
  return [
    ...(blank ? [{ text: t(`repair:act.${kind}.reasonMissing`), field: 'reason' }] : []),
    ...(reason.length > most ? [{ text: t('cases:act.reasonTooLong', { most }), field: 'reason' }] : []),
    ...(undeclared ? [{ text: t('cases:act.declarationMissing'), field: 'declared' }] : []),
  ];
}

function renderAct(
  res: Response,
  { kind, repairCase }: { kind: ActKind; repairCase: RepairCase },
  { form, errors }: { form: ActForm; errors: FieldError[] },
): void {
  const { t } = res.locals;
  const words = `repair:act.${kind}`;
  const { declared, irreversible } = actOf(kind);
  const { caseId, reference } = repairCase;
  const verdict = mayAct(repairCase, actorOf(res), kind);
  res.render('cases/act', {
    reference,
    caseHref: paths.cases.show.build({ caseId }),
    title: t(`${words}.title`),
    lead: t(`${words}.lead`),
    points: t(`${words}.points`).split('\n'),
    button: t(`${words}.button`),
    declaration: declared === true ? t(`${words}.declaration`) : '',
    warning: irreversible === true ? t(`${words}.warning`) : '',
    reasoned: textOf(kind) !== undefined,
    reasonNeeded: isAsked(kind),
    reasonLabel: t(isAsked(kind) ? `${words}.reason` : 'cases:act.reason'),
    action: paths.cases[kind].build({ caseId }),
    blocked: verdict.ok ? '' : refusalText(verdict.refusal, res.locals),
    form,
    errors,
    declaredError: errors.find(({ field }) => field === 'declared')?.text ?? '',
    reasonError: errors.find(({ field }) => field === 'reason')?.text ?? '',
  });
}

export const showAct =
  (kind: ActKind) =>
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { case: repairCase } = await caseFor(dependencies, { req, res, permission: permissionOf(kind) });
    const form = { key: newKey(), reason: '', declared: false };
    renderAct(res, { kind, repairCase }, { form, errors: [] });
  };

export const doAct =
  (kind: ActKind) =>
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { case: repairCase } = await caseFor(dependencies, { req, res, permission: permissionOf(kind) });
    const form = readForm(req);
    const errors = errorsOf(kind, form, res.locals);
    if (errors.length > 0) {
      res.status(422);
      renderAct(res, { kind, repairCase }, { form, errors });
      return;
    }
    const { entryId, caseId } = repairCase;
    const text = textOf(kind);
    const input = text === undefined ? {} : { [text.name]: form.reason };
    const sent = { entryId, actor: actorOf(res), key: form.key, ...input };
    const outcome = await sendForm(dependencies.commands.cases, kind, sent);
    if (outcome.ok) {
      res.redirect(303, paths.cases.show.build({ caseId }, { done: kind }));
      return;
    }
    const problem = problemOf(outcome, res);
    res.status(problem.status);
    renderAct(res, { kind, repairCase }, { form, errors: [{ text: problem.text }] });
  };
