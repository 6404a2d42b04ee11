import type { Translate } from '../i18n.js';

/** Sources that have a name a reader knows; a row may name several, and research marks that mean nothing to a reader. */
const NAMED: Readonly<Record<string, string>> = {
  F2: 'order36',
  F3: 'order36',
  F6: 'order36',
  F20: 'order36',
  F7: 'guoban22',
  F8: 'guoban22',
  F17: 'henan',
  F18: 'henan',
  F15: 'materials',
  F16: 'materials',
  F19: 'materials',
  F28: 'penaltyLaw',
  F29: 'eSignature',
  'S0-27': 'rotation',
  'S4-29': 'rotation',
};
const OWN_RULE = 'platform';

/** The source of a figure or refusal (`F17, F6`) in words; what has no name is the platform's own rule. */
export function ruleWords(t: Translate, source: string): string {
  const names = source.split(/[,;]\s*/).flatMap(tag => NAMED[tag.trim()] ?? []);
  const known = names.length > 0 ? [...new Set(names)] : [OWN_RULE];
  return known.map(name => t(`refusals:rule.${name}`)).join(t('refusals:rule.separator'));
}
