import { act, outcome, reason } from '../act.js';
import { decided, needsReason, rejected } from '../decisions.js';
import { tell } from '../notices.js';
import { refuseRepair } from '../refusals.js';
import type { CaseInBrief, RepairCase } from '../repairCase.js';

/** The city only records where the recognising authority has the final word (part 3.4), so there is nothing to choose. */
const decides = ({ finalWord }: CaseInBrief): boolean => finalWord === 'CITY';

/** The city decides, or records the authority's decision; a yes leads off the list. */
export const cityDecision = act({
  permission: 'review.city',
  stages: ['CITY_REVIEW'],
  office: true,
  fourEyes: true,
  form: { outcome: outcome(decides), reason: reason(needsReason) },
  irreversible: true,
  variant: repairCase => (decides(repairCase) ? undefined : 'RECORD'),
  apply(repairCase, { at, by, outcome: given, reason: why }) {
    if (given === 'NEGATIVE' && !decides(repairCase)) return refuseRepair('authorityHasFinalWord');
    const base = decided(repairCase, { step: 'CITY', outcome: given, by, at, reason: why });
    if (given === 'NEGATIVE') return rejected(base, why, 'CITY');
    const next: RepairCase = { ...base, stage: 'APPROVED', deadlines: [] };
    return { ok: true, next, reason: why, data: { outcome: given }, notice: tell(next, 'approved') };
  },
});
