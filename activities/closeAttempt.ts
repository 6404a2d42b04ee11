import { settleOutage } from '../src/data/index.js';
import { reopenFailedModules } from '../src/domain/training/examEligibility.js';
import { markPaper } from '../src/domain/training/quizMarking.js';
import { emptyProgress } from '../src/domain/training/trainingProgress.js';
import { attemptRules } from '../src/facts/law.js';
import { trainingOf } from '../src/facts/training.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireAttempt } from './requireAttempt.js';

const MOST_TRIES = 50;

/**
 * Ends a sitting at `at` (epoch milliseconds) and marks every answer that the web received before its end, however late
 * this runs, by the figures it was drawn under. The first closing counts. A failure that uses the round up reopens
 * the modules it failed in; a sitting that lost answers through an outage of ours does not count.
 */
export const createCloseAttempt =
  (dependencies: ActivityDependencies) =>
  async ({ attemptId, at }: { attemptId: string; at: number }): Promise<{ passed: boolean; score: number }> => {
    const { data, clock } = dependencies;
    const { passed, score } = await markAndClose(dependencies, { attemptId, at });
    const closed = await requireAttempt(data, attemptId);
    if (!passed) await reopenModules(dependencies, { accountId: closed.accountId, at });
    // Read after the modules were reopened: whoever notes an outage later than this finds them to give back.
    await settleOutage(data, await requireAttempt(data, attemptId), clock());
    return { passed, score };
  };

/** Marks until no answer came in between. */
async function markAndClose(
  dependencies: ActivityDependencies,
  { attemptId, at }: { attemptId: string; at: number },
): Promise<{ passed: boolean; score: number }> {
  const { data, courseware } = dependencies;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const attempt = await requireAttempt(data, attemptId);
    const { paper, answers, revision } = attempt;
    const { quiz } = await attemptRules(dependencies, attempt);
    const marked = markPaper({ paper, bank: courseware.bank }, answers, quiz);
    const outcome = { passed: marked.passed, score: marked.score, detail: marked };
    const stored = await data.exams.close(attemptId, { at, outcome, revision });
    if (stored !== null) return stored;
  }
  throw new Error('the answers of a sitting change faster than they are marked');
}

async function reopenModules(
  dependencies: ActivityDependencies,
  { accountId, at }: { accountId: string; at: number },
): Promise<void> {
  const { policy, record } = await trainingOf(dependencies, accountId, at);
  await dependencies.data.training.update(
    accountId,
    progress => {
      const now = { ...record, progress: progress ?? emptyProgress(accountId) };
      return { progress: reopenFailedModules(now, policy, at), result: undefined };
    },
    at,
  );
}
