import type { RequestHandler, Response } from 'express';
import { homeOf } from '../account/homeOf.js';

/** The steps of a repair as the home page tells them; the words are `pages:home.steps.<step>`. */
const REPAIR_STEPS = ['register', 'learn', 'quiz', 'sign', 'review', 'exit'] as const;
const MATERIALS = ['duties', 'identity', 'phone'] as const;
const QUESTIONS = ['cost', 'time', 'who', 'after'] as const;

const ACCESSIBILITY_POINTS = ['keyboard', 'reader', 'contrast', 'zoom', 'noScript', 'typedName'] as const;
const PRIVACY_SECTIONS = ['what', 'why', 'who', 'long', 'rights', 'cookies'] as const;

interface PolicySource {
  readonly title: string;
  readonly issuer: string;
  readonly what: string;
}
const NATIONAL_SOURCES = ['order36', 'guoban22', 'eSignature', 'pipl', 'penaltyLaw'] as const;
const LOCAL_SOURCES = ['zhumadian2018', 'pingdingshan2021', 'zhengzhou2019', 'zhengdong2022', 'zhengzhou2016'] as const;

function sources(res: Response, keys: readonly string[]): PolicySource[] {
  const { t } = res.locals;
  return keys.map(key => ({
    title: t(`pages:policy.sources.${key}.title`),
    issuer: t(`pages:policy.sources.${key}.issuer`),
    what: t(`pages:policy.sources.${key}.what`),
  }));
}

/** Title and text of each point, from `<prefix>.<point>.title` and `.text`. */
function points(res: Response, prefix: string, keys: readonly string[]): { title: string; text: string }[] {
  const { t } = res.locals;
  return keys.map(key => ({ title: t(`${prefix}.${key}.title`), text: t(`${prefix}.${key}.text`) }));
}

export const showHome: RequestHandler = (_req, res) => {
  const { person } = res.locals;
  res.render('pages/home', {
    ownHref: person === null ? '' : homeOf(person.actor.role),
    steps: points(res, 'pages:home.steps', REPAIR_STEPS),
    materials: points(res, 'pages:home.materials', MATERIALS),
    questions: points(res, 'pages:home.questions', QUESTIONS),
  });
};

export const showAccessibility: RequestHandler = (_req, res) => {
  res.render('pages/accessibility', { points: points(res, 'pages:accessibility.points', ACCESSIBILITY_POINTS) });
};

export const showPrivacy: RequestHandler = (_req, res) => {
  res.render('pages/privacy', { sections: points(res, 'pages:privacy.sections', PRIVACY_SECTIONS) });
};

export const showPolicyBasis: RequestHandler = (_req, res) => {
  res.render('pages/policyBasis', { national: sources(res, NATIONAL_SOURCES), local: sources(res, LOCAL_SOURCES) });
};
