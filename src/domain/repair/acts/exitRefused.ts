import { systemAct } from '../act.js';
import { exitProgressOf } from '../exitProgress.js';
import { isReceiver } from '../receivers.js';
import { refuseRepair } from '../refusals.js';

/** A register refuses the exit for good. */
export const exitRefused = systemAct<{ readonly receiver: string }>({
  stages: ['EXITING'],
  apply(repairCase, { receiver }) {
    const exit = exitProgressOf(repairCase);
    if (!isReceiver(receiver)) return refuseRepair('receiverUnknown', { receiver });
    if (exit.refusing.includes(receiver)) return refuseRepair('alreadyRecorded', { receiver });
    return {
      ok: true,
      next: { ...repairCase, exit: { ...exit, refusing: [...exit.refusing, receiver] } },
      data: { receiver, round: exit.round },
    };
  },
});
