import { systemAct } from '../act.js';
import { exitProgressOf, isRoundLost } from '../exitProgress.js';
import { refuseRepair } from '../refusals.js';
import type { ActorRef } from '../repairCase.js';

/** The exit is tried again: by itself once its time has come, or at an administrator's word (`by`). */
export const exitRetried = systemAct<{ readonly by?: ActorRef }>({
  stages: ['EXITING'],
  apply(repairCase, { at, by }) {
    const exit = exitProgressOf(repairCase);
    const itself = by === undefined;
    if (itself && (exit.nextRoundAt === undefined || at < exit.nextRoundAt)) return refuseRepair('deadlineNotDue');
    if (!isRoundLost(exit)) return { ok: true, next: repairCase, data: { round: exit.round } };
    const round = exit.round + 1;
    return { ok: true, next: { ...repairCase, exit: { round, refusing: [] }, receipts: [] }, data: { round } };
  },
});
