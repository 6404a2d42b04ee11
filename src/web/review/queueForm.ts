import type { Request } from 'express';
import { LIST_TYPES, REPAIR_STAGES } from '../../domain/repair/stages.js';
import type { QueueFilter } from '../../queries/reviewQueries.js';
import { query } from '../middleware/setUpBodies.js';
import { pageNumber } from '../pagination.js';

const QUERY_LENGTH = 60;
const HOLDERS = ['mine', 'unclaimed'] as const;

/** The queue's filter from the address; a value no select of ours offers counts as "all". */
export function readQueueFilter(req: Request): { filter: QueueFilter; page: number } {
  const sent = query(req);
  const text = (sent['q'] ?? '').trim().slice(0, QUERY_LENGTH);
  return {
    filter: {
      stage: REPAIR_STAGES.find(stage => stage === sent['stage']),
      listType: LIST_TYPES.find(listType => listType === sent['listType']),
      holder: HOLDERS.find(holder => holder === sent['holder']),
      overdue: sent['overdue'] === 'yes' ? true : undefined,
      q: text === '' ? undefined : text,
    },
    page: pageNumber(sent['page']),
  };
}

/** The same filter as address parameters, for the pages of the list. */
export const filterQuery = ({ stage, listType, holder, overdue, q }: QueueFilter) => ({
  stage,
  listType,
  holder,
  overdue: overdue === true ? 'yes' : undefined,
  q,
});
