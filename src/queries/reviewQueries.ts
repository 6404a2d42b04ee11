import type { AuditRecord, CaseView, DataAccess, Evidence, ListEntry, StoredDocument } from '../data/index.js';
import type { Actor } from '../domain/access/actor.js';
import { may } from '../domain/access/permissions.js';
import type { RepairRules } from '../domain/repair/act.js';
import { objectOf, withImporters } from '../domain/repair/judge.js';
import type { RepairCase } from '../domain/repair/repairCase.js';
import { rulesOf } from '../facts/law.js';
import { displayNames } from './displayNames.js';

export interface ReviewQueryDependencies {
  readonly data: Pick<
    DataAccess,
    'cases' | 'entries' | 'enterprises' | 'evidence' | 'audit' | 'documents' | 'calendars' | 'policies' | 'accounts'
  >;
  readonly demo: boolean;
  readonly clock: () => number;
}

export interface ReviewDossier {
  /** The case as it is stored, with everybody who has imported its entry by now. */
  view: CaseView;
  entry: ListEntry | null;
  /** All files, removed ones as well: an earlier submission may name them. */
  evidence: readonly Evidence[];
  history: readonly AuditRecord[];
  letter: StoredDocument | null;
  rules: RepairRules;
  names: ReadonlyMap<string, string>;
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

/** The firm's question about its duties where this person may read it, whether or not the case was submitted. */
export async function dutyQuestion(
  { data }: Pick<ReviewQueryDependencies, 'data'>,
  actor: Actor,
  caseId: string,
): Promise<CaseView | null> {
  const view = await data.cases.find(caseId);
  if (view === null || (view.case.dutyRequests ?? []).length === 0) return null;
  return may(actor, 'duties.read', objectOf(view.case)) ? view : null;
}

/** Whether this person may read the question about duties and nothing else of the case yet. */
export async function isBareQuestion(
  dependencies: Pick<ReviewQueryDependencies, 'data'>,
  actor: Actor,
  caseId: string,
): Promise<boolean> {
  const view = await dutyQuestion(dependencies, actor, caseId);
  return view !== null && !wasSubmitted(view.case);
}

const wasSubmitted = ({ submissions }: RepairCase): boolean => submissions.length > 0;

/** Everything a reviewer reads before deciding. */
export async function reviewDossier(dependencies: ReviewQueryDependencies, view: CaseView): Promise<ReviewDossier> {
  const { data } = dependencies;
  const { caseId, entryId, letterId } = view.case;
  const [entry, evidence, history, letter, rules] = await Promise.all([
    data.entries.findById(entryId),
    data.evidence.list(caseId, { removed: true }),
    data.audit.ofChain(`case:${caseId}`),
    letterId === undefined ? null : data.documents.find(letterId),
    rulesOf(dependencies, view.case),
  ]);
  const acting = history.flatMap(({ actor }) => actor?.accountId ?? []);
  const names = await displayNames(data, [...acting, ...(view.case.assignee ? [view.case.assignee.accountId] : [])]);
  const current = { ...view, case: withImporters(view.case, entry?.importers ?? view.case.importers) };
  return { view: current, entry, evidence, history, letter, rules, names };
}
