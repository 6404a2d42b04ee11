import { dayOf } from '../src/domain/calendarDay.js';
import { examStanding } from '../src/domain/training/examEligibility.js';
import { attemptRecords } from '../src/domain/training/examRecord.js';
import { emptyProgress, trainingComplete } from '../src/domain/training/trainingProgress.js';
import type { ActivityDependencies } from './dependencies.js';
import { examPolicy } from './examPolicy.js';

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
    const now = clock();
    const [policy, progress, attempts, certificate] = await Promise.all([
      examPolicy(dependencies, now),
      data.training.progress(accountId),
      data.exams.ofAccount(accountId),
      data.certificates.validOf(accountId, dayOf(now)),
    ]);
    const record = { progress: progress ?? emptyProgress(accountId), attempts: attemptRecords(attempts) };
    return {
      ...(certificate !== null && { certificateId: certificate.certificateId }),
      complete: trainingComplete(record.progress),
      exhausted: examStanding(record, policy, now).left === 0,
    };
  };
