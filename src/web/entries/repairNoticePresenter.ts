import type { Response } from 'express';
import { dayOf } from '../../domain/calendarDay.js';
import type { DeadlineRule } from '../../domain/policy/policy.js';
import type { EntryDetail } from '../../queries/entryQueries.js';
import { trainingNeed } from '../cases/entryPresenter.js';
import { standingMark, withMark } from '../law/sourceWords.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { countyName, listTypeName, tierName } from './names.js';

/** What the repair notice says about preparing: always two papers, and the training where the rules ask for it. */
const MATERIALS = ['commitment', 'performance', 'identity'] as const;
const RIGHTS = ['free', 'objection', 'window'] as const;

/** The repair notice that is served with the decision: period, first possible day, conditions, materials, limits, channel. */
export function repairNoticePage(
  res: Response,
  { detail, dependencies }: { detail: EntryDetail; dependencies: WebDependencies },
) {
  const { t, lang } = res.locals;
  const { entry, policy, firstDay, latestEnd } = detail;
  const { deadlines } = policy;
  const limit = (name: string, { length: days, source }: DeadlineRule) =>
    withMark(t(`entries:notice.limit.${name}`, { days }), source, lang);
  return {
    breadcrumbs: [
      { text: t('entries:list.title'), href: paths.entries.index.build() },
      { text: entry.enterpriseName, href: paths.entries.show.build({ entryId: entry.entryId }) },
      { text: t('entries:notice.title') },
    ],
    enterprise: entry.enterpriseName,
    rows: [
      { key: t('entries:column.uscc'), value: entry.uscc, mono: true },
      { key: t('entries:column.listType'), value: listTypeName(entry.listType, t) },
      { key: t('entries:column.tier'), value: tierName(entry.tier, t) },
      { key: t('entries:column.authority'), value: entry.authorityName },
      { key: t('entries:column.decisionNumber'), value: entry.decisionNumber },
      { key: t('entries:column.county'), value: countyName(entry.county, lang) },
    ],
    repairable: policy.repairable,
    firstDay,
    latestEnd,
    publicationStart: entry.publicationStart,
    materials: [...MATERIALS.map(name => t(`entries:notice.material.${name}`)), ...trainingNeed(policy, res.locals)],
    firstDayMark: standingMark(policy.sources.minMonths, lang),
    periodMark: standingMark(policy.sources.maxMonths, lang),
    limits: [limit('accept', deadlines.T2), limit('decide', deadlines.T3), limit('total', deadlines.T4)],
    rights: RIGHTS.map(name => t(`entries:notice.right.${name}`)),
    basis: policy.basis,
    address: `${dependencies.baseUrl}${paths.account.activate.build()}`,
    today: dayOf(dependencies.clock()),
  };
}
