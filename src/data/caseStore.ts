import type { Connection, Model, mongo } from 'mongoose';
import type { RepairCase } from '../domain/repair/repairCase.js';
import { type CaseQueue, caseQueue } from './caseQueue.js';
import { type CaseDisplay, type CaseView, type StoredCase, storedCase, toCaseView } from './caseView.js';
import { caseSchema } from './models/caseModels.js';
import { insertOnce, modelOf, op, type Page, type PageRequest, readPage } from './storeKit.js';

type Collection<T extends mongo.Document> = mongo.Collection<T>;

export interface CaseStore extends CaseQueue {
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
  /** Cases that this window clerk began for firms, newest first. */
  assistedBy(accountId: string, request: PageRequest): Promise<Page<CaseView>>;
  /** Entries of the open cases that this account has claimed. */
  heldBy(accountId: string): Promise<string[]>;
  /** Open cases whose last letter could not be made, newest failure first; at most so many. */
  withFailedLetter(most: number): Promise<CaseView[]>;
  /** Ids of every open case, for a change that concerns all (the calendar). */
  openCases(): AsyncIterable<{ caseId: string; entryId: string }>;
}

/** The read model: one document per case, written only by the workflow's activity. */
export function caseStore(connection: Connection): CaseStore {
  const cases = modelOf<StoredCase>(connection, 'Case', caseSchema);
  const newestFirst = async (filter: object) =>
    (await cases.find(filter).sort({ 'case.openedAt': -1, _id: -1 }).lean()).map(toCaseView);
  const one = async (filter: object) => (await newestFirst(filter))[0] ?? null;

  return {
    async project(repairCase, display) {
      const { _id, ...document } = storedCase(repairCase, display);
      const { collection } = cases as unknown as { collection: Collection<StoredCase> };
      const replaced = async () =>
        (await collection.replaceOne({ _id, version: { $lt: repairCase.version } }, document)).matchedCount === 1;
      if (await replaced()) return 'written';
      if (await insertOnce(() => collection.insertOne({ _id, ...document }))) return 'written';
      // Between the two writes another version may have been inserted: ask the guarded write once more.
      if (await replaced()) return 'written';
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
    assistedBy: (accountId, request) => readPage(cases as never, assisted(accountId, request)),
    async heldBy(accountId) {
      const filter = { open: true, 'case.assignee.accountId': accountId };
      const found = (await cases.find(filter, { 'case.entryId': 1 }).lean()) as unknown as StoredCase[];
      return found.map(({ case: { entryId } }) => entryId);
    },
    ...openCaseReader(cases),
    ...caseQueue(cases),
  };
}

/** What is asked of the open cases of all firms. */
function openCaseReader(cases: Model<StoredCase>): Pick<CaseStore, 'withFailedLetter' | 'openCases'> {
  return {
    async withFailedLetter(most) {
      const failed = { 'case.letterFailure.at': op({ $exists: true }), open: true };
      const found = await cases.find(failed).sort({ 'case.letterFailure.at': -1, _id: 1 }).limit(most).lean();
      return found.map(toCaseView);
    },
    async *openCases() {
      for await (const found of cases.find({ open: true }, { 'case.entryId': 1 }).lean().cursor()) {
        const { _id: caseId, case: repairCase } = found as unknown as StoredCase;
        yield { caseId, entryId: repairCase.entryId };
      }
    },
  };
}

const assisted = (accountId: string, request: PageRequest) => ({
  filter: { 'case.openedBy.accountId': accountId, 'case.assisted': true },
  sort: { 'case.openedAt': -1, _id: -1 } as const,
  request,
  toValue: toCaseView,
});
