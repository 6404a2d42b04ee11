import { systemAct } from '../act.js';
import { exitProgressOf, missingReceivers } from '../exitProgress.js';
import { tell } from '../notices.js';

/** Every register has acknowledged: the firm is off the list. */
export const exitCompleted = systemAct({
  stages: ['EXITING'],
  hindrance: repairCase => (missingReceivers(repairCase).length === 0 ? undefined : 'receiptsMissing'),
  apply: repairCase => ({
    ok: true,
    next: { ...repairCase, stage: 'REPAIRED', exit: { round: exitProgressOf(repairCase).round, refusing: [] } },
    notice: tell(repairCase, 'repaired'),
  }),
});
