import { startDeadline } from './deadlines.js';
import { exitProgressOf, isRoundLost, missingReceivers } from './exitProgress.js';
import { EXIT_RECEIVERS, EXIT_RETRY_MS, type ExitHindrance } from './receivers.js';
import { refuseRepair } from './refusals.js';
import type { CaseDocumentKind, ExitProgress, RepairCase } from './repairCase.js';
import type { RepairStage } from './stages.js';
import { type Handlers, type StaffNotice, type StaffNoticeCode, tell } from './transition.js';

export const PAPER_OF: Partial<Record<RepairStage, CaseDocumentKind>> = {
  REPAIRED: 'EXIT_NOTICE',
  REJECTED: 'REJECTION',
  NOT_ACCEPTED: 'NON_ACCEPTANCE',
};

type ExitEventKind = 'exitStarted' | 'receipt' | 'exitRefused' | 'exitRecalled' | 'exitStuck' | 'exitRetried';

/** The way off the list, all registers together or none (states 12–14, S3-12). */
const wayOff: Handlers<ExitEventKind | 'exitCompleted'> = {
  exitStarted: (repairCase, { at }, rules) => ({
    ok: true,
    next: {
      ...repairCase,
      ...{ stage: 'EXITING', exit: { round: 1, refusing: [] }, deadlines: [startDeadline('T10', at, rules)] },
    },
    notice: tell(repairCase, 'exitStarted'),
  }),

  receipt(repairCase, { at, receiver, receiptId }) {
    if (!isReceiver(receiver)) return refuseRepair('receiverUnknown', { receiver });
    if (hasReceipt(repairCase, receiver)) return refuseRepair('alreadyRecorded', { receiver });
    return {
      ok: true,
      next: { ...repairCase, receipts: [...repairCase.receipts, { receiver, at, receiptId }] },
      data: { receiver, receiptId, round: exitProgressOf(repairCase).round },
    };
  },

  exitRefused(repairCase, { receiver }) {
    const exit = exitProgressOf(repairCase);
    if (!isReceiver(receiver)) return refuseRepair('receiverUnknown', { receiver });
    if (exit.refusing.includes(receiver)) return refuseRepair('alreadyRecorded', { receiver });
    return {
      ok: true,
      next: { ...repairCase, exit: { ...exit, refusing: [...exit.refusing, receiver] } },
      data: { receiver, round: exit.round },
    };
  },

  exitRecalled(repairCase, { receiver }) {
    if (!hasReceipt(repairCase, receiver)) return refuseRepair('receiptsMissing', { receiver });
    const receipts = repairCase.receipts.filter(receipt => receipt.receiver !== receiver);
    return {
      ok: true,
      next: { ...repairCase, receipts },
      data: { receiver, round: exitProgressOf(repairCase).round },
    };
  },

  exitStuck(repairCase, { at, hindrance }) {
    const before = exitProgressOf(repairCase);
    if (before.hindrance === hindrance || isRoundLost(before)) return refuseRepair('alreadyRecorded');
    const again = hindrance === 'REFUSED' || hindrance === 'FAILED';
    const exit: ExitProgress = { ...before, hindrance, ...(again && { nextRoundAt: at + EXIT_RETRY_MS }) };
    const receivers = hindrance === 'AWAY' ? missingReceivers(repairCase) : exit.refusing;
    return {
      ok: true,
      next: { ...repairCase, exit },
      data: { hindrance, round: exit.round, receivers },
      staff: alarm(repairCase, hindrance, receivers),
    };
  },

  exitRetried(repairCase, { at, by }) {
    const exit = exitProgressOf(repairCase);
    const itself = by === undefined;
    if (itself && (exit.nextRoundAt === undefined || at < exit.nextRoundAt)) return refuseRepair('deadlineNotDue');
    if (!isRoundLost(exit)) return { ok: true, next: repairCase, data: { round: exit.round } };
    const round = exit.round + 1;
    return { ok: true, next: { ...repairCase, exit: { round, refusing: [] }, receipts: [] }, data: { round } };
  },

  exitCompleted: repairCase => ({
    ok: true,
    next: { ...repairCase, stage: 'REPAIRED', exit: { round: exitProgressOf(repairCase).round, refusing: [] } },
    notice: tell(repairCase, 'repaired'),
  }),
};

const isReceiver = (name: string): boolean => EXIT_RECEIVERS.some(known => known === name);
const hasReceipt = ({ receipts }: RepairCase, receiver: string): boolean =>
  receipts.some(receipt => receipt.receiver === receiver);

const ALARMS: Readonly<Record<ExitHindrance, StaffNoticeCode>> = {
  AWAY: 'exitLate',
  REFUSED: 'exitRefused',
  NOT_LISTED: 'exitNotListed',
  FAILED: 'exitFailed',
};

/** What the city administrators hear, who look after the registers. */
const alarm = ({ reference }: RepairCase, hindrance: ExitHindrance, receivers: readonly string[]): StaffNotice => ({
  code: ALARMS[hindrance],
  role: 'CITY_ADMIN',
  values: { reference, ...(receivers.length > 0 && { receivers: receivers.join(', ') }) },
});

/** The way off the list and the papers at the end (states 12–14, 18, 19). */
export const exitEvents: Handlers<
  ExitEventKind | 'exitCompleted' | 'documentIssued' | 'commitmentPublished' | 'marksRemoved'
> = {
  ...wayOff,

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
