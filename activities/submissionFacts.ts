import { dayOf } from '../src/domain/calendarDay.js';
import { materialsAtHand } from '../src/domain/repair/materials.js';
import { type ActivityDependencies } from './dependencies.js';
import { requireCase, requireEntry } from './requireCase.js';

/** What is on file at the moment of submitting: evidence, the materials it covers, and today's date in Asia/Shanghai. */
export const createSubmissionFacts =
  ({ data, clock }: ActivityDependencies) =>
  async ({ caseId }: { caseId: string }): Promise<{ evidenceIds: string[]; materials: string[]; today: string }> => {
    const { entryId, uscc } = (await requireCase(data, caseId)).case;
    const { decisionNumber } = await requireEntry(data, entryId);
    const evidence = await data.evidence.list(caseId);
    const onFile = {
      licenceShared: (await data.enterprises.findByUscc(uscc)) !== null,
      decisionOnFile: decisionNumber !== '',
    };
    return {
      evidenceIds: evidence.map(item => item.evidenceId),
      materials: materialsAtHand(
        onFile,
        evidence.map(item => item.material),
      ),
      today: dayOf(clock()),
    };
  };
