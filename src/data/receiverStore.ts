import type { Connection, Model } from 'mongoose';
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
  /** Number of cases whose messages alone it does not answer. */
  ignored: number;
}

/** Local stand-in for the registers that must acknowledge an exit; it can be made to fail. */
export interface ReceiverStore {
  /** How it answers; for the messages of a case it may be away alone. */
  mode(receiver: string, caseId?: string): Promise<ReceiverMode>;
  /** Lets it be away for the messages of one case, until its mode is set the next time. */
  ignoreCase(receiver: string, caseId: string): Promise<void>;
  /** Sets the mode for every case. */
  setMode(receiver: string, change: { mode: ReceiverMode; at: number }): Promise<void>;
  states(receivers: readonly string[]): Promise<ReceiverState[]>;
  /** One receipt per receiver, case and round: a repeated message gets the first receipt again. */
  acknowledge(receipt: Omit<Receipt, 'recalledAt'>): Promise<Receipt>;
  recall(message: { receiver: string; caseId: string; round: number; at: number }): Promise<void>;
  receiptsOf(caseId: string): Promise<Receipt[]>;
  page(filter: { receiver?: string | undefined }, page: PageRequest): Promise<Page<Receipt>>;
}

type StoredReceipt = Receipt & { _id: string };

interface StoredReceiver {
  _id: string;
  mode: ReceiverMode;
  changedAt?: number;
  ignoredCases?: string[];
}

export function receiverStore(connection: Connection): ReceiverStore {
  const receivers = modelOf<StoredReceiver>(connection, 'Receiver', receiverSchema);
  const receipts = modelOf<StoredReceipt>(connection, 'Receipt', receiptSchema);
  const idOf = ({ receiver, caseId, round }: { receiver: string; caseId: string; round: number }) =>
    `${receiver}:${caseId}:${String(round)}`;
  return {
    ...modesOf(receivers),
    states: names =>
      Promise.all(
        names.map(async receiver => {
          const { mode, ignoredCases = [] } = await stateOf(receivers, receiver);
          const acknowledged = await receipts.countDocuments({ receiver, recalledAt: null as never });
          return { receiver, mode, acknowledged, ignored: ignoredCases.length };
        }),
      ),
    async acknowledge(receipt) {
      const _id = idOf(receipt);
      if (await insertOnce(() => receipts.collection.insertOne({ _id, ...receipt } as never))) return receipt;
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

/** How the registers answer. */
function modesOf(receivers: Model<StoredReceiver>): Pick<ReceiverStore, 'mode' | 'ignoreCase' | 'setMode'> {
  const change = (receiver: string, update: object) =>
    done(receivers.updateOne({ _id: receiver }, update, { upsert: true }));
  return {
    async mode(receiver, caseId = '') {
      const { mode, ignoredCases = [] } = await stateOf(receivers, receiver);
      return mode === 'OK' && ignoredCases.includes(caseId) ? 'AWAY' : mode;
    },
    ignoreCase: (receiver, caseId) =>
      change(receiver, { $addToSet: { ignoredCases: caseId }, $setOnInsert: { mode: 'OK' } }),
    setMode: (receiver, { mode, at }) =>
      change(receiver, { $set: { mode, changedAt: at }, $unset: { ignoredCases: 1 } }),
  };
}

const stateOf = async (
  receivers: Model<StoredReceiver>,
  receiver: string,
): Promise<Pick<StoredReceiver, 'mode' | 'ignoredCases'>> =>
  (await receivers.findById(receiver).lean()) ?? { mode: 'OK' };

function toReceipt(document: object): Receipt {
  return without(document as StoredReceipt, '_id');
}
