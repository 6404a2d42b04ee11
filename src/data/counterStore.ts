import { type Connection } from 'mongoose';
import { counterSchema } from './models/listModels.js';
import { isDuplicateKey, modelOf } from './storeKit.js';

export interface CounterStore {
  /** The next number of a series, from 1; never the same twice. A number may stay unused. */
  next(name: string): Promise<number>;
}

export function counterStore(connection: Connection): CounterStore {
  const counters = modelOf<{ _id: string; value: number }>(connection, 'Counter', counterSchema);
  const raise = async (name: string): Promise<number> => {
    const counter = await counters
      .findOneAndUpdate({ _id: name }, { $inc: { value: 1 } }, { upsert: true, returnDocument: 'after' })
      .lean();
    return counter.value;
  };
  return {
    async next(name) {
      try {
        return await raise(name);
      } catch (error) {
        // Two first calls at once both try to insert; the loser finds the document on the second try.
        if (isDuplicateKey(error)) return raise(name);
        throw error;
      }
    },
  };
}
