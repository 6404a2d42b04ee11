import type { Request } from 'express';
import { isAnswerTo } from '../../domain/training/quizMarking.js';
import type { PaperQuestion } from '../../domain/training/quizPaper.js';
import { HttpProblem } from '../middleware/httpProblem.js';
import { fieldList } from '../middleware/setUpBodies.js';

/** A question with its place on the page, from 1. */
export interface PlacedQuestion {
  place: number;
  question: PaperQuestion;
}

export interface GivenAnswer {
  questionId: string;
  chosen: readonly string[];
}

export const fieldName = (place: number): string => `q${String(place)}`;

/** The answers of a submitted paper that the form names; a label the question does not offer is no form of ours. */
export function readAnswers(req: Request, placed: readonly PlacedQuestion[]): GivenAnswer[] {
  return placed.map(({ place, question }) => {
    const chosen = fieldList(req, fieldName(place)).toSorted();
    if (!isAnswerTo(question, chosen)) throw new HttpProblem(422, 'answer does not fit its question');
    return { questionId: question.questionId, chosen };
  });
}

/** One answer of the script: `{place: "3", chosen: "AC"}`. */
export function readOneAnswer(
  { place, chosen = '' }: Readonly<Record<string, string | undefined>>,
  placed: readonly PlacedQuestion[],
): GivenAnswer {
  const found = placed.find(item => String(item.place) === place);
  const labels = chosen.split('').toSorted();
  if (found === undefined || !isAnswerTo(found.question, labels)) throw new HttpProblem(422, 'no such answer');
  return { questionId: found.question.questionId, chosen: labels };
}

/** The answers that differ from what is stored. */
export const changedAnswers = (
  given: readonly GivenAnswer[],
  stored: Readonly<Record<string, readonly string[]>>,
): GivenAnswer[] =>
  given.filter(({ questionId, chosen }) => chosen.join('') !== (stored[questionId] ?? []).toSorted().join(''));
