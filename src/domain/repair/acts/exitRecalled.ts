import { systemAct } from '../act.js';
import { exitProgressOf, hasReceipt } from '../exitProgress.js';
import { refuseRepair } from '../refusals.js';

/** A register has taken its acknowledgement back, as the round is lost. */
export const exitRecalled = systemAct<{ readonly receiver: string }>({
  stages: ['EXITING'],
  apply(repairCase, { receiver }) {
    if (!hasReceipt(repairCase, receiver)) return refuseRepair('receiptsMissing', { receiver });
    const receipts = repairCase.receipts.filter(({ receiver: name }) => name !== receiver);
    return {
      ok: true,
      next: { ...repairCase, receipts },
      data: { receiver, round: exitProgressOf(repairCase).round },
    };
  },
});
