import { act } from '../act.js';
import { DESK_STAGES } from '../stages.js';

/** A reviewer takes the case from the desk. It announces a decision, so whoever may not decide may not claim. */
export const claim = act({
  permission: 'review.claim',
  stages: DESK_STAGES,
  office: true,
  holder: 'NOBODY',
  fourEyes: true,
  page: 'button',
  apply: (repairCase, { by }) => ({ ok: true, next: { ...repairCase, assignee: by } }),
});
