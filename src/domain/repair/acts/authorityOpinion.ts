import { withoutClocks } from '../../proceeding/clock.js';
import { act, outcome, reason } from '../act.js';
import { findDeadline } from '../deadlines.js';
import { decided, needsReason, rejected } from '../decisions.js';
import { tell, tellStaff } from '../notices.js';
import type { RepairCase } from '../repairCase.js';

/** The recognising authority's opinion; a no ends the case, and where it has the final word a yes is the decision. */
export const authorityOpinion = act({
  permission: 'review.authority',
  stages: ['AUTHORITY_OPINION'],
  office: true,
  fourEyes: true,
  form: { outcome: outcome(), reason: reason(needsReason) },
  irreversible: ({ finalWord }, given) => given === 'NEGATIVE' || finalWord === 'AUTHORITY',
  variant: ({ finalWord }, given) => (finalWord === 'AUTHORITY' ? `FINAL_${given}` : undefined),
  apply(repairCase, { at, by, outcome: given, reason: why }) {
    const base = decided(repairCase, { step: 'AUTHORITY', outcome: given, by, at, reason: why });
    if (given === 'NEGATIVE') return rejected(base, why, 'AUTHORITY');
    const next: RepairCase = {
      ...base,
      stage: 'CITY_REVIEW',
      deadlines: withoutClocks(repairCase.deadlines, 'T6'),
    };
    const due = findDeadline(next, 'T3')?.due ?? '';
    const notice = tell(next, 'atCity', { due });
    const staff = tellStaff(next, 'cityDecisionWanted', { due });
    return { ok: true, next, reason: why, data: { outcome: given }, notice, ...staff };
  },
});
