import type { Response } from 'express';
import { type Standing, STANDING_WORDS, standingOf } from '../../domain/law/sources.js';
import { keysRead } from '../../domain/policy/keysRead.js';
import type { PolicyRow } from '../../domain/policy/policyRow.js';
import { type PolicyVersionHead, SEED } from '../../domain/policy/policyVersion.js';
import { listTypeName, tierName } from '../entries/names.js';
import { formatDate, formatDateTime, formatNumber } from '../format.js';
import { documentWords } from '../law/sourceWords.js';

type Locals = Pick<Response['locals'], 't' | 'lang'>;

const KEYS_READ = keysRead();
const MEGABYTE = 1024 * 1024;
const COLOURS: Readonly<Record<Standing, string>> = {
  ORIGINAL_READ: 'green',
  REPRINT: 'yellow',
  TO_VERIFY: 'orange',
  OWN_RULE: 'blue',
};

/** Steps of a case in their order, with the beginnings of the keys that belong to each; the first that fits counts. */
const GROUPS: readonly [group: string, keys: readonly string[]][] = [
  ['objections', ['limit.T13', 'limit.T14', 'limit.T15', 'limit.T18']],
  ['exit', ['limit.T10', 'limit.T11', 'limit.T12', 'limit.T16', 'limit.T17']],
  ['publication', ['publication.', 'tier.', 'regime.']],
  ['conditions', ['condition.', 'exclusion.', 'frequency.', 'talks.', 'channel.', 'invitation.', 'contact.']],
  ['training', ['training.']],
  ['quiz', ['quiz.', 'certificate.']],
  ['materials', ['material.', 'evidence.']],
  ['review', ['limit.', 'route.', 'correction.', 'clock.']],
  ['coverage', ['coverage.']],
  ['samr', ['samr.']],
];
const ORDER = [
  'publication',
  'conditions',
  'training',
  'quiz',
  'materials',
  'review',
  'exit',
  'objections',
  'coverage',
  'samr',
];

const groupOf = (key: string): string =>
  GROUPS.find(([, beginnings]) => beginnings.some(beginning => key.startsWith(beginning)))?.[0] ?? 'conditions';

/** What the figure is called. */
export const nameOfKey = (key: string, t: Locals['t']): string => t(`policy:name.${key.replaceAll('.', '-')}`);

/** The value with its unit as a person says it. */
export function valueWords({ value, unit }: PolicyRow, { t, lang }: Locals): string {
  if (typeof value === 'boolean') return t(value ? 'policy:switch.on' : 'policy:switch.off');
  if (typeof value === 'string') return CODE.test(value) ? choiceWords(value, t) : value;
  if (unit === 'bytes') return t('policy:megabytes', { number: formatNumber(value / MEGABYTE, lang) });
  if (unit === 'hour') return t('policy:hour', { number: value });
  return unit === 'count' ? String(value) : `${String(value)} ${t(`admin:policy.unit.${unit}`)}`;
}

const CODE = /^[A-Z][A-Z0-9_>]+$/;
const choiceWords = (value: string, t: Locals['t']): string => t(`policy:choice.${value.replaceAll('>', '-')}`);

function scopeText({ listType = 'ANY', tier = 'ANY' }: PolicyRow, { t }: Locals): string {
  const parts = [
    ...(listType === 'ANY' ? [] : [listTypeName(listType, t)]),
    ...(tier === 'ANY' ? [] : [tierName(tier, t)]),
  ];
  return parts.length === 0 ? t('admin:policy.everything') : parts.join(' · ');
}

function policyCells(row: PolicyRow, locals: Locals) {
  const { t, lang } = locals;
  const { effectiveFrom, effectiveTo } = row;
  const from = t('admin:policy.from', { day: formatDate(effectiveFrom, lang) });
  const to = effectiveTo === undefined ? '' : t('admin:policy.to', { day: formatDate(effectiveTo, lang) });
  const standing = standingOf(row.source);
  return [
    { text: nameOfKey(row.key, t), header: true, note: KEYS_READ.has(row.key) ? '' : t('admin:policy.shownOnly') },
    { text: valueWords(row, locals) },
    { text: scopeText(row, locals), note: t(`admin:policy.regime.${row.regime}`) },
    { text: documentWords(row.source, lang) },
    {
      tag: { text: STANDING_WORDS[standing][lang], colour: COLOURS[standing] },
      note: `${from} ${to}`.trim(),
    },
  ];
}

/** The words by which a row can be found: its name, its document. */
export const searchWords = (row: PolicyRow, { t, lang }: Locals): string =>
  `${nameOfKey(row.key, t)} ${documentWords(row.source, lang)}`.toLowerCase();

/** The rows as tables, one for each step that has any. */
export function policyTables(rows: readonly PolicyRow[], locals: Locals) {
  return ORDER.flatMap(group => {
    const members = rows.filter(({ key }) => groupOf(key) === group);
    const caption = locals.t(`policy:group.${group}`);
    return members.length === 0 ? [] : [{ caption, rows: members.map(row => policyCells(row, locals)) }];
  });
}

/** Accounts that made or approved any of the versions. */
export const makersOf = (versions: readonly PolicyVersionHead[]): string[] =>
  versions.flatMap(({ draftedBy, approvedBy }) => [draftedBy, approvedBy]).filter(by => by !== SEED);

const SHOWN_OF_ID = 12;
const VERSION_COLUMNS = ['version', 'effective', 'drafted', 'approved', 'standing'] as const;

/** Every version ever made, the last first: from when it holds, and who drafted and approved it. */
export function versionTable(
  versions: readonly PolicyVersionHead[],
  { names, inForce, today }: { names: ReadonlyMap<string, string>; inForce: string; today: string },
  { t, lang }: Locals,
) {
  const maker = (by: string) => (by === SEED ? t('admin:policy.bySystem') : (names.get(by) ?? by));
  return {
    caption: t('admin:policy.versions'),
    head: VERSION_COLUMNS.map(name => ({ text: t(`admin:policy.versionColumn.${name}`) })),
    rows: versions.map(({ versionId, effectiveDay, draftedBy, approvedBy, createdAt }) => [
      { text: versionId.slice(0, SHOWN_OF_ID), header: true },
      { text: formatDate(effectiveDay, lang) },
      { text: maker(draftedBy), note: formatDateTime(new Date(createdAt), lang) },
      { text: maker(approvedBy) },
      versionId === inForce
        ? { tag: { text: t('admin:policy.inForce'), colour: 'green' } }
        : { text: t(effectiveDay > today ? 'admin:policy.toCome' : 'admin:policy.past') },
    ]),
  };
}
