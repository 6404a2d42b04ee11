import { isAnswerTo } from '../src/domain/training/quizMarking.js';
import type { AnswerInput } from '../workflows/examAttempt/messages.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireAttempt } from './requireAttempt.js';

/** Keeps answers as they are given; what the drawn paper does not ask or offer is left out. */
export const createStoreAnswers =
  ({ data }: ActivityDependencies) =>
  async ({ attemptId, answers }: { attemptId: string; answers: readonly AnswerInput[] }): Promise<void> => {
    const { paper } = await requireAttempt(data, attemptId);
    const asked = new Map(paper.questions.map(question => [question.questionId, question]));
    const fitting = answers.filter(({ questionId, chosen }) => {
      const question = asked.get(questionId);
      return question !== undefined && isAnswerTo(question, chosen);
    });
    if (fitting.length > 0) await data.exams.saveAnswers(attemptId, fitting);
  };
