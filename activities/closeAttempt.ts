import { reopenFailedModules } from '../src/domain/training/examEligibility.js';
import { attemptRecords } from '../src/domain/training/examRecord.js';
import { markPaper } from '../src/domain/training/quizMarking.js';
import { emptyProgress } from '../src/domain/training/trainingProgress.js';
import type { ActivityDependencies } from './dependencies.js';
import { examPolicy } from './examPolicy.js';
import { requireAttempt } from './requireAttempt.js';

/**
 * Ends a sitting at `at` (epoch milliseconds) and marks the stored answers by the figures of the day it was drawn. The
 * first closing counts. A failure that uses the round up reopens the modules it failed in.
 */
export const createCloseAttempt =
  (dependencies: ActivityDependencies) =>
  async ({ attemptId, at }: { attemptId: string; at: number }): Promise<{ passed: boolean; score: number }> => {
    const { data, courseware } = dependencies;
    const { accountId, paper, answers, createdAt } = await requireAttempt(data, attemptId);
    const { quiz } = await examPolicy(dependencies, createdAt);
    const marked = markPaper({ paper, bank: courseware.bank }, answers, quiz);
    const outcome = { passed: marked.passed, score: marked.score, detail: marked };
    const { passed, score } = await data.exams.close(attemptId, { at, outcome });
    if (!passed) await reopenModules(dependencies, { accountId, at });
    return { passed, score };
  };

async function reopenModules(
  dependencies: ActivityDependencies,
  { accountId, at }: { accountId: string; at: number },
): Promise<void> {
  const { data } = dependencies;
  const [policy, stored] = await Promise.all([examPolicy(dependencies, at), data.exams.ofAccount(accountId)]);
  const attempts = attemptRecords(stored);
  await data.training.update(
    accountId,
    progress => {
      const record = { progress: progress ?? emptyProgress(accountId), attempts };
      return { progress: reopenFailedModules(record, policy, at), result: undefined };
    },
    at,
  );
}
