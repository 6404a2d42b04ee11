import { withoutClocks } from '../../proceeding/clock.js';
import type { Field } from '../../proceeding/form.js';
import { act } from '../act.js';
import { confirm, type Seen } from '../confirmations.js';
import { findDeadline, startDeadline } from '../deadlines.js';
import { decided } from '../decisions.js';
import { tell } from '../notices.js';
import { refuseRepair } from '../refusals.js';
import type { RepairCase } from '../repairCase.js';

/** What the county has seen of materials that were not filed as papers. */
const seenMaterials: Field<readonly Seen[]> = { input: 'seenMaterials' };

/** The county accepts the case: the law of this day is the law of the case from here on, and T3 begins. */
export const accept = act({
  permission: 'review.county',
  stages: ['SUBMITTED'],
  office: true,
  fourEyes: true,
  form: { confirmed: seenMaterials },
  facts: 'lawOfTheDay',
  apply(repairCase, { at, by, policyVersion, confirmed }, rules) {
    const { confirmations, missing } = confirm(repairCase, confirmed, { by, at });
    if (missing.length > 0) return refuseRepair('confirmationMissing', { materials: missing.join(',') });
    const next: RepairCase = {
      ...decided(repairCase, { step: 'ACCEPT', outcome: 'POSITIVE', by, at, reason: '' }),
      stage: 'COUNTY_REVIEW',
      acceptedAt: at,
      ...(confirmations.length > 0 && { confirmations: [...(repairCase.confirmations ?? []), ...confirmations] }),
      policyVersion,
      finalWord: rules.policy.finalWord,
      deadlines: [...withoutClocks(repairCase.deadlines, 'T1', 'T2'), startDeadline('T3', at, rules)],
    };
    const due = findDeadline(next, 'T3')?.due ?? '';
    const seen = confirmations.map(({ material, seen: what }) => ({ material, seen: what }));
    const data = { policyVersion, ...(seen.length > 0 && { confirmed: seen }) };
    return { ok: true, next, data, notice: tell(next, 'accepted', { due }) };
  },
});
