import type { Request, RequestHandler, Response } from 'express';
import { asLanguage, DEFAULT_LANGUAGE, type Language, LANGUAGES, type Translations } from '../i18n.js';
import { casesHomeOf } from '../menu.js';
import type { MenuItem, SignedInPerson } from './locals.js';

export const LANGUAGE_COOKIE = 'xinfu-lang';
const LANGUAGE_NAMES: Record<Language, string> = { zh: '简体中文', en: 'English' };

export type Identify = (req: Request) => Promise<SignedInPerson | null>;

function languageCookie(req: Request): Language | null {
  const pair = (req.get('cookie') ?? '').split(/;\s*/).find(text => text.startsWith(`${LANGUAGE_COOKIE}=`));
  return asLanguage(pair?.slice(LANGUAGE_COOKIE.length + 1));
}

/** The language a person chose (account), else this browser's (cookie), else the link's (?lang=), else Chinese. */
function chooseLanguage(req: Request, person: SignedInPerson | null): Language {
  return person?.language ?? languageCookie(req) ?? asLanguage(req.query['lang']) ?? DEFAULT_LANGUAGE;
}

function useLanguage(res: Response, language: Language, translations: Translations): void {
  res.locals.lang = language;
  res.locals.t = translations.translatorFor(language);
  res.locals.languageSwitch = LANGUAGES.map(code => ({
    language: code,
    label: LANGUAGE_NAMES[code],
    current: code === language,
  }));
  res.setHeader('Content-Language', language === 'zh' ? 'zh-CN' : 'en');
  res.vary('Cookie');
}

/** What any page needs even when the database is away: words, asset names, the address, no person yet. */
export function setUpLocals(site: {
  translations: Translations;
  assets: Readonly<Record<string, string>>;
  demo: boolean;
}): RequestHandler {
  return (req, res, next) => {
    useLanguage(res, chooseLanguage(req, null), site.translations);
    Object.assign(res.locals, {
      assets: site.assets,
      demo: site.demo,
      currentPath: req.method === 'GET' ? req.originalUrl : '/',
      csrfToken: () => '',
      tokenOfSession: () => '',
      person: null,
      menu: [],
      casesHome: null,
    });
    next();
  };
}

/** Adds the signed-in person: own language and the menu of what this person may do. */
export function setUpPerson(site: {
  translations: Translations;
  identify: Identify;
  menuFor: (res: Response, path: string) => readonly MenuItem[];
}): RequestHandler {
  return async (req, res, next) => {
    const person = await site.identify(req);
    res.locals.person = person;
    useLanguage(res, chooseLanguage(req, person), site.translations);
    res.locals.menu = site.menuFor(res, req.path);
    res.locals.casesHome = casesHomeOf(res);
    next();
  };
}
