import type { CaseLine, CountedQueue, DataAccess, Page, PageRequest, QueueScope, QueueTerms } from '../data/index.js';
import type { Actor } from '../domain/access/actor.js';
import { mayUse } from '../domain/access/permissions.js';
import { mayAct } from '../domain/repair/judge.js';
import {
  DECIDED_STAGES,
  DESK_ROLES,
  DESK_STAGES,
  FILED_STAGES,
  isClosed,
  isSide,
  type ListType,
  type RepairStage,
  REVIEW_STAGES,
  STAGES,
} from '../domain/repair/stages.js';
import type { WorkCalendar } from '../domain/workCalendar.js';
import { displayNames } from './displayNames.js';

export interface QueueQueryDependencies {
  readonly data: Pick<DataAccess, 'cases' | 'calendars' | 'accounts'>;
  readonly clock: () => number;
}

export interface QueueFilter {
  stage?: RepairStage | undefined;
  /** Only open cases that lie on another desk than the reader's. */
  elsewhere?: true | undefined;
  listType?: ListType | undefined;
  holder?: 'mine' | 'unclaimed' | undefined;
  overdue?: boolean | undefined;
  q?: string | undefined;
}

export const QUEUE_TABS = ['waiting', 'late', 'everywhere', 'recent'] as const;
export type QueueTab = (typeof QUEUE_TABS)[number];

export interface QueueCounts {
  waiting: number;
  mine: number;
  unclaimed: number;
  overdue: number;
  elsewhere: number;
  everywhere: number;
  late: number;
  recent: number;
}

export interface ReviewQueue {
  page: Page<CaseLine>;
  /** The numbers of every tab; null for those who have no desk. */
  counts: QueueCounts | null;
  calendar: WorkCalendar;
  /** Display names of those who hold a case of this page, by account. */
  names: ReadonlyMap<string, string>;
}

/** What was chosen in the queue, and the case the reader comes from, which is not the next one. */
export interface NextWish {
  filter: QueueFilter;
  except?: string | undefined;
}

const NEXT_PAGE = 50;
const NEXT_MOST_PAGES = 20;

/** The stages whose next act is this role's (part 3.4). */
export const stagesOfDesk = ({ role }: Pick<Actor, 'role'>): readonly RepairStage[] =>
  REVIEW_STAGES.filter(stage => {
    const { desk } = STAGES[stage];
    return desk !== undefined && DESK_ROLES[desk] === role;
  });

/** Where an open case may lie when it does not lie on the reader's desk: another desk, the firm, the registers. */
export function stagesElsewhere(actor: Pick<Actor, 'role'>): readonly RepairStage[] {
  const own: readonly RepairStage[] = stagesOfDesk(actor);
  return FILED_STAGES.filter(stage => !isClosed(stage) && !own.includes(stage));
}

/** Where the role's cases lie (`case.follow`). Staff without a county or department see nothing, never everything. */
function scopeOf({ role, county, authorityId }: Actor): QueueScope {
  if (role === 'AUTHORITY_OFFICER') return { authorityId: authorityId ?? '' };
  const wholeCity = role === 'CITY_REVIEWER' || role === 'CITY_ADMIN' || role === 'AUDITOR';
  return wholeCity ? {} : { county: county ?? '' };
}

/** What a tab shows before any filter; an extended case waits at the desk it goes back to. */
function tabQueue(actor: Actor, tab: QueueTab): CountedQueue {
  if (tab === 'waiting') return { stages: stagesOfDesk(actor) };
  if (tab === 'everywhere') return { stages: FILED_STAGES, within: FILED_STAGES };
  return tab === 'recent'
    ? { stages: DECIDED_STAGES }
    : { stages: ['AUTHORITY_OPINION'], extended: false, overdue: true };
}

/** The queue as the filter leaves it, at this instant (epoch milliseconds). */
function narrowed(queue: CountedQueue, filter: QueueFilter, { actor, now }: { actor: Actor; now: number }): QueueTerms {
  const { listType, holder } = filter;
  const place = placeOf(queue, filter, actor);
  const overdue = queue.overdue === true || filter.overdue === true;
  return {
    ...place,
    listType,
    ...(holder !== undefined && { holder: holder === 'mine' ? actor.accountId : null }),
    // Questions about duties are answered without being claimed.
    ...(holder === 'unclaimed' && { within: (place.within ?? DESK_STAGES).filter(at => DESK_STAGES.includes(at)) }),
    ...(overdue && { overdueAt: now }),
  };
}

/** The places of the queue that the stage chosen in the filter leaves; none where the tab has no such stage. */
function placeOf({ stages = [], extended, within }: CountedQueue, { stage, elsewhere }: QueueFilter, actor: Actor) {
  if (elsewhere === true) return { stages: stages.filter(at => stagesElsewhere(actor).includes(at)), extended, within };
  if (stage === undefined) return { stages, extended, within };
  if (isSide(stage)) return { stages: extended === false ? [] : stages, within: [stage] };
  return { stages: stages.filter(at => at === stage), extended: false, within };
}

/**
 * One page of the cases of the actor's scope that belong to the tab, nearest deadline first, finished ones by the day
 * they ended; with the numbers of every tab for those who have a desk.
 */
export async function reviewQueue(
  { data, clock }: QueueQueryDependencies,
  actor: Actor,
  { tab, filter, page }: { tab: QueueTab; filter: QueueFilter; page: PageRequest },
): Promise<ReviewQueue> {
  const now = clock();
  const terms = narrowed(tabQueue(actor, tab), filter, { actor, now });
  const latestFirst = tab === 'recent' || (filter.stage !== undefined && isClosed(filter.stage));
  const query = { ...terms, scope: scopeOf(actor), q: filter.q, latestFirst, page };
  const hasDesk = mayUse(actor, 'review.queue');
  const [counts, found, calendar] = await Promise.all([
    hasDesk ? queueCounts(data, actor, now) : null,
    isNarrowed(filter) || !hasDesk ? data.cases.queue(query) : data.cases.queueItems(query),
    data.calendars.load(),
  ]);
  // A whole tab has been counted already.
  const listed = Array.isArray(found) ? { ...page, items: found, total: counts?.[tab] ?? 0 } : found;
  const holders = listed.items.flatMap(({ case: { assignee } }) => assignee?.accountId ?? []);
  const others = holders.filter(holder => holder !== actor.accountId);
  return { page: listed, counts, calendar, names: await displayNames(data, others) };
}

const isNarrowed = (filter: QueueFilter): boolean => Object.values(filter).some(value => value !== undefined);

async function queueCounts({ cases }: Pick<DataAccess, 'cases'>, actor: Actor, now: number): Promise<QueueCounts> {
  const waiting = tabQueue(actor, 'waiting');
  const queues = {
    waiting,
    mine: { ...waiting, holder: actor.accountId },
    unclaimed: { ...waiting, within: DESK_STAGES, holder: null },
    overdue: { ...waiting, overdue: true },
    elsewhere: { stages: stagesElsewhere(actor), within: FILED_STAGES },
    everywhere: tabQueue(actor, 'everywhere'),
    recent: tabQueue(actor, 'recent'),
  };
  if (actor.role !== 'CITY_REVIEWER') return { ...(await cases.tally(scopeOf(actor), queues, now)), late: 0 };
  return cases.tally(scopeOf(actor), { ...queues, late: tabQueue(actor, 'late') }, now);
}

/** What "next" draws from: the queue as filtered, of it the cases nobody has claimed, or the reader's own where asked for. */
function nextQueue(actor: Actor, { filter, except }: NextWish, now: number) {
  const holder = filter.holder === 'mine' ? ('mine' as const) : ('unclaimed' as const);
  const terms = narrowed(tabQueue(actor, 'waiting'), { ...filter, holder }, { actor, now });
  return { ...terms, scope: scopeOf(actor), q: filter.q, except };
}

/** Cases of the filtered queue that this person may take now, nearest deadline first. */
export async function* nextCases(
  { data, clock }: QueueQueryDependencies,
  actor: Actor,
  wish: NextWish,
): AsyncGenerator<CaseLine, void, undefined> {
  const queue = nextQueue(actor, wish, clock());
  const isOpenTo = ({ case: repairCase }: CaseLine) =>
    repairCase.assignee?.accountId === actor.accountId || mayAct(repairCase, actor, 'claim').ok;
  for (let page = 1; page <= NEXT_MOST_PAGES; page += 1) {
    const items = await data.cases.queueItems({ ...queue, page: { page, size: NEXT_PAGE } });
    yield* items.filter(isOpenTo);
    if (items.length < NEXT_PAGE) return;
  }
}

/** How many cases "next" draws from. */
export const nextLeft = ({ data, clock }: QueueQueryDependencies, actor: Actor, wish: NextWish): Promise<number> =>
  data.cases.queueLength(nextQueue(actor, wish, clock()));
