import type { RepairRules } from '../src/domain/repair/act.js';
import { caseRules } from './caseRules.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireCase } from './requireCase.js';

/** The rules in force for a case on the day it is accepted; the workflow pins them from then on. */
export const createLoadRules =
  (dependencies: ActivityDependencies) =>
  async ({ caseId }: { caseId: string }): Promise<RepairRules> => {
    const { case: repairCase } = await requireCase(dependencies.data, caseId);
    return caseRules(dependencies, repairCase);
  };
