import { EXIT_RECEIVERS } from './receivers.js';
import { refuseRepair } from './refusals.js';
import type { CaseDocumentKind } from './repairCase.js';
import type { RepairStage } from './stages.js';
import { type Handlers, tell } from './transition.js';

const PAPER_OF: Partial<Record<RepairStage, CaseDocumentKind>> = {
  REPAIRED: 'EXIT_NOTICE',
  REJECTED: 'REJECTION',
  NOT_ACCEPTED: 'NON_ACCEPTANCE',
};

/** The way off the list and the papers at the end (states 12–14, 18, 19). */
export const exitEvents: Handlers<
  'exitStarted' | 'receipt' | 'exitCompleted' | 'documentIssued' | 'commitmentPublished' | 'marksRemoved'
> = {
  exitStarted: repairCase => ({
    ok: true,
    next: { ...repairCase, stage: 'EXITING' },
    notice: tell(repairCase, 'exitStarted'),
  }),

  receipt(repairCase, { at, receiver, receiptId }) {
    if (!EXIT_RECEIVERS.some(known => known === receiver)) return refuseRepair('receiverUnknown', { receiver });
    if (repairCase.receipts.some(receipt => receipt.receiver === receiver)) {
      return refuseRepair('alreadyRecorded', { receiver });
    }
    return {
      ok: true,
      next: { ...repairCase, receipts: [...repairCase.receipts, { receiver, at, receiptId }] },
      data: { receiver, receiptId },
    };
  },

  exitCompleted: repairCase => ({
    ok: true,
    next: { ...repairCase, stage: 'REPAIRED' },
    notice: tell(repairCase, 'repaired'),
  }),

  documentIssued(repairCase, { at, document, documentId }) {
    if (PAPER_OF[repairCase.stage] !== document) return refuseRepair('notInThisStage', { stage: repairCase.stage });
    if (repairCase.documents.some(({ kind }) => kind === document))
      return refuseRepair('alreadyRecorded', { document });
    return {
      ok: true,
      next: { ...repairCase, documents: [...repairCase.documents, { kind: document, documentId, at }] },
      data: { document, documentId },
      notice: tell(repairCase, 'documentReady', { document, documentId }),
    };
  },

  commitmentPublished(repairCase, { letterId }) {
    if (repairCase.publishedLetterId === letterId) return refuseRepair('alreadyRecorded');
    return {
      ok: true,
      next: { ...repairCase, publishedLetterId: letterId },
      data: { letterId },
      notice: tell(repairCase, 'commitmentPublished'),
    };
  },

  marksRemoved: (repairCase, { at }) => ({ ok: true, next: { ...repairCase, marksRemovedAt: at } }),
};
