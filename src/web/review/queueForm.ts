import type { Request } from 'express';
import { LIST_TYPES, REPAIR_STAGES } from '../../domain/repair/stages.js';
import { QUEUE_TABS, type QueueFilter, type QueueTab } from '../../queries/queueQueries.js';
import { query } from '../middleware/setUpBodies.js';
import { pageNumber } from '../pagination.js';
import { paths } from '../paths.js';

const QUERY_LENGTH = 60;
const HOLDERS = ['mine', 'unclaimed'] as const;
/** Stands among the stages of the filter for "on any other desk". */
export const ELSEWHERE = 'elsewhere';

/** Which part of which tab a person works through. Every address of a case carries it, so that the way back is known. */
export interface Trail {
  readonly tab: QueueTab;
  readonly filter: QueueFilter;
  readonly page: number;
}

export type AddressValues = Readonly<Record<string, string | number | undefined>>;

/** The queue's filter from the address; a value no select of ours offers counts as "all". */
export function readQueueFilter(req: Request): { filter: QueueFilter; page: number } {
  const sent = query(req);
  const text = (sent['q'] ?? '').trim().slice(0, QUERY_LENGTH);
  return {
    filter: {
      stage: REPAIR_STAGES.find(stage => stage === sent['stage']),
      elsewhere: sent['stage'] === ELSEWHERE ? true : undefined,
      listType: LIST_TYPES.find(listType => listType === sent['listType']),
      holder: HOLDERS.find(holder => holder === sent['holder']),
      overdue: sent['overdue'] === 'yes' ? true : undefined,
      q: text === '' ? undefined : text,
    },
    page: pageNumber(sent['page']),
  };
}

/** Where the person came from, by the address of a page about one case; the plain queue where it says nothing. */
export const readTrail = (req: Request): Trail => ({
  tab: QUEUE_TABS.find(tab => tab === query(req)['tab']) ?? 'waiting',
  ...readQueueFilter(req),
});

/** The same filter as address parameters. */
export const filterQuery = ({ stage, elsewhere, listType, holder, overdue, q }: QueueFilter): AddressValues => ({
  stage: elsewhere === true ? ELSEWHERE : stage,
  listType,
  holder,
  overdue: overdue === true ? 'yes' : undefined,
  q,
});

/** The trail as address parameters of a page about one case. */
export const trailQuery = ({ tab, filter, page }: Trail): AddressValues => ({
  tab: tab === 'waiting' ? undefined : tab,
  ...filterQuery(filter),
  page: page === 1 ? undefined : page,
});

const TAB_PATHS = {
  waiting: paths.review.queue,
  late: paths.review.late,
  everywhere: paths.review.everywhere,
  recent: paths.review.recent,
} as const satisfies Record<QueueTab, unknown>;

export const tabAddress = (tab: QueueTab): string => TAB_PATHS[tab].build();

/** The page of the queue that the trail names; `more` is what it shall tell. */
export const queueAddress = ({ tab, filter, page }: Trail, more: AddressValues = {}): string =>
  TAB_PATHS[tab].build({ ...filterQuery(filter), page: page === 1 ? undefined : page, ...more });

/** What "next" keeps of the trail: only the waiting cases can be taken, so the other tabs' filters say nothing about them. */
export const nextFilter = ({ tab, filter }: Trail): QueueFilter => (tab === 'waiting' ? filter : {});
