import type { DataAccess, Evidence, ListEntry } from '../data/index.js';
import { type EntryFacts, entryFactsOf, materialsAtHand } from '../domain/repair/materials.js';
import type { RepairCase } from '../domain/repair/repairCase.js';

/** The papers of a case: what lies there, and what the list entry says by itself. */
export interface MaterialFacts {
  /** Null where the entry is gone. */
  readonly entry: ListEntry | null;
  readonly entryFacts: EntryFacts;
  /** Files in place. */
  readonly evidence: readonly Evidence[];
  /** Codes of the materials that files in place were brought for. */
  readonly uploaded: readonly string[];
  /** Codes at hand: what was uploaded, what the entry says, what the recognising authority confirmed. */
  readonly atHand: readonly string[];
}

type Papers = Pick<RepairCase, 'caseId' | 'entryId' | 'noDutyStated' | 'dutyRequests'>;

/** What is on file for a case now. */
export async function materialsOf(
  { entries, evidence }: Pick<DataAccess, 'entries' | 'evidence'>,
  repairCase: Papers,
): Promise<MaterialFacts> {
  const [entry, files] = await Promise.all([entries.findById(repairCase.entryId), evidence.list(repairCase.caseId)]);
  return materialFacts(repairCase, { entry, evidence: files });
}

/** The same of what was read already; removed files count for nothing. */
export function materialFacts(
  repairCase: Papers,
  { entry, evidence }: { entry: ListEntry | null; evidence: readonly Evidence[] },
): MaterialFacts {
  const entryFacts = entryFactsOf(entry);
  const inPlace = evidence.filter(({ removedAt }) => removedAt === undefined);
  const uploaded = inPlace.map(({ material }) => material);
  return { entry, entryFacts, evidence: inPlace, uploaded, atHand: materialsAtHand(entryFacts, uploaded, repairCase) };
}
