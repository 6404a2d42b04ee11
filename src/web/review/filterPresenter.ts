import { mayUse } from '../../domain/access/permissions.js';
import { FILED_STAGES, LIST_TYPES, SIDE_STAGES } from '../../domain/repair/stages.js';
import { type QueueFilter, stagesOfDesk } from '../../queries/queueQueries.js';
import { ELSEWHERE, filterQuery, tabAddress } from './queueForm.js';
import type { QueueReader } from './queueReader.js';

/** The filter as it was chosen, with what each select of this tab offers. */
export function filterFields(reader: QueueReader) {
  const { t, trail } = reader;
  const { tab, filter } = trail;
  const all = { value: '', text: t('review:filter.all') };
  const holders = ['mine', 'unclaimed'].map(value => ({ value, text: t(`review:holder.${value}`) }));
  return {
    shown: tab === 'waiting' || tab === 'everywhere',
    action: tabAddress(tab),
    stages: [all, ...stageChoices(reader)],
    listTypes: [all, ...LIST_TYPES.map(value => ({ value, text: t(`review:listType.${value}`) }))],
    holders: tab === 'everywhere' ? [] : [all, ...holders],
    overdues: [all, { value: 'yes', text: t('review:filter.overdueOnly') }],
    ...chosen(filter),
  };
}

function stageChoices({ actor, t, trail: { tab } }: QueueReader) {
  const named = (value: string) => ({ value, text: t(`repair:stage.${value}`) });
  if (tab !== 'everywhere') return [...stagesOfDesk(actor), ...SIDE_STAGES].map(named);
  const elsewhere = mayUse(actor, 'review.queue') ? 'review:filter.elsewhere' : 'review:filter.open';
  return [{ value: ELSEWHERE, text: t(elsewhere) }, ...FILED_STAGES.map(named)];
}

/** The value of each field; empty for "all". */
function chosen(filter: QueueFilter) {
  const { stage = '', listType = '', holder = '', overdue = '', q = '' } = filterQuery(filter);
  return { stage, listType, holder, overdue, q };
}
