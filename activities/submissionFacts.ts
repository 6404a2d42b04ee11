import { dayOf } from '../src/domain/calendarDay.js';
import { materialsAtHand } from '../src/domain/repair/materials.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireCase, requireEntry } from './requireCase.js';

/** What is on file at the moment of submitting: evidence, the materials it covers, and today's date in Asia/Shanghai. */
export const createSubmissionFacts =
  ({ data, clock }: ActivityDependencies) =>
  async ({ caseId }: { caseId: string }): Promise<{ evidenceIds: string[]; materials: string[]; today: string }> => {
    const { entryId, uscc } = (await requireCase(data, caseId)).case;
    const { decisionNumber } = await requireEntry(data, entryId);
    const [evidence, enterprise] = await Promise.all([data.evidence.list(caseId), data.enterprises.findByUscc(uscc)]);
    const uploaded = evidence.map(item => item.material);
    return {
      evidenceIds: evidence.map(item => item.evidenceId),
      // The imported entry carries the decision, the firm's record the data of its licence: neither is asked for again.
      materials: materialsAtHand(
        { licenceShared: enterprise !== null, decisionOnFile: decisionNumber !== '' },
        uploaded,
      ),
      today: dayOf(clock()),
    };
  };
