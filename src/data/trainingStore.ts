import type { Connection } from 'mongoose';
import { trainingSchema } from './models/trainingModels.js';
import { insertOnce, modelOf } from './storeKit.js';

export interface ProgressChange<Progress, Result> {
  progress: Progress;
  result: Result;
}

export interface TrainingStore<Progress> {
  /** A person's progress; null before the first heartbeat. */
  progress(accountId: string): Promise<Progress | null>;
  /**
   * Applies a pure change to the stored progress as if nobody else wrote at the same time: of two heartbeats at once
   * the second is computed on the result of the first. `change` may be called more than once and must be pure.
   */
  update<Result>(
    accountId: string,
    change: (progress: Progress | null) => ProgressChange<Progress, Result>,
    at: number,
  ): Promise<Result>;
}

interface StoredTraining<Progress> {
  _id: string;
  revision: number;
  progress: Progress;
  updatedAt: number;
}

const MOST_TRIES = 100;

/** Learning progress by person, changed by compare-and-set on a revision number. */
export function trainingStore<Progress extends object>(connection: Connection): TrainingStore<Progress> {
  const trainings = modelOf<StoredTraining<Progress>>(connection, 'Training', trainingSchema);
  const write = async (before: StoredTraining<Progress> | null, document: StoredTraining<Progress>) => {
    if (before === null) return insertOnce(() => trainings.create([document]));
    const { _id, ...change } = document;
    const result = await trainings.updateOne({ _id, revision: before.revision } as never, { $set: change });
    return result.matchedCount === 1;
  };
  return {
    progress: async accountId => (await stored(accountId))?.progress ?? null,
    async update(accountId, change, at) {
      for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
        const before = await stored(accountId);
        const { progress, result } = change(before?.progress ?? null);
        const revision = (before?.revision ?? 0) + 1;
        if (await write(before, { _id: accountId, revision, progress, updatedAt: at })) return result;
      }
      throw new Error('Training progress is written by too many requests at once');
    },
  };

  async function stored(accountId: string): Promise<StoredTraining<Progress> | null> {
    return await trainings.findById(accountId).lean();
  }
}
