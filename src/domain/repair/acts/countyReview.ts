import { act, outcome, reason } from '../act.js';
import { findDeadline, startDeadline } from '../deadlines.js';
import { decided } from '../decisions.js';
import { tell, tellStaff } from '../notices.js';
import type { RepairCase } from '../repairCase.js';

/** The county's opinion; either way the recognising authority is asked next (T6). */
export const countyReview = act({
  permission: 'review.county',
  stages: ['COUNTY_REVIEW'],
  office: true,
  fourEyes: true,
  form: { outcome: outcome(), reason: reason((_case, values) => values['outcome'] === 'NEGATIVE') },
  irreversible: (_case, given) => given === 'NEGATIVE',
  apply(repairCase, { at, by, outcome: given, reason: why }, rules) {
    const next: RepairCase = {
      ...decided(repairCase, { step: 'COUNTY', outcome: given, by, at, reason: why }),
      stage: 'AUTHORITY_OPINION',
      deadlines: [...repairCase.deadlines, startDeadline('T6', at, rules)],
    };
    const due = findDeadline(next, 'T6')?.due ?? '';
    const notice = tell(next, 'atAuthority', { due });
    return {
      ok: true,
      next,
      reason: why,
      data: { outcome: given },
      notice,
      ...tellStaff(next, 'opinionWanted', { due }),
    };
  },
});
