import type {
  AuditRecord,
  CaseLine,
  CaseView,
  CountedQueue,
  DataAccess,
  Evidence,
  ListEntry,
  Page,
  PageRequest,
  QueueScope,
  QueueTerms,
  StoredDocument,
} from '../data/index.js';
import type { Actor } from '../domain/access/actor.js';
import { may } from '../domain/access/permissions.js';
import { dayOf } from '../domain/calendarDay.js';
import { policySet } from '../domain/policy/policySet.js';
import type { RepairRules } from '../domain/repair/applyRepairEvent.js';
import { mayAct, objectOf } from '../domain/repair/mayAct.js';
import type { RepairCase } from '../domain/repair/repairCase.js';
import type { ListType, RepairStage, ReviewStage } from '../domain/repair/stages.js';
import type { WorkCalendar } from '../domain/workCalendar.js';

export interface ReviewQueryDependencies {
  readonly data: Pick<
    DataAccess,
    'cases' | 'entries' | 'enterprises' | 'evidence' | 'audit' | 'documents' | 'calendars' | 'policies' | 'accounts'
  >;
  readonly demo: boolean;
  readonly clock: () => number;
}

export interface QueueFilter {
  stage?: RepairStage | undefined;
  listType?: ListType | undefined;
  holder?: 'mine' | 'unclaimed' | undefined;
  overdue?: boolean | undefined;
  q?: string | undefined;
}

export const QUEUE_TABS = ['waiting', 'late', 'recent'] as const;
export type QueueTab = (typeof QUEUE_TABS)[number];

export interface QueueCounts {
  waiting: number;
  mine: number;
  unclaimed: number;
  overdue: number;
  late: number;
  recent: number;
}

export interface ReviewQueue {
  page: Page<CaseLine>;
  counts: QueueCounts;
  calendar: WorkCalendar;
  /** Display names of those who hold a case of this page, by account. */
  names: ReadonlyMap<string, string>;
}

export interface ReviewDossier {
  view: CaseView;
  entry: ListEntry | null;
  licenceShared: boolean;
  /** All files, removed ones as well: an earlier submission may name them. */
  evidence: readonly Evidence[];
  history: readonly AuditRecord[];
  letter: StoredDocument | null;
  rules: RepairRules;
  names: ReadonlyMap<string, string>;
}

const DONE_STAGES: readonly RepairStage[] = [
  'APPROVED',
  'EXITING',
  'REPAIRED',
  'REJECTED',
  'NOT_ACCEPTED',
  'WITHDRAWN',
  'EXPIRED',
];
const NEXT_PAGE = 50;
const NEXT_MOST_PAGES = 20;

/** The stages whose next act is this role's (part 3.4). */
export function stagesOfDesk({ role }: Pick<Actor, 'role'>): readonly ReviewStage[] {
  if (role === 'COUNTY_REVIEWER') return ['SUBMITTED', 'COUNTY_REVIEW'];
  if (role === 'AUTHORITY_OFFICER') return ['AUTHORITY_OPINION'];
  return role === 'CITY_REVIEWER' ? ['CITY_REVIEW'] : [];
}

/** Where the role's cases lie. A reviewer without a county or department sees nothing, never everything. */
function scopeOf({ role, county, authorityId }: Actor): QueueScope {
  if (role === 'COUNTY_REVIEWER') return { county: county ?? '' };
  if (role === 'AUTHORITY_OFFICER') return { authorityId: authorityId ?? '' };
  return {};
}

/** What a tab shows before any filter; an extended case waits at the desk it goes back to. */
function tabQueue(actor: Actor, tab: QueueTab): CountedQueue {
  if (tab === 'waiting') return { stages: stagesOfDesk(actor) };
  return tab === 'recent' ? { stages: DONE_STAGES } : { stages: ['AUTHORITY_OPINION'], extended: false, overdue: true };
}

function narrowed(queue: CountedQueue, filter: QueueFilter, who: { accountId: string; now: number }): QueueTerms {
  const { stage, listType, holder } = filter;
  const overdue = queue.overdue === true || filter.overdue === true;
  return {
    ...placeOf(queue, stage),
    listType,
    ...(holder !== undefined && { holder: holder === 'mine' ? who.accountId : null }),
    ...(overdue && { overdueAt: who.now }),
  };
}

/** The places of the queue that the stage chosen in the filter leaves; none where the tab has no such stage. */
function placeOf({ stages = [], extended }: CountedQueue, stage: RepairStage | undefined) {
  if (stage === undefined) return { stages, extended };
  if (stage === 'EXTENDED') return { stages: extended === false ? [] : stages, extended: true };
  return { stages: stages.filter(at => at === stage), extended: false };
}

/** One page of the actor's own queue, nearest deadline first, with the numbers of every tab. */
export async function reviewQueue(
  { data, clock }: ReviewQueryDependencies,
  actor: Actor,
  { tab, filter, page }: { tab: QueueTab; filter: QueueFilter; page: PageRequest },
): Promise<ReviewQueue> {
  const now = clock();
  const { accountId } = actor;
  const terms = narrowed(tabQueue(actor, tab), filter, { accountId, now });
  const query = { ...terms, scope: scopeOf(actor), q: filter.q, latestFirst: tab === 'recent', page };
  const [counts, found, calendar] = await Promise.all([
    queueCounts(data, actor, now),
    isNarrowed(filter) ? data.cases.queue(query) : data.cases.queueItems(query),
    data.calendars.load(),
  ]);
  // A whole tab has been counted already.
  const listed = Array.isArray(found) ? { ...page, items: found, total: counts[tab] } : found;
  const holders = listed.items.flatMap(({ case: { assignee } }) => assignee?.accountId ?? []);
  const others = holders.filter(holder => holder !== accountId);
  return { page: listed, counts, calendar, names: await displayNames(data, others) };
}

const isNarrowed = (filter: QueueFilter): boolean => Object.values(filter).some(value => value !== undefined);

async function queueCounts({ cases }: Pick<DataAccess, 'cases'>, actor: Actor, now: number): Promise<QueueCounts> {
  const waiting = tabQueue(actor, 'waiting');
  const queues = {
    waiting,
    mine: { ...waiting, holder: actor.accountId },
    unclaimed: { ...waiting, holder: null },
    overdue: { ...waiting, overdue: true },
    recent: tabQueue(actor, 'recent'),
  };
  if (actor.role !== 'CITY_REVIEWER') return { ...(await cases.tally(scopeOf(actor), queues, now)), late: 0 };
  return cases.tally(scopeOf(actor), { ...queues, late: tabQueue(actor, 'late') }, now);
}

/** Unclaimed cases of the queue that this person may claim, nearest deadline first. */
export async function* claimable(
  { data }: Pick<ReviewQueryDependencies, 'data'>,
  actor: Actor,
): AsyncGenerator<CaseLine, void, undefined> {
  const waiting = { ...tabQueue(actor, 'waiting'), scope: scopeOf(actor), holder: null };
  for (let page = 1; page <= NEXT_MOST_PAGES; page += 1) {
    const items = await data.cases.queueItems({ ...waiting, page: { page, size: NEXT_PAGE } });
    yield* items.filter(view => mayAct(view.case, actor, 'claim').ok);
    if (items.length < NEXT_PAGE) return;
  }
}

/** The case where this reviewer may see it: in scope and submitted at least once, since a draft is the firm's own. */
export async function caseInReview(
  { data }: Pick<ReviewQueryDependencies, 'data'>,
  actor: Actor,
  caseId: string,
): Promise<CaseView | null> {
  const view = await data.cases.find(caseId);
  if (view === null || !wasSubmitted(view.case)) return null;
  return may(actor, 'case.read', objectOf(view.case)) ? view : null;
}

const wasSubmitted = ({ submissions }: RepairCase): boolean => submissions.length > 0;

/** Everything a reviewer reads before deciding. */
export async function reviewDossier(dependencies: ReviewQueryDependencies, view: CaseView): Promise<ReviewDossier> {
  const { data } = dependencies;
  const { caseId, entryId, letterId, uscc } = view.case;
  const [entry, firm, evidence, history, letter, rules] = await Promise.all([
    data.entries.findById(entryId),
    data.enterprises.findByUscc(uscc),
    data.evidence.list(caseId, { removed: true }),
    data.audit.ofChain(`case:${caseId}`),
    letterId === undefined ? null : data.documents.find(letterId),
    rulesOf(dependencies, view.case),
  ]);
  const acting = history.flatMap(({ actor }) => actor?.accountId ?? []);
  const names = await displayNames(data, [...acting, ...(view.case.assignee ? [view.case.assignee.accountId] : [])]);
  return { view, entry, licenceShared: firm !== null, evidence, history, letter, rules, names };
}

async function rulesOf({ data, demo, clock }: ReviewQueryDependencies, repairCase: RepairCase): Promise<RepairRules> {
  const [calendar, rows] = await Promise.all([data.calendars.load(), data.policies.rows()]);
  const { listType, tier } = repairCase;
  const day = dayOf(repairCase.acceptedAt ?? clock());
  return { calendar, policy: policySet(rows, { day, listType, tier, demo }) };
}

async function displayNames(
  data: Pick<DataAccess, 'accounts'>,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return accountIds.length === 0 ? new Map() : data.accounts.displayNames([...new Set(accountIds)]);
}
