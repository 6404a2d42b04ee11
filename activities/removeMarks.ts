import { PUBLIC_MARKS } from '../src/domain/repair/publication.js';
import type { RepairStage } from '../src/domain/repair/stages.js';
import type { ActivityDependencies } from './dependencies.js';

/**
 * Takes a case that ended without repair off the public pages: the entry's label goes, a published commitment says why,
 * and whoever verifies its letter learns that it no longer counts (parts 5, 6).
 */
export const createRemoveMarks =
  ({ data }: ActivityDependencies) =>
  async ({ caseId, entryId, stage, at }: { caseId: string; entryId: string; stage: RepairStage; at: number }) => {
    for (const mark of PUBLIC_MARKS) await data.entries.unmark(entryId, mark);
    await data.commitments.revoke(caseId, { at, reason: stage });
    const letters = (await data.documents.ofCase(caseId)).filter(({ kind }) => kind === 'COMMITMENT');
    for (const { documentId } of letters) await data.documents.revoke(documentId, { at, reason: stage });
  };
