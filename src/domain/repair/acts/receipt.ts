import { systemAct } from '../act.js';
import { exitProgressOf, hasReceipt } from '../exitProgress.js';
import { isReceiver } from '../receivers.js';
import { refuseRepair } from '../refusals.js';

/** A register has acknowledged the exit. */
export const receipt = systemAct<{ readonly receiver: string; readonly receiptId: string }>({
  stages: ['EXITING'],
  apply(repairCase, { at, receiver, receiptId }) {
    if (!isReceiver(receiver)) return refuseRepair('receiverUnknown', { receiver });
    if (hasReceipt(repairCase, receiver)) return refuseRepair('alreadyRecorded', { receiver });
    return {
      ok: true,
      next: { ...repairCase, receipts: [...repairCase.receipts, { receiver, at, receiptId }] },
      data: { receiver, receiptId, round: exitProgressOf(repairCase).round },
    };
  },
});
