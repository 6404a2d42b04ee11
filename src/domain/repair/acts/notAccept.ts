import { act, reason } from '../act.js';
import { decided } from '../decisions.js';
import { tell } from '../notices.js';
import type { RepairCase } from '../repairCase.js';

/** The county does not accept the case, with its reason; it ends. */
export const notAccept = act({
  permission: 'review.county',
  stages: ['SUBMITTED'],
  office: true,
  secondary: true,
  fourEyes: true,
  form: { reason: reason() },
  irreversible: true,
  apply(repairCase, { at, by, reason: why }) {
    const next: RepairCase = {
      ...decided(repairCase, { step: 'NOT_ACCEPT', outcome: 'NEGATIVE', by, at, reason: why }),
      stage: 'NOT_ACCEPTED',
    };
    return { ok: true, next, reason: why, notice: tell(next, 'notAccepted', { reason: why }) };
  },
});
