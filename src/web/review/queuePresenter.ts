import type { Actor } from '../../domain/access/actor.js';
import { dayOf } from '../../domain/calendarDay.js';
import { applicableDeadline, attentionOf, daysLeft } from '../../domain/repair/deadlines.js';
import { mayAct } from '../../domain/repair/mayAct.js';
import type { CaseInBrief } from '../../domain/repair/repairCase.js';
import { LIST_TYPES } from '../../domain/repair/stages.js';
import { type QueueFilter, type QueueTab, type ReviewQueue, stagesOfDesk } from '../../queries/reviewQueries.js';
import { formatDate } from '../format.js';
import type { Language, Translate } from '../i18n.js';
import { paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import { filterQuery } from './queueForm.js';

export interface QueueReader {
  readonly actor: Actor;
  readonly t: Translate;
  readonly lang: Language;
  readonly now: number;
}

const ATTENTION_COLOURS = { CALM: 'green', HALF: 'yellow', NEAR: 'orange', OVERDUE: 'red' } as const;

/** Colour and word of how urgent a case is; the word says it all. */
export function attentionTag(repairCase: CaseInBrief, { t, now }: Pick<QueueReader, 't' | 'now'>) {
  const attention = attentionOf(repairCase, now) ?? 'CALM';
  return { text: t(`review:attention.${attention}`), colour: ATTENTION_COLOURS[attention] };
}

/** "还剩 3 个工作日", "今天到期" or "已超期 2 个工作日". */
export function leftText(left: number, unit: 'wd' | 'd', t: Translate): string {
  if (left === 0) return t('review:left.today');
  const days = Math.abs(left);
  return left > 0 ? t(`review:left.${unit}`, { days }) : t(`review:over.${unit}`, { days });
}

const TAB_ADDRESS: Record<QueueTab, string> = {
  waiting: paths.review.queue.build(),
  late: paths.review.late.build(),
  recent: paths.review.recent.build(),
};

/** The queue page: tabs with their numbers, the filter as it was, the rows. */
export function presentQueue(
  queue: ReviewQueue,
  reader: QueueReader,
  { tab, filter }: { tab: QueueTab; filter: QueueFilter },
) {
  const { t, actor } = reader;
  const { counts, page } = queue;
  const tabs: readonly QueueTab[] =
    actor.role === 'CITY_REVIEWER' ? ['waiting', 'late', 'recent'] : ['waiting', 'recent'];
  return {
    tab,
    tabs: tabs.map(name => ({
      text: t('review:tab.withCount', { name: t(`review:tab.${name}`), count: counts[name] }),
      href: TAB_ADDRESS[name],
      current: name === tab,
    })),
    stats: stats(queue, t),
    filter: filterFields(filter, actor, t),
    rows: page.items.map(view => row(view, queue, reader)),
    pagination: paginationOf(page, t, number =>
      ({ waiting: paths.review.queue, late: paths.review.late, recent: paths.review.recent })[tab].build({
        ...filterQuery(filter),
        page: number,
      }),
    ),
    filtered: Object.values(filter).some(value => value !== undefined),
    nextOffered: counts.unclaimed > 0,
  };
}

function stats({ counts }: ReviewQueue, t: Translate) {
  const to = paths.review.queue;
  return [
    { label: t('review:stat.waiting'), value: String(counts.waiting), href: to.build() },
    { label: t('review:stat.mine'), value: String(counts.mine), href: to.build({ holder: 'mine' }) },
    { label: t('review:stat.unclaimed'), value: String(counts.unclaimed), href: to.build({ holder: 'unclaimed' }) },
    { label: t('review:stat.overdue'), value: String(counts.overdue), href: to.build({ overdue: 'yes' }) },
  ];
}

function filterFields(filter: QueueFilter, actor: Actor, t: Translate) {
  const all = { value: '', text: t('review:filter.all') };
  return {
    stage: filter.stage ?? '',
    stages: [all, ...[...stagesOfDesk(actor), 'EXTENDED'].map(value => ({ value, text: t(`stages:${value}`) }))],
    listType: filter.listType ?? '',
    listTypes: [all, ...LIST_TYPES.map(value => ({ value, text: t(`review:listType.${value}`) }))],
    holder: filter.holder ?? '',
    holders: [all, ...['mine', 'unclaimed'].map(value => ({ value, text: t(`review:holder.${value}`) }))],
    overdue: filter.overdue === true ? 'yes' : '',
    overdues: [all, { value: 'yes', text: t('review:filter.overdueOnly') }],
    q: filter.q ?? '',
  };
}

function row(view: ReviewQueue['page']['items'][number], queue: ReviewQueue, reader: QueueReader) {
  const { t, lang, now, actor } = reader;
  const { case: repairCase, enterpriseName, countyName } = view;
  const { caseId, reference, listType, stage, version, assignee } = repairCase;
  const deadline = applicableDeadline(repairCase);
  const left = deadline === undefined ? 0 : daysLeft(deadline, queue.calendar, dayOf(now));
  return {
    reference,
    href: paths.review.show.build({ caseId }),
    firm: enterpriseName,
    county: countyName,
    listType: t(`review:listType.${listType}`),
    stage: t(`stages:${stage}`),
    due: deadline === undefined ? formatDate(new Date(repairCase.updatedAt), lang) : formatDate(deadline.due, lang),
    rule: deadline === undefined ? '' : t(`review:deadline.${deadline.id}`),
    left: deadline === undefined ? '' : leftText(left, deadline.unit, t),
    attention: attentionTag(repairCase, reader),
    holder: holderText(assignee?.accountId, queue.names, reader),
    claim: mayAct(repairCase, actor, 'claim').ok ? paths.review.claim.build({ caseId }) : '',
    version,
  };
}

function holderText(accountId: string | undefined, names: ReadonlyMap<string, string>, { t, actor }: QueueReader) {
  if (accountId === undefined) return t('review:holder.nobody');
  return accountId === actor.accountId ? t('review:holder.me') : (names.get(accountId) ?? t('review:holder.other'));
}
