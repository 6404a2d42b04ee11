import type { RequestHandler, Response } from 'express';
import { SHORTEST_PASSWORD } from '../../accounts/index.js';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { AccountDependencies } from './accountDependencies.js';
import { answerRefused, type FormFault, formState, missing, refusedWords } from './formState.js';
import { ownAccountPage } from './ownAccountPresenter.js';
import { enter, leaveNotice, takeNotice } from './session.js';

export const showAccount =
  ({ accounts }: AccountDependencies): RequestHandler =>
  async (req, res) => {
    const actor = actorOf(res);
    const [own, sessions] = await Promise.all([accounts.own.overview(actor), accounts.own.sessionsOf(actor.accountId)]);
    if (own === null) throw notFound('own account');
    const wait = await accounts.contacts.waitOf(own.account);
    const page = ownAccountPage({ own, sessions, presentId: req.sessionID, actor, wait }, res.locals);
    res.render('account/show', { ...page, notice: takeNotice(req, res) });
  };

function showForm(res: Response, faults: readonly FormFault[] = []): void {
  res.render('account/password', { form: formState({}, faults), least: SHORTEST_PASSWORD });
}

export const showChangePassword: RequestHandler = (_req, res) => {
  showForm(res);
};

/** A right change ends every session, and this browser goes on in a new one. */
export const submitChangePassword =
  ({ accounts, clock }: AccountDependencies): RequestHandler =>
  async (req, res) => {
    const { t, person } = res.locals;
    const { accountId } = actorOf(res);
    const sent = fields(req);
    const [current = '', next = '', again = ''] = [sent['current'], sent['password'], sent['again']];
    const faults = missing(t, { current, password: next }, { current: 'current', password: 'password' });
    if (next !== again) faults.push({ field: 'again', text: t('account:faults.again') });
    if (faults.length > 0) {
      res.status(422);
      showForm(res, faults);
      return;
    }
    const answer = await accounts.own.changePassword({ accountId, current, next, address: req.ip ?? 'unknown' });
    if (!answer.ok) {
      const isAboutCurrent = ['passwordWrong', 'waitFirst'].includes(answer.refusal.code);
      answerRefused(res, answer);
      showForm(res, [{ field: isAboutCurrent ? 'current' : 'password', text: refusedWords(t, answer) }]);
      return;
    }
    if (person) await enter(req, person, clock());
    leaveNotice(req, 'passwordChanged');
    res.redirect(303, paths.account.show.build());
  };

export const endSession =
  ({ accounts }: AccountDependencies): RequestHandler<{ handle: string }> =>
  async (req, res) => {
    const ended = await accounts.own.revokeSession(actorOf(res).accountId, req.params.handle);
    if (!ended) throw notFound('session');
    leaveNotice(req, 'sessionEnded');
    res.redirect(303, paths.account.show.build());
  };

export const endOtherSessions =
  ({ accounts }: AccountDependencies): RequestHandler =>
  async (req, res) => {
    const ended = await accounts.own.revokeOtherSessions(actorOf(res).accountId, req.sessionID);
    leaveNotice(req, 'sessionsEnded', { number: String(ended) });
    res.redirect(303, paths.account.show.build());
  };
