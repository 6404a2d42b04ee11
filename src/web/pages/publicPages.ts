import type { RequestHandler, Response } from 'express';
import {
  type Source,
  SOURCE_IDS,
  SOURCE_KINDS,
  SOURCES,
  STANDING_WORDS,
  standingOf,
  STANDINGS,
} from '../../domain/law/sources.js';
import { homeOf } from '../account/homeOf.js';
import { documentWords } from '../law/sourceWords.js';

/** The steps of a repair as the home page tells them; the words are `pages:home.steps.<step>`. */
const REPAIR_STEPS = ['register', 'learn', 'quiz', 'sign', 'review', 'exit'] as const;
const MATERIALS = ['duties', 'identity', 'phone'] as const;
const QUESTIONS = ['cost', 'time', 'who', 'after'] as const;

const ACCESSIBILITY_POINTS = ['keyboard', 'reader', 'contrast', 'zoom', 'noScript', 'typedName'] as const;
const PRIVACY_SECTIONS = ['what', 'why', 'who', 'long', 'rights', 'cookies'] as const;

/** Kinds of sources in the order of the page that names them all. */
const SHOWN_KINDS = SOURCE_KINDS.filter(kind => kind !== 'MEMORY' && kind !== 'OWN');

/** Every document of the table, by its kind, with its standing. */
function sourceGroups({ t, lang }: Response['locals']) {
  return SHOWN_KINDS.map(kind => ({
    title: t(`policy:kind.${kind}`),
    sources: SOURCE_IDS.filter(id => SOURCES[id].kind === kind).map(id => {
      const { link }: Source = SOURCES[id];
      return { title: documentWords(id, lang), link: link ?? '', standing: STANDING_WORDS[standingOf(id)][lang] };
    }),
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
  const { t, lang } = res.locals;
  const standings = STANDINGS.map(id => ({ words: STANDING_WORDS[id][lang], meaning: t(`policy:standing.${id}`) }));
  res.render('pages/policyBasis', { standings, groups: sourceGroups(res.locals) });
};
