import type { AuditRecord, CaseLine, CaseView, ChainVerdict, DataAccess, Page, PageRequest } from '../data/index.js';
import { evidenceChain } from '../domain/repair/materials.js';
import { EXIT_RECEIVERS } from '../domain/repair/receivers.js';
import { REPAIR_STAGES } from '../domain/repair/stages.js';

export interface PendingExit {
  readonly view: CaseLine;
  /** Registers that have acknowledged this exit and were not asked to take it back. */
  readonly acknowledged: readonly string[];
}

/** The registers as they answer now, and the exits that are under way. */
export async function receiversView({ data }: { data: Pick<DataAccess, 'receivers' | 'cases'> }, page: number) {
  const [states, list] = await Promise.all([
    data.receivers.states(EXIT_RECEIVERS),
    data.cases.queue({ scope: {}, stages: ['EXITING'], page: { page, size: 20 } }),
  ]);
  const items = await Promise.all(
    list.items.map(async (view): Promise<PendingExit> => {
      const receipts = await data.receivers.receiptsOf(view.case.caseId);
      return { view, acknowledged: receipts.filter(r => r.recalledAt === undefined).map(({ receiver }) => receiver) };
    }),
  );
  const exits: Page<PendingExit> = { ...list, items };
  return { states, exits };
}

export interface ChainView {
  readonly chain: string;
  /** Case of the chain; null for the administrative one. */
  readonly found: CaseView | null;
  readonly records: readonly AuditRecord[];
}

/** The chain a search names: a case by its reference, or its files, or the administrative acts. Null where no such case exists. */
export async function chainOf(
  { data }: { data: Pick<DataAccess, 'cases'> },
  search: { admin: boolean; evidence: boolean; reference: string },
): Promise<Omit<ChainView, 'records'> | null> {
  if (search.admin) return { chain: 'admin', found: null };
  const found = await data.cases.findByReference(search.reference.trim().toUpperCase());
  if (found === null) return null;
  const { caseId } = found.case;
  return { chain: search.evidence ? evidenceChain(caseId) : `case:${caseId}`, found };
}

/** Cases in every stage, last changed first, for those who look for a trail; by firm, code, decision or reference. */
export function casesWithTrail({ data }: { data: Pick<DataAccess, 'cases'> }, q: string, page: PageRequest) {
  return data.cases.queue({ scope: {}, stages: REPAIR_STAGES, latestFirst: true, ...(q !== '' && { q }), page });
}

/** Display names of those who acted, by account. */
export async function actorNames(
  { data }: { data: Pick<DataAccess, 'accounts'> },
  records: readonly AuditRecord[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(records.flatMap(({ actor }) => actor?.accountId ?? []))];
  return ids.length === 0 ? new Map() : data.accounts.displayNames(ids);
}

/** The chain's verdict; null where it has no record yet. */
export async function verdictOfChain(
  { data }: { data: Pick<DataAccess, 'audit'> },
  chain: string,
): Promise<ChainVerdict | null> {
  for await (const verdict of data.audit.verify(chain)) return verdict;
  return null;
}
