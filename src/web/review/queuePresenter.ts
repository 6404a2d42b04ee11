import { may, mayUse } from '../../domain/access/permissions.js';
import { dayOf } from '../../domain/calendarDay.js';
import { daysLeft } from '../../domain/proceeding/clock.js';
import { applicableDeadline, attentionOf } from '../../domain/repair/deadlines.js';
import { openRequest } from '../../domain/repair/dutyRequest.js';
import { stepOf } from '../../domain/repair/fourEyes.js';
import { mayAct, objectOf } from '../../domain/repair/judge.js';
import type { CaseInBrief, Deadline } from '../../domain/repair/repairCase.js';
import { isClosed } from '../../domain/repair/stages.js';
import type { WorkCalendar } from '../../domain/workCalendar.js';
import type { QueueTab, ReviewQueue } from '../../queries/queueQueries.js';
import { countyName } from '../entries/names.js';
import { formatDate } from '../format.js';
import type { Translate } from '../i18n.js';
import { paginationOf } from '../pagination.js';
import { paths } from '../paths.js';
import { filterFields } from './filterPresenter.js';
import { ELSEWHERE, filterQuery, queueAddress, tabAddress, trailQuery } from './queueForm.js';
import type { QueueReader } from './queueReader.js';

type Line = ReviewQueue['page']['items'][number];

const ATTENTION_COLOURS = { CALM: 'green', HALF: 'yellow', NEAR: 'orange', OVERDUE: 'red' } as const;

/** Colour and word of how urgent a case is; the word says it all. */
export function attentionTag(repairCase: CaseInBrief, { t, now }: Pick<QueueReader, 't' | 'now'>) {
  const attention = attentionOf(repairCase, now) ?? 'CALM';
  return { text: t(`review:attention.${attention}`), colour: ATTENTION_COLOURS[attention] };
}

/** "还剩 3 个工作日", "今天到期" or "已超期 2 个工作日". */
function leftText(deadline: Deadline, calendar: WorkCalendar, { t, now }: QueueReader): string {
  const { unit, dueAt } = deadline;
  const left = daysLeft(deadline, calendar, dayOf(now));
  if (left === 0) return t(dueAt < now ? 'review:over.now' : 'review:left.today');
  const days = Math.abs(left);
  return left > 0 ? t(`review:left.${unit}`, { days }) : t(`review:over.${unit}`, { days });
}

/** The queue page: tabs with their numbers, the filter as it was, the rows. Who has no desk sees the cases alone. */
export function presentQueue(queue: ReviewQueue, reader: QueueReader) {
  const { t, trail } = reader;
  const { tab, filter } = trail;
  const { counts, page } = queue;
  return {
    tab,
    title: t(counts === null ? 'review:everywhereTitle' : 'review:title'),
    hasDesk: counts !== null,
    tabs: tabs(queue, reader),
    stats: stats(queue, t),
    filter: filterFields(reader),
    showsEnd: tab === 'recent',
    showsWith: tab === 'everywhere',
    rows: page.items.map(view => row(view, queue, reader)),
    pagination: paginationOf(page, t, number => queueAddress({ ...trail, page: number })),
    filtered: Object.values(filter).some(value => value !== undefined),
    next: nextButton(queue, reader),
  };
}

function tabs({ counts }: ReviewQueue, { actor, t, trail }: QueueReader) {
  if (counts === null) return [];
  const late: QueueTab[] = actor.role === 'CITY_REVIEWER' ? ['late'] : [];
  const names: QueueTab[] = ['waiting', ...late, 'everywhere', 'recent'];
  return names.map(name => ({
    text: t('review:tab.withCount', { name: t(`review:tab.${name}`), count: counts[name] }),
    href: tabAddress(name),
    current: name === trail.tab,
  }));
}

function stats({ counts }: ReviewQueue, t: Translate) {
  if (counts === null) return [];
  const to = paths.review.queue;
  const elsewhere = paths.review.everywhere.build({ stage: ELSEWHERE });
  return [
    { label: t('review:stat.waiting'), value: String(counts.waiting), href: to.build() },
    { label: t('review:stat.mine'), value: String(counts.mine), href: to.build({ holder: 'mine' }) },
    { label: t('review:stat.unclaimed'), value: String(counts.unclaimed), href: to.build({ holder: 'unclaimed' }) },
    { label: t('review:stat.overdue'), value: String(counts.overdue), href: to.build({ overdue: 'yes' }) },
    { label: t('review:stat.elsewhere'), value: String(counts.elsewhere), href: elsewhere },
  ];
}

/** "Next" keeps to the filter of the waiting cases; on the other tabs there is nothing to take. */
function nextButton({ counts }: ReviewQueue, { t, trail: { tab, filter } }: QueueReader) {
  const query = filterQuery(filter);
  const filtered = Object.values(query).some(value => value !== undefined);
  return {
    shown: tab === 'waiting' && counts !== null && (filter.holder === 'mine' ? counts.mine : counts.unclaimed) > 0,
    action: paths.review.next.build(query),
    text: filtered ? t('review:nextFiltered') : t('review:next'),
  };
}

function row(view: Line, queue: ReviewQueue, reader: QueueReader) {
  const { t, actor, lang } = reader;
  const { case: repairCase, enterpriseName } = view;
  const { caseId, reference, uscc, listType, stage, version, assignee } = repairCase;
  const everywhere = reader.trail.tab === 'everywhere';
  return {
    reference,
    href: addressOf(repairCase, reader),
    firm: enterpriseName,
    uscc: everywhere ? uscc : '',
    // Who has one county knows it.
    county: actor.county === undefined ? countyName(repairCase.county, lang) : '',
    listType: t(`review:listType.${listType}`),
    stage: openRequest(repairCase) === undefined ? t(`repair:stage.${stage}`) : t('review:duties.inQueue'),
    ...dates(repairCase, queue, reader),
    holder: everywhere ? deskText(view, reader) : holderText(assignee?.accountId, queue.names, reader),
    person: everywhere && assignee !== undefined ? holderText(assignee.accountId, queue.names, reader) : '',
    claim: !everywhere && mayAct(repairCase, actor, 'claim').ok ? claimAddress(caseId, reader) : '',
    version,
  };
}

const claimAddress = (caseId: string, { trail }: QueueReader): string =>
  paths.review.claim.build({ caseId }, trailQuery(trail));

/** Where this person reads the case; empty for those who see only where it is. */
function addressOf(repairCase: CaseInBrief, { actor, trail }: QueueReader): string {
  const { caseId } = repairCase;
  if (openRequest(repairCase) !== undefined && may(actor, 'duties.read', objectOf(repairCase))) {
    return paths.review.duties.build({ caseId }, trailQuery(trail));
  }
  if (mayUse(actor, 'review.queue')) return paths.review.show.build({ caseId }, trailQuery(trail));
  return may(actor, 'case.read', objectOf(repairCase)) ? paths.cases.show.build({ caseId }) : '';
}

/** The nearest deadline; of a finished case the day it ended, of one that waits for nobody's clock nothing. */
function dates(repairCase: CaseInBrief, { calendar }: ReviewQueue, reader: QueueReader) {
  const { t, lang, trail } = reader;
  // Decided lately: the list says when, not by when the registers have to follow.
  const isDecided = trail.tab === 'recent' && repairCase.stage === 'EXITING';
  const deadline = isDecided ? undefined : applicableDeadline(repairCase);
  if (deadline !== undefined) {
    const left = leftText(deadline, calendar, reader);
    const rule = t(`review:deadline.${deadline.id}`);
    return { due: formatDate(deadline.due, lang), rule, left, attention: attentionTag(repairCase, reader) };
  }
  const ended = isClosed(repairCase.stage);
  return {
    due: ended || reader.trail.tab === 'recent' ? formatDate(new Date(repairCase.updatedAt), lang) : '',
    rule: ended && reader.trail.tab !== 'recent' ? t('review:column.doneOn') : '',
    left: '',
    attention: null,
  };
}

/** On whose desk a case lies, in words. */
function deskText({ case: repairCase, authorityName }: Line, { t, lang }: QueueReader): string {
  if (openRequest(repairCase) !== undefined) return authorityName;
  const step = stepOf(repairCase);
  if (step === 'COUNTY') return t('review:desk.COUNTY', { county: countyName(repairCase.county, lang) });
  if (step === 'AUTHORITY') return authorityName;
  if (step === 'CITY') return t('review:desk.CITY');
  if (isClosed(repairCase.stage)) return t('review:desk.ENDED');
  return t(repairCase.stage === 'RETURNED' ? 'review:desk.FIRM' : 'review:desk.REGISTERS');
}

function holderText(accountId: string | undefined, names: ReadonlyMap<string, string>, { t, actor }: QueueReader) {
  if (accountId === undefined) return t('review:holder.nobody');
  return accountId === actor.accountId ? t('review:holder.me') : (names.get(accountId) ?? t('review:holder.other'));
}
