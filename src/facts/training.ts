import type { Certificate, DataAccess, ExamAttempt } from '../data/index.js';
import { dayOf } from '../domain/calendarDay.js';
import type { TrainingPolicy } from '../domain/policy/policy.js';
import type { Verdict } from '../domain/refusal.js';
import {
  examEligibility,
  type ExamRecord,
  type ExamStanding,
  examStanding,
} from '../domain/training/examEligibility.js';
import { attemptRecords } from '../domain/training/examRecord.js';
import { emptyProgress, trainingComplete, type TrainingProgress } from '../domain/training/trainingProgress.js';
import { type LawSources, trainingRules } from './law.js';

export type TrainingFactSources = Omit<LawSources, 'data'> & {
  readonly data: Pick<DataAccess, 'policies' | 'training' | 'exams'>;
};

/** How a quiz attempt went, without its paper and answers. */
export type Attempt = Pick<ExamAttempt, 'attemptId' | 'closedAt' | 'outcome' | 'voidedAt'>;

/** Where a person stands with courses and quiz at an instant, by the figures of that day. */
export interface Training {
  readonly policy: TrainingPolicy;
  readonly progress: TrainingProgress;
  /** Newest first. */
  readonly attempts: readonly Attempt[];
  /** What the rules are asked with. */
  readonly record: ExamRecord;
  /** Every module is done. */
  readonly complete: boolean;
  readonly standing: ExamStanding;
  /** Whether an attempt may begin. */
  readonly verdict: Verdict;
}

/** The training of one person; `at` is an instant in epoch milliseconds, now where none is given. */
export async function trainingOf(
  sources: TrainingFactSources,
  accountId: string,
  at: number = sources.clock(),
): Promise<Training> {
  const { data } = sources;
  const [policy, stored, attempts] = await Promise.all([
    trainingRules(sources, at),
    data.training.progress(accountId),
    data.exams.sittingsOf(accountId),
  ]);
  const progress = stored ?? emptyProgress(accountId);
  const record = { progress, attempts: attemptRecords(attempts) };
  return {
    ...{ policy, progress, attempts, record },
    complete: trainingComplete(progress),
    standing: examStanding(record, policy, at),
    verdict: examEligibility(record, policy, at),
  };
}

/** The person's certificate that counts at an instant: the one held where it counts, else the one valid longest. */
export const certificateOf = (
  { certificates }: Pick<DataAccess, 'certificates'>,
  { accountId, held, at }: { accountId: string; held?: string | undefined; at: number },
): Promise<Certificate | null> => certificates.forCase({ accountId, day: dayOf(at), held });
