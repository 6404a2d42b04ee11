import type {
  AuditRecord,
  CaseView,
  DataAccess,
  Evidence,
  ListEntry,
  Page,
  PageRequest,
  QueueQuery,
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
  page: Page<CaseView>;
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
function scopeOf({ role, county, authorityId }: Actor): QueueQuery['scope'] {
  if (role === 'COUNTY_REVIEWER') return { county: county ?? '' };
  if (role === 'AUTHORITY_OFFICER') return { authorityId: authorityId ?? '' };
  return {};
}

/** What a tab shows before any filter; an extended case waits at the desk it goes back to. */
function tabQuery(actor: Actor, tab: QueueTab, now: number): Omit<QueueQuery, 'page'> {
  const scope = scopeOf(actor);
  const stages = stagesOfDesk(actor);
  if (tab === 'recent') return { scope, stages: DONE_STAGES, latestFirst: true };
  if (tab === 'late') return { scope, stages: ['AUTHORITY_OPINION'], overdueAt: now };
  return { scope, stages, extendedFrom: stages };
}

function narrowed(base: Omit<QueueQuery, 'page'>, filter: QueueFilter, who: { accountId: string; now: number }) {
  const { stage, listType, holder, overdue, q } = filter;
  const stages = stage === undefined || stage === 'EXTENDED' ? base.stages : base.stages?.filter(at => at === stage);
  return {
    ...base,
    stages: stage === 'EXTENDED' ? [] : stages,
    extendedFrom: stage === undefined || stage === 'EXTENDED' ? base.extendedFrom : undefined,
    listType,
    q,
    ...(holder === 'mine' && { mine: who.accountId }),
    ...(holder === 'unclaimed' && { unclaimed: true }),
    ...(overdue === true && { overdueAt: who.now }),
  };
}

/** One page of the actor's own queue, nearest deadline first, with the numbers of every tab. */
export async function reviewQueue(
  dependencies: ReviewQueryDependencies,
  actor: Actor,
  { tab, filter, page }: { tab: QueueTab; filter: QueueFilter; page: PageRequest },
): Promise<ReviewQueue> {
  const { data, clock } = dependencies;
  const now = clock();
  const { accountId } = actor;
  const count = async (of: QueueTab, by: QueueFilter = {}) => {
    const query = narrowed(tabQuery(actor, of, now), by, { accountId, now });
    return (await data.cases.queue({ ...query, page: { page: 1, size: 1 } })).total;
  };
  const [found, calendar, waiting, mine, unclaimed, overdue, late, recent] = await Promise.all([
    data.cases.queue({ ...narrowed(tabQuery(actor, tab, now), filter, { accountId, now }), page }),
    data.calendars.load(),
    count('waiting'),
    count('waiting', { holder: 'mine' }),
    count('waiting', { holder: 'unclaimed' }),
    count('waiting', { overdue: true }),
    actor.role === 'CITY_REVIEWER' ? count('late') : 0,
    count('recent'),
  ]);
  const holders = found.items.flatMap(({ case: { assignee } }) => assignee?.accountId ?? []);
  const names = await displayNames(data, holders);
  return { page: found, counts: { waiting, mine, unclaimed, overdue, late, recent }, calendar, names };
}

/** Unclaimed cases of the queue that this person may claim, nearest deadline first. */
export async function* claimable(
  { data, clock }: ReviewQueryDependencies,
  actor: Actor,
): AsyncGenerator<CaseView, void, undefined> {
  const base = { ...tabQuery(actor, 'waiting', clock()), unclaimed: true };
  for (let page = 1; page <= NEXT_MOST_PAGES; page += 1) {
    const { items } = await data.cases.queue({ ...base, page: { page, size: NEXT_PAGE } });
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
  const accounts = await Promise.all([...new Set(accountIds)].map(accountId => data.accounts.findById(accountId)));
  return new Map(
    accounts.flatMap((account): [string, string][] => (account ? [[account.accountId, account.displayName]] : [])),
  );
}
