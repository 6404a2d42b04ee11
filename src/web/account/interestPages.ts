import type { RequestHandler, Response } from 'express';
import { notFound } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { AccountDependencies } from './accountDependencies.js';
import { answerRefused, formState, type FormState, refusalWords, typed } from './formState.js';
import { leaveNotice, takeNotice } from './session.js';

async function showPage(
  { accounts }: AccountDependencies,
  res: Response,
  page: { form: FormState; notice: string },
): Promise<void> {
  const firms = await accounts.interests.list(actorOf(res));
  const rows = firms.map(({ uscc, name }) => ({
    uscc,
    name,
    withdrawAction: paths.account.withdrawInterest.build({ uscc }),
  }));
  res.render('account/interests', { ...page, firms: rows });
}

export const showInterests =
  (dependencies: AccountDependencies): RequestHandler =>
  (req, res) =>
    showPage(dependencies, res, { form: formState({ uscc: '' }), notice: takeNotice(req, res) });

export const declareInterest =
  (dependencies: AccountDependencies): RequestHandler =>
  async (req, res) => {
    const values = typed(fields(req), ['uscc']);
    const answer = await dependencies.accounts.interests.declare(actorOf(res), values.uscc);
    if (!answer.ok) {
      answerRefused(res, answer);
      const fault = { field: 'uscc', text: refusalWords(res.locals.t, answer.refusal) };
      await showPage(dependencies, res, { form: formState(values, [fault]), notice: '' });
      return;
    }
    leaveNotice(req, 'interestDeclared', { uscc: answer.uscc });
    res.redirect(303, paths.account.interests.build());
  };

export const withdrawInterest =
  ({ accounts }: AccountDependencies): RequestHandler<{ uscc: string }> =>
  async (req, res) => {
    if (!(await accounts.interests.withdraw(actorOf(res), req.params.uscc))) throw notFound('declared interest');
    leaveNotice(req, 'interestWithdrawn', { uscc: req.params.uscc });
    res.redirect(303, paths.account.interests.build());
  };
