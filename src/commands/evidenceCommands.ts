import type { DataAccess, Evidence } from '../data/index.js';
import { evidenceChain } from '../domain/repair/materials.js';
import type { ActorRef } from '../domain/repair/repairCase.js';

type EvidenceData = Pick<DataAccess, 'evidence' | 'audit'>;
type NewEvidence = Parameters<DataAccess['evidence']['add']>[0];
type Added = Awaited<ReturnType<DataAccess['evidence']['add']>>;

/**
 * Keeps a file of a case and records it in the case's chain of evidence; the chain of the case itself is written by its
 * workflow alone. Sent again it is one file and one record. `full`: the case has its most files already.
 */
export async function addEvidence(data: EvidenceData, file: NewEvidence): Promise<Added> {
  const added = await data.evidence.add(file);
  if (added.outcome !== 'full') {
    const { evidence } = added;
    await record(data, evidence, { kind: 'evidenceAdded', by: evidence.uploadedBy, at: evidence.at });
  }
  return added;
}

/** Takes a file back and records that; with `keepFile` (part of an earlier submission) its bytes stay. */
export async function removeEvidence(
  data: EvidenceData,
  evidenceId: string,
  removal: { by: ActorRef; at: number; keepFile: boolean },
): Promise<void> {
  await data.evidence.remove(evidenceId, removal);
  const removed = await data.evidence.find(evidenceId);
  if (removed?.removedAt === undefined) return;
  await record(data, removed, {
    ...{ kind: 'evidenceRemoved', by: removed.removedBy ?? removal.by, at: removed.removedAt },
    keepFile: removal.keepFile,
  });
}

/** The name of a file may name people, and a record can never be erased: the hash says which file it was. */
async function record(
  { audit }: EvidenceData,
  { caseId, evidenceId, material, sha256, size }: Evidence,
  { kind, by, at, keepFile }: { kind: string; by: ActorRef; at: number; keepFile?: boolean },
): Promise<void> {
  await audit.append({
    ...{ chain: evidenceChain(caseId), kind, key: `${kind}:${evidenceId}`, at },
    actor: { accountId: by.accountId, role: by.role },
    data: { evidenceId, material, sha256, size, ...(keepFile !== undefined && { keepFile }) },
  });
}
