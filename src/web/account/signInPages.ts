import type { RequestHandler, Response } from 'express';
import { safeRedirect } from '../middleware/safeRedirect.js';
import { fields, query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import type { AccountDependencies } from './accountDependencies.js';
import { answerRefused, formState, type FormState, missing, refusedWords, typed } from './formState.js';
import { homeOf } from './homeOf.js';
import { createPassport, trySignIn } from './passport.js';
import { enter, leave, takeNotice } from './session.js';

function showForm(res: Response, form: FormState, notice = ''): void {
  res.render('account/signIn', { form, notice });
}

/** What became of a form that came after the session had ended. */
const LATE_FORMS = ['kept', 'lost', 'files'] as const;

export const showSignIn: RequestHandler = (req, res) => {
  const next = safeRedirect(query(req)['next'], '');
  const { person } = res.locals;
  if (person) {
    res.redirect(303, next || homeOf(person.actor.role));
    return;
  }
  const form = LATE_FORMS.find(late => late === query(req)['form']);
  const late = form === undefined ? '' : res.locals.t(`account:lateForm.${form}`);
  showForm(res, formState({ name: '', next }), late || takeNotice(req, res));
};

/** Name and password; the answer to a wrong name and to a wrong password is the same. */
export function submitSignIn({ accounts, clock }: AccountDependencies): RequestHandler {
  const passport = createPassport(accounts);
  return async (req, res) => {
    const { t } = res.locals;
    const sent = fields(req);
    const values = { ...typed(sent, ['name']), next: safeRedirect(sent['next'], '') };
    const empty = missing(
      t,
      { ...values, password: sent['password'] ?? '' },
      {
        name: 'signInName',
        password: 'password',
      },
    );
    if (empty.length > 0) {
      res.status(422);
      showForm(res, formState(values, empty));
      return;
    }
    const answer = await trySignIn(passport, req, res);
    if (!answer.ok) {
      answerRefused(res, answer);
      showForm(res, formState(values, [{ field: 'name', text: refusedWords(t, answer) }]));
      return;
    }
    const { keptForm } = req.session;
    await enter(req, answer.person, clock());
    res.locals.adoptForm?.(keptForm, answer.person.actor.accountId);
    res.redirect(303, values.next || homeOf(answer.person.actor.role));
  };
}

/** Ends the session at the server, whoever asks; a stranger simply lands on the home page. */
export const submitSignOut =
  ({ baseUrl }: AccountDependencies): RequestHandler =>
  async (req, res) => {
    await leave(req, res, baseUrl.startsWith('https:'));
    res.redirect(303, paths.pages.home.build());
  };
