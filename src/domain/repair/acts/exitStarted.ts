import { systemAct } from '../act.js';
import { startDeadline } from '../deadlines.js';
import { tell } from '../notices.js';

/** The registers are asked to take the entry off, all together or none (S3-12), within T10. */
export const exitStarted = systemAct({
  stages: ['APPROVED'],
  apply: (repairCase, { at }, rules) => ({
    ok: true,
    next: {
      ...repairCase,
      stage: 'EXITING',
      exit: { round: 1, refusing: [] },
      deadlines: [startDeadline('T10', at, rules)],
    },
    notice: tell(repairCase, 'exitStarted'),
  }),
});
