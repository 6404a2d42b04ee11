import type { RequestHandler } from 'express';
import { asLanguage, type Language } from '../i18n.js';
import { HttpProblem } from '../middleware/httpProblem.js';
import { safeRedirect } from '../middleware/safeRedirect.js';
import { fields } from '../middleware/setUpBodies.js';
import { LANGUAGE_COOKIE } from '../middleware/setUpLocals.js';
import { paths } from '../paths.js';

export interface LanguageDependencies {
  /** Keeps the language with the account, so that letters and the next visit use it. */
  readonly saveLanguage: (accountId: string, language: Language) => Promise<void>;
}

const ONE_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Leads back to the page the person was on, without a `lang` of its own that would win over the choice. */
function pageWithout(target: string): string {
  const url = new URL(target, 'http://own.invalid');
  url.searchParams.delete('lang');
  return `${url.pathname}${url.search}`;
}

/** Switches the language of this browser and, signed in, of the account, and returns to the same page. */
export const changeLanguage =
  ({ saveLanguage }: LanguageDependencies): RequestHandler =>
  async (req, res) => {
    const form = fields(req);
    const language = asLanguage(form['language']);
    if (!language) throw new HttpProblem(422, 'unknown language');
    res.cookie(LANGUAGE_COOKIE, language, {
      maxAge: ONE_YEAR_MS,
      httpOnly: true,
      sameSite: 'lax',
      secure: req.secure,
      path: '/',
    });
    const { person } = res.locals;
    if (person) await saveLanguage(person.actor.accountId, language);
    res.redirect(303, pageWithout(safeRedirect(form['returnTo'], paths.pages.home.build())));
  };
