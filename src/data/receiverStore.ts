import type { Connection } from 'mongoose';
import { type RECEIVER_MODES, receiptSchema, receiverSchema } from './models/listModels.js';
import { done, insertOnce, modelOf, op, type Page, type PageRequest, readPage, without } from './storeKit.js';

/** OK answers; AWAY does not answer; REFUSING says no for good. */
export type ReceiverMode = (typeof RECEIVER_MODES)[number];

export interface Receipt {
  receiver: string;
  caseId: string;
  entryId: string;
  /** Round of the exit: after a recall the next try is a new message. */
  round: number;
  receiptId: string;
  at: number;
  recalledAt?: number;
}

export interface ReceiverState {
  receiver: string;
  mode: ReceiverMode;
  acknowledged: number;
}

/** Local stand-in for the registers that must acknowledge an exit; it can be made to fail. */
export interface ReceiverStore {
  mode(receiver: string): Promise<ReceiverMode>;
  setMode(receiver: string, change: { mode: ReceiverMode; at: number }): Promise<void>;
  states(receivers: readonly string[]): Promise<ReceiverState[]>;
  /** One receipt per receiver, case and round: a repeated message gets the first receipt again. */
  acknowledge(receipt: Omit<Receipt, 'recalledAt'>): Promise<Receipt>;
  recall(message: { receiver: string; caseId: string; round: number; at: number }): Promise<void>;
  receiptsOf(caseId: string): Promise<Receipt[]>;
  page(filter: { receiver?: string | undefined }, page: PageRequest): Promise<Page<Receipt>>;
}

type StoredReceipt = Receipt & { _id: string };

export function receiverStore(connection: Connection): ReceiverStore {
  const receivers = modelOf<{ _id: string; mode: ReceiverMode; changedAt?: number }>(
    connection,
    'Receiver',
    receiverSchema,
  );
  const receipts = modelOf<StoredReceipt>(connection, 'Receipt', receiptSchema);
  const idOf = ({ receiver, caseId, round }: { receiver: string; caseId: string; round: number }) =>
    `${receiver}:${caseId}:${String(round)}`;
  const mode = async (receiver: string): Promise<ReceiverMode> =>
    (await receivers.findById(receiver).lean())?.mode ?? 'OK';
  return {
    mode,
    setMode: (receiver, { mode: wanted, at }) =>
      done(receivers.updateOne({ _id: receiver }, { $set: { mode: wanted, changedAt: at } }, { upsert: true })),
    states: names =>
      Promise.all(
        names.map(async receiver => ({
          receiver,
          mode: await mode(receiver),
          acknowledged: await receipts.countDocuments({ receiver, recalledAt: null as never }),
        })),
      ),
    async acknowledge(receipt) {
      const _id = idOf(receipt);
      await insertOnce(() => receipts.create([{ _id, ...receipt }]));
      const stored = await receipts.findById(_id).lean();
      return stored === null ? receipt : toReceipt(stored);
    },
    recall: ({ at, ...message }) =>
      done(
        receipts.updateOne({ _id: idOf(message), recalledAt: op({ $exists: false }) }, { $set: { recalledAt: at } }),
      ),
    receiptsOf: async caseId => (await receipts.find({ caseId }).sort({ at: 1, _id: 1 }).lean()).map(toReceipt),
    page: ({ receiver }, request) =>
      readPage(receipts as never, {
        filter: receiver === undefined ? {} : { receiver },
        sort: { at: -1, _id: -1 },
        request,
        toValue: toReceipt,
      }),
  };
}

function toReceipt(document: object): Receipt {
  return without(document as StoredReceipt, '_id');
}
