import type { Response } from 'express';
import type { Policy } from '../../domain/policy/policy.js';
import type { EntryToRepair, FirmToRepair } from '../../queries/caseQueries.js';
import { formatDate } from '../format.js';
import { ruleWords, standingMark } from '../law/sourceWords.js';
import { paths } from '../paths.js';
import { stageTag } from './caseWords.js';
import { refusalText } from './refusalWords.js';

type Locals = Pick<Response['locals'], 't' | 'lang'>;

/** One list entry on the page of its firm: what it is, what can be done, from when. */
export function entryCard(item: EntryToRepair, locals: Locals) {
  const { t, lang } = locals;
  const { entry, openCase, lastCase, verdict, policy } = item;
  const date = (day: string) => formatDate(day, lang);
  const address = (caseId: string) => paths.cases.show.build({ caseId });
  return {
    title: t('cases:entry.title', { list: t(`cases:listType.${entry.listType}`), number: entry.decisionNumber }),
    rows: [
      { key: t('cases:facts.authority'), value: entry.authorityName },
      { key: t('cases:entry.decided'), value: date(entry.decisionDate) },
      { key: t('cases:facts.facts'), value: entry.facts },
      { key: t('cases:facts.tier'), value: t(`cases:tier.${entry.tier}`) },
      ...periodRows(item, locals),
    ],
    needs: [
      ...trainingNeed(policy, locals),
      t(entry.finedOnly ? 'cases:entry.needs.receipt' : 'cases:entry.needs.form'),
      t('cases:entry.needs.identity'),
      t('cases:entry.needs.sign'),
    ],
    state: {
      text: t(`cases:entryState.${entry.state}`),
      colour: entry.state === 'ACTIVE' ? 'orange' : 'grey',
    },
    open: openCase === undefined ? null : caseLine(openCase.case, locals, address(openCase.case.caseId)),
    last: lastCase === undefined ? null : caseLine(lastCase.case, locals, address(lastCase.case.caseId)),
    startHref: verdict.ok ? paths.cases.start.build({ entryId: entry.entryId }) : '',
    whyNot: verdict.ok || openCase !== undefined ? '' : refusalText(verdict.refusal, locals),
  };
}

/** From when it may be repaired and how long it is shown; of an entry that is over, since when. */
function periodRows({ entry, firstDay, lastDay, today, policy }: EntryToRepair, { t, lang }: Locals) {
  if (entry.state !== 'ACTIVE') {
    const { leftListAt } = entry;
    return leftListAt === undefined
      ? []
      : [{ key: t('cases:entry.leftOn'), value: formatDate(new Date(leftListAt), lang) }];
  }
  const from = today >= firstDay ? 'cases:entry.fromNow' : 'cases:entry.fromDay';
  return [
    {
      key: t('cases:entry.firstDay'),
      value: t(from, { date: formatDate(firstDay, lang) }),
      mark: standingMark(policy.sources.minMonths, lang),
    },
    {
      key: t('cases:entry.lastDay'),
      value: formatDate(lastDay, lang),
      mark: standingMark(policy.sources.maxMonths, lang),
    },
  ];
}

/** Training with the rule it comes from: needed, recommended, or not named. */
export function trainingNeed({ trainingMode, sources }: Policy, { t, lang }: Locals): string[] {
  if (trainingMode === 'OFF') return [];
  return [t(`cases:entry.needs.training.${trainingMode}`, { rule: ruleWords(sources.trainingMode, lang) })];
}

const caseLine = (
  { reference, stage }: { reference: string; stage: Parameters<typeof stageTag>[0] },
  locals: Locals,
  href: string,
) => ({ reference, tag: stageTag(stage, locals), href });

export const firmCards = (firms: readonly FirmToRepair[], locals: Locals) =>
  firms.map(({ uscc, name, entries }) => ({ uscc, name, entries: entries.map(entry => entryCard(entry, locals)) }));
