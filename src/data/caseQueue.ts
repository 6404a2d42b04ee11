import type { Model } from 'mongoose';
import { isClosed, type ListType, REPAIR_STAGES, type RepairStage, REVIEW_STAGES } from '../domain/repair/stages.js';
import { type CaseLine, LEFT_OUT_OF_LISTS, type StoredCase, toCaseLine } from './caseView.js';
import { looksLikeUscc, op, type Page, type PageRequest, readItems, readPage, startsWith } from './storeKit.js';

export interface QueueScope {
  county?: string | undefined;
  authorityId?: string | undefined;
}

/** Which cases of a scope wait in a queue. */
export interface QueueTerms {
  /** Where the cases wait; an extended one waits at the stage it goes back to. Default: every review stage. */
  stages?: readonly RepairStage[] | undefined;
  /** Only extended cases, or none of them. */
  extended?: boolean | undefined;
  listType?: ListType | undefined;
  /** Only cases whose nearest deadline lies before this instant. */
  overdueAt?: number | undefined;
  /** Only cases claimed by this account; null for those nobody has claimed. */
  holder?: string | null | undefined;
}

export interface QueueQuery extends QueueTerms {
  scope: QueueScope;
  /** Latest change first instead of the nearest deadline. */
  latestFirst?: boolean | undefined;
  /** Exact reference, USCC or decision number, or the beginning of the firm's name. */
  q?: string | undefined;
  page: PageRequest;
}

/** A queue to be counted: its terms, and whether only what is overdue counts. */
export interface CountedQueue extends Pick<QueueTerms, 'stages' | 'extended' | 'holder'> {
  overdue?: boolean;
}

export interface CaseCounts {
  byStage: Partial<Record<RepairStage, number>>;
  overdue: number;
  total: number;
}

export interface CaseQueue {
  /** Nearest deadline first. */
  queue(query: QueueQuery): Promise<Page<CaseLine>>;
  /** The cases of that page alone, where the total is known otherwise or not wanted. */
  queueItems(query: QueueQuery): Promise<CaseLine[]>;
  /** How many cases of the scope are in each of these queues, all counted in one pass. */
  tally<Name extends string>(
    scope: QueueScope,
    queues: Readonly<Record<Name, CountedQueue>>,
    now: number,
  ): Promise<Record<Name, number>>;
  counts(scope: QueueScope, now: number): Promise<CaseCounts>;
}

const EXTENDED = 'EXTENDED' satisfies RepairStage;

/** Reads over many cases, each by an index. */
export function caseQueue(cases: Model<StoredCase>): CaseQueue {
  const queued = async (query: QueueQuery) => ({
    filter: { ...termsFilter(query), ...scopeFilter(query.scope), ...(await searchTerm(cases, query.q)) },
    sort: sortOf(query),
    request: query.page,
    fields: LEFT_OUT_OF_LISTS,
    toValue: toCaseLine,
  });
  return {
    queue: async query => readPage(cases as never, await queued(query)),
    queueItems: async query => readItems(cases as never, await queued(query)),
    async tally<Name extends string>(scope: QueueScope, queues: Readonly<Record<Name, CountedQueue>>, now: number) {
      const names = Object.keys(queues) as Name[];
      const stages = [...new Set(names.flatMap(name => queues[name].stages ?? REVIEW_STAGES))];
      const groups = await grouped(cases, { scope, stages, now });
      const count = (name: Name) => sum(groups.filter(group => isQueued(group, queues[name])));
      return Object.fromEntries(names.map(name => [name, count(name)])) as Record<Name, number>;
    },
    async counts(scope, now) {
      const groups = await grouped(cases, { scope, stages: REPAIR_STAGES, now });
      const stages = new Set(groups.map(({ _id }) => _id.stage));
      return {
        byStage: Object.fromEntries([...stages].map(stage => [stage, sum(groups.filter(g => g._id.stage === stage))])),
        overdue: sum(groups.filter(({ _id }) => _id.overdue && !isClosed(_id.stage))),
        total: sum(groups),
      };
    },
  };
}

const sortOf = ({ latestFirst }: QueueQuery): Record<string, 1 | -1> =>
  latestFirst === true ? { 'case.updatedAt': -1, _id: 1 } : { dueKey: 1, _id: 1 };

const scopeFilter = ({ county, authorityId }: QueueScope): object => ({
  ...(county !== undefined && { 'case.county': county }),
  ...(authorityId !== undefined && { 'case.authorityId': authorityId }),
});

function termsFilter({ stages = REVIEW_STAGES, extended, listType, overdueAt, holder }: QueueTerms): object {
  return {
    waitsAt: op({ $in: [...stages] }),
    ...(overdueAt !== undefined && { dueKey: op({ $lt: overdueAt }) }),
    ...(extended !== undefined && { 'case.stage': op({ [extended ? '$eq' : '$ne']: EXTENDED }) }),
    ...(holder !== undefined && { 'case.assignee.accountId': holder }),
    ...(listType !== undefined && { 'case.listType': listType }),
  };
}

interface CaseGroup {
  _id: { stage: RepairStage; waitsAt: RepairStage; holder?: string; overdue: boolean };
  cases: number;
}

/** How the cases that wait at these stages are spread over all that they are counted by: few groups, however many cases. */
const grouped = (
  cases: Model<StoredCase>,
  { scope, stages, now }: { scope: QueueScope; stages: readonly RepairStage[]; now: number },
): Promise<CaseGroup[]> =>
  cases.aggregate<CaseGroup>([
    // The stages are named even where all are meant, so that the index alone can answer.
    { $match: { ...scopeFilter(scope), waitsAt: { $in: [...stages] } } },
    {
      $group: {
        _id: {
          stage: '$case.stage',
          waitsAt: '$waitsAt',
          holder: '$case.assignee.accountId',
          overdue: { $lt: ['$dueKey', now] },
        },
        cases: { $sum: 1 },
      },
    },
  ]);

/** The same terms as `termsFilter`, asked of a group. */
function isQueued({ _id }: CaseGroup, { stages = REVIEW_STAGES, extended, holder, overdue }: CountedQueue): boolean {
  const there = stages.includes(_id.waitsAt) && (extended === undefined || extended === (_id.stage === EXTENDED));
  const held = holder === undefined || holder === (_id.holder ?? null);
  return there && held && (overdue !== true || _id.overdue);
}

const sum = (groups: readonly CaseGroup[]): number => groups.reduce((total, group) => total + group.cases, 0);

/** One indexed condition instead of an $or, which would read all cases on some engines. */
async function searchTerm(cases: Model<StoredCase>, q: string | undefined): Promise<object> {
  const wanted = q?.trim() ?? '';
  if (wanted === '') return {};
  if (looksLikeUscc(wanted)) return { 'case.uscc': wanted.toUpperCase() };
  const exact = [{ 'case.reference': wanted.toUpperCase() }, { decisionNumber: wanted }];
  for (const condition of exact) {
    if ((await cases.exists(condition as never)) !== null) return condition;
  }
  return { nameKey: startsWith(wanted) };
}
