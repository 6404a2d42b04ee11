import type { Request, RequestHandler, Response } from 'express';
import type { CaseCommands, CaseOutcome } from '../../commands/caseCommands.js';
import type { Actor } from '../../domain/access/actor.js';
import type { PermissionName } from '../../domain/access/permissions.js';
import { type HumanEventKind, mayAct } from '../../domain/repair/mayAct.js';
import type { RepairCase } from '../../domain/repair/repairCase.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { caseFor, keyOf, newKey, problemOf } from './caseAccess.js';
import { refusalText } from './refusalWords.js';

interface Sending {
  entryId: string;
  actor: Actor;
  key: string;
  reason: string;
}

/** An act that is asked for on a page of its own: what it means, then one button. */
interface CaseAct {
  kind: HumanEventKind & ('register' | 'resubmit' | 'extendTraining' | 'askAuthority' | 'stateNoDuty' | 'withdraw');
  permission: PermissionName;
  /** A sentence that must be ticked. */
  declared: boolean;
  /** A reason may be given, or a text must be. */
  reasoned: boolean | 'required';
  irreversible: boolean;
  send: (cases: CaseCommands, sending: Sending) => Promise<CaseOutcome>;
}

export const registerAct: CaseAct = {
  kind: 'register',
  permission: 'case.edit',
  declared: true,
  reasoned: false,
  irreversible: false,
  send: (cases, { entryId, actor, key }) => cases.register({ entryId, actor, key }),
};
export const resubmitAct: CaseAct = {
  kind: 'resubmit',
  permission: 'case.edit',
  declared: true,
  reasoned: false,
  irreversible: false,
  send: (cases, { entryId, actor, key }) => cases.resubmit({ entryId, actor, key }),
};
export const extendTrainingAct: CaseAct = {
  kind: 'extendTraining',
  permission: 'case.edit',
  declared: false,
  reasoned: false,
  irreversible: false,
  send: (cases, { entryId, actor, key }) => cases.extendTraining({ entryId, actor, key }),
};
export const askAuthorityAct: CaseAct = {
  kind: 'askAuthority',
  permission: 'case.edit',
  declared: true,
  reasoned: 'required',
  irreversible: false,
  send: (cases, { entryId, actor, key, reason }) => cases.askAuthority({ entryId, actor, key, text: reason }),
};
export const stateNoDutyAct: CaseAct = {
  kind: 'stateNoDuty',
  permission: 'case.edit',
  declared: true,
  reasoned: false,
  irreversible: false,
  send: (cases, { entryId, actor, key }) => cases.stateNoDuty({ entryId, actor, key }),
};
export const withdrawAct: CaseAct = {
  kind: 'withdraw',
  permission: 'case.withdraw',
  declared: true,
  reasoned: true,
  irreversible: true,
  send: (cases, sending) => cases.withdraw(sending),
};

const LONGEST_REASON = 500;

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

function errorsOf(act: CaseAct, { declared, reason }: ActForm, { t }: Response['locals']): FieldError[] {
  const undeclared = act.declared && !declared;
  const long = act.reasoned !== false && reason.length > LONGEST_REASON;
  const blank = act.reasoned === 'required' && reason === '';
  return [
    ...(blank ? [{ text: t(`cases:act.${act.kind}.reasonMissing`), field: 'reason' }] : []),
    ...(long ? [{ text: t('cases:act.reasonTooLong', { most: LONGEST_REASON }), field: 'reason' }] : []),
    ...(undeclared ? [{ text: t('cases:act.declarationMissing'), field: 'declared' }] : []),
  ];
}

function renderAct(
  res: Response,
  { act, repairCase }: { act: CaseAct; repairCase: RepairCase },
  { form, errors }: { form: ActForm; errors: FieldError[] },
): void {
  const { t } = res.locals;
  const words = `cases:act.${act.kind}`;
  const { caseId, reference } = repairCase;
  const verdict = mayAct(repairCase, actorOf(res), act.kind);
  res.render('cases/act', {
    reference,
    caseHref: paths.cases.show.build({ caseId }),
    title: t(`${words}.title`),
    lead: t(`${words}.lead`),
    points: t(`${words}.points`).split('\n'),
    button: t(`${words}.button`),
    declaration: act.declared ? t(`${words}.declaration`) : '',
    warning: act.irreversible ? t(`${words}.warning`) : '',
    reasoned: act.reasoned !== false,
    reasonNeeded: act.reasoned === 'required',
    reasonLabel: t(act.reasoned === 'required' ? `${words}.reason` : 'cases:act.reason'),
    action: paths.cases[act.kind].build({ caseId }),
    blocked: verdict.ok ? '' : refusalText(verdict.refusal, res.locals),
    form,
    errors,
    declaredError: errors.find(({ field }) => field === 'declared')?.text ?? '',
    reasonError: errors.find(({ field }) => field === 'reason')?.text ?? '',
  });
}

export const showAct =
  (act: CaseAct) =>
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { case: repairCase } = await caseFor(dependencies, { req, res, permission: act.permission });
    const form = { key: newKey(), reason: '', declared: false };
    renderAct(res, { act, repairCase }, { form, errors: [] });
  };

export const doAct =
  (act: CaseAct) =>
  (dependencies: WebDependencies): RequestHandler =>
  async (req, res) => {
    const { case: repairCase } = await caseFor(dependencies, { req, res, permission: act.permission });
    const form = readForm(req);
    const errors = errorsOf(act, form, res.locals);
    if (errors.length > 0) {
      res.status(422);
      renderAct(res, { act, repairCase }, { form, errors });
      return;
    }
    const { entryId, caseId } = repairCase;
    const outcome = await act.send(dependencies.commands.cases, { entryId, actor: actorOf(res), ...form });
    if (outcome.ok) {
      res.redirect(303, paths.cases.show.build({ caseId }, { done: act.kind }));
      return;
    }
    const problem = problemOf(outcome, res);
    res.status(problem.status);
    renderAct(res, { act, repairCase }, { form, errors: [{ text: problem.text }] });
  };
