import { dayOf } from '../src/domain/calendarDay.js';
import { type ActivityDependencies } from './dependencies.js';

/** What is on file at the moment of submitting: evidence, the materials it covers, and today's date in Asia/Shanghai. */
export const createSubmissionFacts =
  ({ data, clock }: ActivityDependencies) =>
  async ({ caseId }: { caseId: string }): Promise<{ evidenceIds: string[]; materials: string[]; today: string }> => {
    const evidence = await data.evidence.list(caseId);
    return {
      evidenceIds: evidence.map(item => item.evidenceId),
      materials: [...new Set(evidence.map(item => item.material))],
      today: dayOf(clock()),
    };
  };
