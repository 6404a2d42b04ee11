import { act } from '../act.js';
import { resumed } from '../sideStage.js';
import { SIDE_STAGES } from '../stages.js';

/** The office goes on with a case that waited in a side stage. */
export const resume = act({
  permission: 'review.claim',
  stages: SIDE_STAGES,
  office: true,
  apply: (repairCase, { at }, rules) => resumed(repairCase, at, rules),
});
