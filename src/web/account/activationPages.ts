import type { Request, RequestHandler, Response } from 'express';
import { SHORTEST_PASSWORD } from '../../accounts/index.js';
import { fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { AccountDependencies } from './accountDependencies.js';
import {
  answerRefused,
  type FormFault,
  formState,
  type FormState,
  missing,
  refusalWords,
  refusedWords,
  typed,
} from './formState.js';
import { homeOf } from './homeOf.js';
import { enter, grantOf, keepGrant, leaveNotice, takeNotice } from './session.js';

const addressOf = (req: Request): string => req.ip ?? 'unknown';
const CLAIM_FIELDS = ['code', 'uscc', 'name', 'idTail'] as const;
const CLAIM_FAULTS = { code: 'activationCode', uscc: 'uscc', name: 'representative', idTail: 'idTail' };

export const showActivate: RequestHandler = (_req, res) => {
  res.render('account/activate', { form: formState({ code: '', uscc: '', name: '', idTail: '' }) });
};

/** Code, credit code, name and last six of the ID number; all must belong together. */
export const submitActivate =
  ({ accounts, clock }: AccountDependencies): RequestHandler =>
  async (req, res) => {
    const { t } = res.locals;
    const values = typed(fields(req), CLAIM_FIELDS);
    const again = (faults: readonly FormFault[]) => {
      res.render('account/activate', { form: formState(values, faults) });
    };
    const faults = missing(t, values, CLAIM_FAULTS);
    if (faults.length > 0) {
      res.status(422);
      again(faults);
      return;
    }
    const signedInAs = res.locals.person?.actor.accountId;
    const answer = await accounts.claimInvitation({ ...values, address: addressOf(req), signedInAs });
    if (!answer.ok) {
      answerRefused(res, answer);
      again([{ field: 'code', text: refusedWords(t, answer) }]);
    } else if ('joined' in answer) {
      leaveNotice(req, 'joined', { signInName: answer.joined.signInName });
      res.redirect(303, signedInAs === undefined ? paths.account.signIn.build() : paths.account.show.build());
    } else {
      await keepGrant(req, answer.grant, clock());
      res.redirect(303, paths.account.newPassword.build());
    }
  };

type CodePurpose = 'ACTIVATE' | 'RESET';

const CODE_PAGES = {
  ACTIVATE: { words: 'activateByName', action: paths.account.activateByName.build(), fault: 'activationCode' },
  RESET: { words: 'resetCode', action: paths.account.resetCode.build(), fault: 'code' },
} as const;

function showCodeForm(res: Response, purpose: CodePurpose, page: { form: FormState; notice: string }): void {
  const { words, action } = CODE_PAGES[purpose];
  const { t } = res.locals;
  res.render('account/codeClaim', {
    ...page,
    action,
    isReset: purpose === 'RESET',
    title: t(`account:${words}.title`),
    lead: t(`account:${words}.lead`),
    codeHint: t(`account:${words}.codeHint`),
  });
}

/** Sign-in name and code: the first sign-in of officials and agents, and the second step of a reset. */
export const showCodeClaim =
  (purpose: CodePurpose): RequestHandler =>
  (req, res) => {
    showCodeForm(res, purpose, { form: formState({ name: '', code: '' }), notice: takeNotice(req, res) });
  };

export const submitCodeClaim =
  (purpose: CodePurpose) =>
  ({ accounts, clock }: AccountDependencies): RequestHandler =>
  async (req, res) => {
    const { t } = res.locals;
    const values = typed(fields(req), ['name', 'code']);
    const faults = missing(t, values, { name: 'signInName', code: CODE_PAGES[purpose].fault });
    if (faults.length > 0) {
      res.status(422);
      showCodeForm(res, purpose, { form: formState(values, faults), notice: '' });
      return;
    }
    const answer = await accounts.claimCode({ ...values, purpose, address: addressOf(req) });
    if (!answer.ok) {
      answerRefused(res, answer);
      const fault = { field: 'code', text: refusedWords(t, answer) };
      showCodeForm(res, purpose, { form: formState(values, [fault]), notice: '' });
      return;
    }
    await keepGrant(req, answer.grant, clock());
    res.redirect(303, paths.account.newPassword.build());
  };

function showPasswordForm(res: Response, faults: readonly FormFault[] = []): void {
  res.render('account/newPassword', { form: formState({}, faults), least: SHORTEST_PASSWORD });
}

/** Only after a right code, and for a quarter of an hour. */
export const showNewPassword =
  ({ clock }: AccountDependencies): RequestHandler =>
  (req, res) => {
    if (grantOf(req, clock()) === null) {
      leaveNotice(req, 'grantOver');
      res.redirect(303, paths.account.signIn.build());
      return;
    }
    showPasswordForm(res);
  };

export const submitNewPassword =
  ({ accounts, clock }: AccountDependencies): RequestHandler =>
  async (req, res) => {
    const { t } = res.locals;
    const grant = grantOf(req, clock());
    if (grant === null) {
      leaveNotice(req, 'grantOver');
      res.redirect(303, paths.account.signIn.build());
      return;
    }
    const sent = fields(req);
    const password = sent['password'] ?? '';
    if (password !== sent['again']) {
      res.status(422);
      showPasswordForm(res, [{ field: 'again', text: t('account:faults.again') }]);
      return;
    }
    const answer = await accounts.setPassword(grant, password);
    if (!answer.ok) {
      answerRefused(res, answer);
      showPasswordForm(res, [{ field: 'password', text: refusalWords(t, answer.refusal) }]);
      return;
    }
    delete req.session.grant;
    if ('joined' in answer) {
      leaveNotice(req, 'joined', { signInName: answer.joined.signInName });
      res.redirect(303, paths.account.signIn.build());
      return;
    }
    await enter(req, answer.person, clock());
    res.redirect(303, homeOf(answer.person.actor.role));
  };

export const showReset: RequestHandler = (_req, res) => {
  res.render('account/reset', { form: formState({ name: '' }) });
};

/** Known and unknown names get the same answer at the same moment: the work goes on after it. */
export const submitReset =
  ({ accounts, logger }: AccountDependencies): RequestHandler =>
  (req, res) => {
    const values = typed(fields(req), ['name']);
    const faults = missing(res.locals.t, values, { name: 'signInName' });
    if (faults.length > 0) {
      res.status(422).render('account/reset', { form: formState(values, faults) });
      return;
    }
    const { requestId } = res.locals;
    accounts.requestReset(values.name).catch((err: unknown) => {
      logger.error({ err, requestId }, 'reset code not sent');
    });
    leaveNotice(req, 'resetSent');
    res.redirect(303, paths.account.resetCode.build());
  };
