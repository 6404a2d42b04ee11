import { systemAct } from '../act.js';
import { UNREPAIRED_STAGES } from '../stages.js';

/** The marks of a case that ended without repair are off the public pages. */
export const marksRemoved = systemAct({
  stages: UNREPAIRED_STAGES,
  hindrance: ({ marksRemovedAt }) => (marksRemovedAt === undefined ? undefined : 'alreadyRecorded'),
  apply: (repairCase, { at }) => ({ ok: true, next: { ...repairCase, marksRemovedAt: at } }),
});
