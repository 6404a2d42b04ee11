import type { Connection } from 'mongoose';
import { counterSchema } from './models/listModels.js';
import { insertOnce, modelOf } from './storeKit.js';

export interface CounterStore {
  /** The next number of a series, from 1; never the same twice. A number may stay unused. */
  next(name: string): Promise<number>;
  /** The number given last; 0 before the first. */
  last(name: string): Promise<number>;
}

const MOST_TRIES = 5;

/** Named series. The first call makes the document and then counts like all others: upserts at once can answer nothing. */
export function counterStore(connection: Connection): CounterStore {
  const counters = modelOf<{ _id: string; value: number }>(connection, 'Counter', counterSchema);
  return {
    last: async name => (await counters.findById(name).lean())?.value ?? 0,
    async next(name) {
      for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
        const raised = await counters
          .findOneAndUpdate({ _id: name }, { $inc: { value: 1 } }, { returnDocument: 'after' })
          .lean();
        if (raised !== null) return raised.value;
        await insertOnce(() => counters.create([{ _id: name, value: 0 }]));
      }
      throw new Error(`The series ${name} gives no number`);
    },
  };
}
