import type { CaseDisplay } from '../src/data/caseView.js';
import { dayOf } from '../src/domain/calendarDay.js';
import { namesNoDuty } from '../src/domain/entries/namesNoDuty.js';
import { firstSubmissionDay } from '../src/domain/policy/entryPeriods.js';
import type { Refusal } from '../src/domain/refusal.js';
import type { RepairRules } from '../src/domain/repair/act.js';
import { mayStart } from '../src/domain/repair/mayStart.js';
import type { OpenFacts } from '../src/domain/repair/openCase.js';
import { refuseRepair } from '../src/domain/repair/refusals.js';
import type { ActorRef } from '../src/domain/repair/repairCase.js';
import { rulesToday } from '../src/facts/law.js';
import type { ActivityDependencies } from './dependencies.js';
import { displayOf } from './entryNow.js';
import { requireEntry } from './requireCase.js';

const { refusal: CASE_CLOSED } = refuseRepair('caseClosed');

/** What a new case takes over from its list entry, and the rules it starts under; with a refusal where none may be opened. */
export const createOpeningFacts =
  (dependencies: ActivityDependencies) =>
  async (input: {
    caseId: string;
    reference: string;
    entryId: string;
    openedBy: ActorRef;
    assisted: boolean;
  }): Promise<{ facts: OpenFacts; rules: RepairRules; display: CaseDisplay; refusal?: Refusal }> => {
    const [entry, earlier] = await Promise.all([
      requireEntry(dependencies.data, input.entryId),
      dependencies.data.cases.find(input.caseId),
    ]);
    const rules = await rulesToday(dependencies, entry);
    const { caseId, reference, entryId, openedBy, assisted } = input;
    const { uscc, county, authorityId, importedBy, importers = [], listType, tier, finedOnly } = entry;
    const openedAt = dependencies.clock();
    const firstDay = firstSubmissionDay(entry, rules.policy);
    const facts: OpenFacts = {
      ...{ caseId, reference, entryId, openedBy, assisted },
      ...{ uscc, county, authorityId, importedBy, listType, tier, finedOnly },
      importers,
      ...(namesNoDuty(entry) && { noDuty: true }),
      firstSubmissionDay: firstDay,
      awaitsFirstDay: dayOf(openedAt) < firstDay,
      openedAt,
    };
    // The engine itself promises that no other case of the entry is open.
    const verdict = mayStart({ ...entry, hasOpenCase: false, today: dayOf(facts.openedAt) }, rules.policy);
    // An old form sent again after its case was closed opens nothing.
    const refusal = earlier === null ? (verdict.ok ? undefined : verdict.refusal) : CASE_CLOSED;
    return { facts, rules, display: displayOf(entry, county), ...(refusal !== undefined && { refusal }) };
  };
