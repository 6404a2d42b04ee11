import { ApplicationFailure } from '@temporalio/common';
import type { DataAccess, ExamAttempt } from '../src/data/index.js';
import type { Paper } from '../src/domain/training/quizPaper.js';

/** The stored sitting; its absence is a fault of ours that no retry mends. */
export async function requireAttempt(data: DataAccess, attemptId: string): Promise<ExamAttempt<Paper>> {
  const attempt = await data.exams.find(attemptId);
  if (attempt === null) throw ApplicationFailure.nonRetryable('exam attempt is not stored', 'MissingAttempt');
  return attempt;
}
