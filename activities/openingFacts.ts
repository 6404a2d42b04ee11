import { firstSubmissionDay } from '../src/domain/policy/entryPeriods.js';
import type { RepairRules } from '../src/domain/repair/applyRepairEvent.js';
import type { OpenFacts } from '../src/domain/repair/openCase.js';
import type { ActorRef } from '../src/domain/repair/repairCase.js';
import { caseRules } from './caseRules.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireEntry } from './requireCase.js';

/** What a new case takes over from its list entry, and the rules it starts under. */
export const createOpeningFacts =
  (dependencies: ActivityDependencies) =>
  async (input: {
    caseId: string;
    reference: string;
    entryId: string;
    openedBy: ActorRef;
    assisted: boolean;
  }): Promise<{ facts: OpenFacts; rules: RepairRules }> => {
    const entry = await requireEntry(dependencies.data, input.entryId);
    const rules = await caseRules(dependencies, entry);
    const { caseId, reference, entryId, openedBy, assisted } = input;
    const { uscc, county, authorityId, importedBy, listType, tier, finedOnly } = entry;
    const facts: OpenFacts = {
      ...{ caseId, reference, entryId, openedBy, assisted },
      ...{ uscc, county, authorityId, importedBy, listType, tier, finedOnly },
      firstSubmissionDay: firstSubmissionDay(entry, rules.policy),
      openedAt: dependencies.clock(),
    };
    return { facts, rules };
  };
