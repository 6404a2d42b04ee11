import type { Model } from 'mongoose';
import {
  isClosed,
  isSide,
  type ListType,
  REPAIR_STAGES,
  type RepairStage,
  REVIEW_STAGES,
  SIDE_STAGES,
} from '../domain/repair/stages.js';
import { searchCases } from './caseSearch.js';
import { type CaseLine, LEFT_OUT_OF_LISTS, type StoredCase, toCaseLine } from './caseView.js';
import { bounded, op, type Page, type PageRequest, readItems, readPage } from './storeKit.js';

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
  /** Only cases in one of these stages, wherever they wait: a question about duties waits at the authority. */
  within?: readonly RepairStage[] | undefined;
  listType?: ListType | undefined;
  /** Only cases whose nearest deadline lies before this instant. */
  overdueAt?: number | undefined;
  /** Only cases claimed by this account; null for those nobody has claimed. */
  holder?: string | null | undefined;
  /** A case that is left out. */
  except?: string | undefined;
}

export interface QueueQuery extends QueueTerms {
  scope: QueueScope;
  /** Latest change first instead of the nearest deadline. */
  latestFirst?: boolean | undefined;
  /** Exact reference, USCC or decision number, or the beginning of the firm's name. */
  q?: string | undefined;
  page: PageRequest;
}

export type QueueWithoutPage = Omit<QueueQuery, 'page'>;

/** A queue to be counted: its terms, and whether only what is overdue counts. */
export interface CountedQueue extends Pick<QueueTerms, 'stages' | 'extended' | 'within' | 'holder'> {
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
  /** How many there are on all its pages. */
  queueLength(query: QueueWithoutPage): Promise<number>;
  /** How many cases of the scope are in each of these queues, all counted in one pass. */
  tally<Name extends string>(
    scope: QueueScope,
    queues: Readonly<Record<Name, CountedQueue>>,
    now: number,
  ): Promise<Record<Name, number>>;
  counts(scope: QueueScope, now: number): Promise<CaseCounts>;
}

/** Reads over many cases, each by an index. */
export function caseQueue(cases: Model<StoredCase>): CaseQueue {
  const filterOf = (query: QueueWithoutPage, condition: object) => ({
    ...termsFilter(query),
    ...scopeFilter(query.scope),
    ...condition,
  });
  const queued = (query: QueueQuery, condition: object) => ({
    filter: filterOf(query, condition),
    sort: sortOf(query),
    request: query.page,
    fields: LEFT_OUT_OF_LISTS,
    toValue: toCaseLine,
  });
  return {
    async queue(query) {
      const search = await searchCases(cases, query.q);
      if ('found' in search) return pageOf(narrowed(search.found, query), query.page);
      return readPage(cases as never, queued(query, search.condition));
    },
    async queueItems(query) {
      const search = await searchCases(cases, query.q);
      if ('found' in search) return [...pageOf(narrowed(search.found, query), query.page).items];
      return readItems(cases as never, queued(query, search.condition));
    },
    async queueLength(query) {
      const search = await searchCases(cases, query.q);
      if ('found' in search) return narrowed(search.found, query).length;
      return cases.countDocuments(filterOf(query, search.condition));
    },
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

const sortOf = ({ latestFirst }: QueueWithoutPage): Record<string, 1 | -1> =>
  latestFirst === true ? { 'case.updatedAt': -1, _id: 1 } : { dueKey: 1, _id: 1 };

const scopeFilter = ({ county, authorityId }: QueueScope): object => ({
  ...(county !== undefined && { 'case.county': county }),
  ...(authorityId !== undefined && { 'case.authorityId': authorityId }),
});

type StageTerms = Pick<QueueTerms, 'extended' | 'within'>;

const stageFilter = ({ extended, within }: StageTerms): object =>
  extended === undefined && within === undefined
    ? {}
    : {
        'case.stage': op({
          ...(extended !== undefined && { [extended ? '$in' : '$nin']: [...SIDE_STAGES] }),
          ...(within !== undefined && { $in: [...within] }),
        }),
      };

/** The same terms as `stageFilter`, of a stage that has been read. */
const isAtStage = (stage: RepairStage, { extended, within }: StageTerms): boolean =>
  (extended === undefined || extended === isSide(stage)) && (within?.includes(stage) ?? true);

function termsFilter({
  stages = REVIEW_STAGES,
  extended,
  within,
  listType,
  overdueAt,
  holder,
  except,
}: QueueTerms): object {
  return {
    ...(except !== undefined && { _id: op({ $ne: except }) }),
    waitsAt: op({ $in: [...stages] }),
    ...(overdueAt !== undefined && { dueKey: op({ $lt: overdueAt }) }),
    ...stageFilter({ extended, within }),
    ...(holder !== undefined && { 'case.assignee.accountId': holder }),
    ...(listType !== undefined && { 'case.listType': listType }),
  };
}

/** The same terms and order as `termsFilter`, `scopeFilter` and `sortOf`, of cases that have been read. */
const narrowed = (found: readonly StoredCase[], query: QueueWithoutPage): StoredCase[] =>
  found
    .filter(stored => termsOf(stored, query).every(Boolean))
    .toSorted((a, b) => inOrder(query, a, b) || (a._id < b._id ? -1 : 1));

const inOrder = ({ latestFirst }: QueueWithoutPage, a: StoredCase, b: StoredCase): number =>
  latestFirst === true ? b.case.updatedAt - a.case.updatedAt : a.dueKey - b.dueKey;

function termsOf({ _id, waitsAt, dueKey, case: stored }: StoredCase, query: QueueWithoutPage): boolean[] {
  const { scope, stages = REVIEW_STAGES, extended, within, listType, overdueAt, holder, except } = query;
  return [
    scope.county === undefined || scope.county === stored.county,
    scope.authorityId === undefined || scope.authorityId === stored.authorityId,
    stages.includes(waitsAt),
    isAtStage(stored.stage, { extended, within }),
    listType === undefined || listType === stored.listType,
    overdueAt === undefined || dueKey < overdueAt,
    holder === undefined || holder === (stored.assignee?.accountId ?? null),
    _id !== except,
  ];
}

function pageOf(stored: readonly StoredCase[], request: PageRequest): Page<CaseLine> {
  const { page, size, skip } = bounded(request);
  return { items: stored.slice(skip, skip + size).map(toCaseLine), total: stored.length, page, size };
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
function isQueued(
  { _id }: CaseGroup,
  { stages = REVIEW_STAGES, extended, within, holder, overdue }: CountedQueue,
): boolean {
  const there = stages.includes(_id.waitsAt) && isAtStage(_id.stage, { extended, within });
  const held = holder === undefined || holder === (_id.holder ?? null);
  return there && held && (overdue !== true || _id.overdue);
}

const sum = (groups: readonly CaseGroup[]): number => groups.reduce((total, group) => total + group.cases, 0);
