import { certificateOf, trainingOf } from '../src/facts/training.js';
import type { ActivityDependencies } from './dependencies.js';

export interface TrainingFacts {
  /** A certificate that counts today, whichever firm it was earned for. */
  certificateId?: string;
  /** Every module is done. */
  complete: boolean;
  /** The attempts of the present round are used up. */
  exhausted: boolean;
}

/** What the representative of the case's firm has learnt and passed so far. */
export const createTrainingFacts =
  (dependencies: ActivityDependencies) =>
  async ({ uscc }: { caseId: string; uscc: string }): Promise<TrainingFacts> => {
    const { data, clock } = dependencies;
    const accountId = await data.enterprises.representativeAccount(uscc);
    if (accountId === undefined) return { complete: false, exhausted: false };
    const at = clock();
    const [training, certificate] = await Promise.all([
      trainingOf(dependencies, accountId, at),
      certificateOf(data, { accountId, at }),
    ]);
    return {
      ...(certificate !== null && { certificateId: certificate.certificateId }),
      complete: training.complete,
      exhausted: training.standing.left === 0,
    };
  };
