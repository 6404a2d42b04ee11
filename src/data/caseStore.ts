import type { Connection, Model } from 'mongoose';
import type { RepairCase } from '../domain/repair/repairCase.js';
import { isClosed, type ListType, type RepairStage, REVIEW_STAGES } from '../domain/repair/stages.js';
import { caseSchema } from './models/caseModels.js';
import {
  insertOnce,
  looksLikeUscc,
  modelOf,
  nameKeyOf,
  op,
  type Page,
  type PageRequest,
  readPage,
  startsWith,
} from './storeKit.js';

/** Words of a case that pages show and the case itself does not carry. */
export interface CaseDisplay {
  enterpriseName: string;
  decisionNumber: string;
  authorityName: string;
  countyName: string;
}

export interface CaseView extends CaseDisplay {
  case: RepairCase;
  /** Last instant of the nearest running deadline (epoch milliseconds); absent when no clock runs. */
  nextDueAt?: number;
  /** Highest mark announced on a running deadline: 50, 80 or 100 percent. */
  attention?: 'HALF' | 'NEAR' | 'OVERDUE';
}

export interface QueueScope {
  county?: string | undefined;
  authorityId?: string | undefined;
}

export interface QueueQuery {
  scope: QueueScope;
  /** Default: every review stage and EXTENDED. */
  stages?: readonly RepairStage[] | undefined;
  /** Beside `stages`: extended cases that go back to one of these. */
  extendedFrom?: readonly RepairStage[] | undefined;
  listType?: ListType | undefined;
  /** Only cases whose nearest deadline lies before this instant. */
  overdueAt?: number | undefined;
  /** Only cases claimed by this account. */
  mine?: string | undefined;
  /** Only cases nobody has claimed. */
  unclaimed?: boolean | undefined;
  /** Latest change first instead of the nearest deadline. */
  latestFirst?: boolean | undefined;
  /** Exact reference, USCC or decision number, or the beginning of the firm's name. */
  q?: string | undefined;
  page: PageRequest;
}

export interface CaseCounts {
  byStage: Partial<Record<RepairStage, number>>;
  overdue: number;
  total: number;
}

export interface CaseStore {
  /** Stores a state unless the same or a newer version is there: an older write never overwrites a newer one. */
  project(repairCase: RepairCase, display: CaseDisplay): Promise<'written' | 'already' | 'stale'>;
  find(caseId: string): Promise<CaseView | null>;
  findByReference(reference: string): Promise<CaseView | null>;
  openOfEntry(entryId: string): Promise<CaseView | null>;
  /** All cases of an entry, newest first. */
  ofEntry(entryId: string): Promise<CaseView[]>;
  /** Those of the entries whose duties the recognising authority has confirmed as performed in any of their cases. */
  confirmedPerformed(entryIds: readonly string[]): Promise<Set<string>>;
  latestOfEntries(entryIds: readonly string[]): Promise<CaseView[]>;
  /** Cases of these firms, newest first. */
  ofUsccs(usccs: readonly string[], options?: { open?: boolean }): Promise<CaseView[]>;
  /** Nearest deadline first. */
  queue(query: QueueQuery): Promise<Page<CaseView>>;
  counts(scope: QueueScope, now: number): Promise<CaseCounts>;
  /** Entries of the open cases that this account has claimed. */
  heldBy(accountId: string): Promise<string[]>;
  /** Ids of every open case, for a change that concerns all (the calendar). */
  openCases(): AsyncIterable<{ caseId: string; entryId: string }>;
}

interface StoredCase extends CaseDisplay {
  _id: string;
  version: number;
  open: boolean;
  dueKey: number;
  nameKey: string;
  case: RepairCase;
}

const NO_CLOCK = 8_640_000_000_000_000;
const QUEUE_STAGES: readonly RepairStage[] = [...REVIEW_STAGES, 'EXTENDED'];

/** The read model: one document per case, written only by the workflow's activity. */
export function caseStore(connection: Connection): CaseStore {
  const cases = modelOf<StoredCase>(connection, 'Case', caseSchema);
  const newestFirst = async (filter: object) =>
    (await cases.find(filter).sort({ 'case.openedAt': -1, _id: -1 }).lean()).map(toView);
  const one = async (filter: object) => (await newestFirst(filter))[0] ?? null;

  return {
    async project(repairCase, display) {
      const { _id, ...document } = storedCase(repairCase, display);
      const older = { _id, version: op({ $lt: repairCase.version }) };
      if ((await cases.updateOne(older, { $set: document })).matchedCount === 1) return 'written';
      if (await insertOnce(() => cases.create([{ _id, ...document }]))) return 'written';
      // Between the two writes another version may have been inserted: ask the guarded write once more.
      if ((await cases.updateOne(older, { $set: document })).matchedCount === 1) return 'written';
      const stored = await cases.findById(_id, { version: 1 }).lean();
      if (stored === null) throw new Error('A case reference is used by two cases');
      return stored.version === repairCase.version ? 'already' : 'stale';
    },
    find: caseId => one({ _id: caseId }),
    findByReference: reference => one({ 'case.reference': reference }),
    openOfEntry: entryId => one({ 'case.entryId': entryId, open: true }),
    ofEntry: entryId => newestFirst({ 'case.entryId': entryId }),
    async confirmedPerformed(entryIds) {
      const all = await newestFirst({ 'case.entryId': op({ $in: [...entryIds] }) });
      const confirmed = all.filter(view =>
        view.case.decisions.some(({ step, outcome }) => step === 'AUTHORITY' && outcome === 'POSITIVE'),
      );
      return new Set(confirmed.map(view => view.case.entryId));
    },
    async latestOfEntries(entryIds) {
      const all = await newestFirst({ 'case.entryId': op({ $in: [...entryIds] }) });
      // Oldest last in the list and first into the map, so that the newest one stays.
      return [...new Map(all.reverse().map(view => [view.case.entryId, view])).values()];
    },
    ofUsccs: (usccs, { open } = {}) =>
      newestFirst({ 'case.uscc': op({ $in: [...usccs] }), ...(open !== undefined && { open }) }),
    ...queueReader(cases),
  };
}

/** Reads over many cases, each by an index. */
function queueReader(cases: Model<StoredCase>): Pick<CaseStore, 'queue' | 'counts' | 'heldBy' | 'openCases'> {
  return {
    queue: async query =>
      readPage(cases as never, {
        filter: { ...queueFilter(query), ...(await searchTerm(cases, query.q)) },
        sort: query.latestFirst === true ? { 'case.updatedAt': -1, _id: 1 } : { dueKey: 1, _id: 1 },
        request: query.page,
        toValue: toView,
      }),
    async counts(scope, now) {
      const groups = await cases.aggregate<{ _id: RepairStage; cases: number; overdue: number }>([
        { $match: scopeFilter(scope) },
        {
          $group: {
            _id: '$case.stage',
            cases: { $sum: 1 },
            overdue: { $sum: { $cond: [{ $and: ['$open', { $lt: ['$dueKey', now] }] }, 1, 0] } },
          },
        },
      ]);
      return {
        byStage: Object.fromEntries(groups.map(group => [group._id, group.cases])),
        overdue: groups.reduce((sum, group) => sum + group.overdue, 0),
        total: groups.reduce((sum, group) => sum + group.cases, 0),
      };
    },
    async heldBy(accountId) {
      const filter = { open: true, 'case.assignee.accountId': accountId };
      return (await cases.find(filter).lean()).map(found => toView(found).case.entryId);
    },
    async *openCases() {
      for await (const found of cases.find({ open: true }, { 'case.entryId': 1 }).lean().cursor()) {
        const { _id: caseId, case: repairCase } = found as unknown as StoredCase;
        yield { caseId, entryId: repairCase.entryId };
      }
    },
  };
}

function storedCase(repairCase: RepairCase, display: CaseDisplay): StoredCase {
  return {
    _id: repairCase.caseId,
    version: repairCase.version,
    open: !isClosed(repairCase.stage),
    dueKey: Math.min(NO_CLOCK, ...repairCase.deadlines.map(deadline => deadline.dueAt)),
    enterpriseName: display.enterpriseName,
    nameKey: nameKeyOf(display.enterpriseName),
    decisionNumber: display.decisionNumber,
    authorityName: display.authorityName,
    countyName: display.countyName,
    case: repairCase,
  };
}

function toView(document: object): CaseView {
  const stored = document as StoredCase;
  const mark = Math.max(0, ...stored.case.deadlines.flatMap(deadline => deadline.marks));
  return {
    case: stored.case,
    enterpriseName: stored.enterpriseName,
    decisionNumber: stored.decisionNumber,
    authorityName: stored.authorityName,
    countyName: stored.countyName,
    ...(stored.dueKey < NO_CLOCK && { nextDueAt: stored.dueKey }),
    ...(mark >= 50 && { attention: attentionOf(mark) }),
  };
}

function attentionOf(mark: number): 'HALF' | 'NEAR' | 'OVERDUE' {
  if (mark >= 100) return 'OVERDUE';
  return mark >= 80 ? 'NEAR' : 'HALF';
}

const scopeFilter = ({ county, authorityId }: QueueScope): object => ({
  ...(county !== undefined && { 'case.county': county }),
  ...(authorityId !== undefined && { 'case.authorityId': authorityId }),
});

function queueFilter({ scope, listType, overdueAt, mine, unclaimed, ...query }: QueueQuery): object {
  return {
    ...stageFilter(query),
    ...scopeFilter(scope),
    ...(listType !== undefined && { 'case.listType': listType }),
    ...(overdueAt !== undefined && { dueKey: op({ $lt: overdueAt }) }),
    ...(mine !== undefined && { 'case.assignee.accountId': mine }),
    ...(unclaimed === true && { 'case.assignee': null }),
  };
}

/** Only an extended case has a stage to go back to, so null stands for every other one. */
function stageFilter({ stages = QUEUE_STAGES, extendedFrom }: Pick<QueueQuery, 'stages' | 'extendedFrom'>): object {
  if (extendedFrom === undefined) return { 'case.stage': op({ $in: [...stages] }) };
  return {
    'case.stage': op({ $in: [...stages, 'EXTENDED'] }),
    'case.resumesTo': op({ $in: [null, ...extendedFrom] }),
  };
}

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
