import { act } from '../act.js';
import { without } from '../repairCase.js';
import { DESK_STAGES } from '../stages.js';

/** The holder gives the case back; whoever may no longer decide, as after declaring an interest, still can. */
export const release = act({
  permission: 'review.release',
  stages: DESK_STAGES,
  office: true,
  openToPartial: true,
  page: 'button',
  hindrance: ({ assignee }) => (assignee === undefined ? 'notClaimed' : undefined),
  apply: repairCase => ({ ok: true, next: without(repairCase, 'assignee') }),
});
