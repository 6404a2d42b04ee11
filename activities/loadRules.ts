import type { RepairRules } from '../src/domain/repair/act.js';
import type { ListType, Tier } from '../src/domain/repair/stages.js';
import { rulesToday } from '../src/facts/law.js';
import type { ActivityDependencies } from './dependencies.js';

/** The rules in force for a case on the day it is accepted; the workflow pins them from then on. */
export const createLoadRules =
  (dependencies: ActivityDependencies) =>
  ({ listType, tier }: { caseId: string; listType: ListType; tier: Tier }): Promise<RepairRules> =>
    rulesToday(dependencies, { listType, tier });
