import type { Response } from 'express';
import { dayOf } from '../../domain/calendarDay.js';
import type { EntryDetail } from '../../queries/entryQueries.js';
import { paths } from '../paths.js';
import type { WebDependencies } from '../webDependencies.js';
import { countyName, listTypeName, tierName } from './names.js';

/** What the repair notice says about preparing: always two papers, and the training where the rules ask for it. */
const MATERIALS = ['commitment', 'performance', 'identity'] as const;
const RIGHTS = ['free', 'objection', 'window'] as const;

/** The repair notice (F8, F18): period, first possible day, conditions, materials, limits, channel. */
export function repairNoticePage(
  res: Response,
  { detail, dependencies }: { detail: EntryDetail; dependencies: WebDependencies },
) {
  const { t, lang } = res.locals;
  const { entry, policy, firstDay, latestEnd } = detail;
  const { deadlines } = policy;
  const training = policy.trainingMode === 'REQUIRED' ? [t('entries:notice.material.training')] : [];
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
    materials: [...MATERIALS.map(name => t(`entries:notice.material.${name}`)), ...training],
    limits: [
      t('entries:notice.limit.accept', { days: deadlines.T2.length }),
      t('entries:notice.limit.decide', { days: deadlines.T3.length }),
      t('entries:notice.limit.total', { days: deadlines.T4.length }),
    ],
    rights: RIGHTS.map(name => t(`entries:notice.right.${name}`)),
    basis: policy.basis,
    address: `${dependencies.baseUrl}${paths.account.activate.build()}`,
    today: dayOf(dependencies.clock()),
  };
}
