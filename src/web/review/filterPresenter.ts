import { mayUse } from '../../domain/access/permissions.js';
import { FILED_STAGES, LIST_TYPES } from '../../domain/repair/stages.js';
import { stagesOfDesk } from '../../queries/queueQueries.js';
import { ELSEWHERE, tabAddress } from './queueForm.js';
import type { QueueReader } from './queueReader.js';

/** The filter as it was chosen, with what each select of this tab offers. */
export function filterFields({ actor, t, trail: { tab, filter } }: QueueReader) {
  const all = { value: '', text: t('review:filter.all') };
  const everywhere = tab === 'everywhere';
  const stages = everywhere ? FILED_STAGES : [...stagesOfDesk(actor), 'EXTENDED'];
  const desk = mayUse(actor, 'review.queue') ? 'review:filter.elsewhere' : 'review:filter.open';
  return {
    shown: tab === 'waiting' || everywhere,
    action: tabAddress(tab),
    stage: filter.elsewhere === true ? ELSEWHERE : (filter.stage ?? ''),
    stages: [
      all,
      ...(everywhere ? [{ value: ELSEWHERE, text: t(desk) }] : []),
      ...stages.map(value => ({ value, text: t(`stages:${value}`) })),
    ],
    listType: filter.listType ?? '',
    listTypes: [all, ...LIST_TYPES.map(value => ({ value, text: t(`review:listType.${value}`) }))],
    holder: filter.holder ?? '',
    holders: everywhere
      ? []
      : [all, ...['mine', 'unclaimed'].map(value => ({ value, text: t(`review:holder.${value}`) }))],
    overdue: filter.overdue === true ? 'yes' : '',
    overdues: [all, { value: 'yes', text: t('review:filter.overdueOnly') }],
    q: filter.q ?? '',
  };
}
