import type { Request } from 'express';
import type { PageAnswer } from '../../domain/training/answerChanges.js';
import { isAnswerTo } from '../../domain/training/quizMarking.js';
import type { PaperQuestion } from '../../domain/training/quizPaper.js';
import { HttpProblem } from '../middleware/httpProblem.js';
import { fieldList } from '../middleware/setUpBodies.js';

/** A question with its place on the page, from 1. */
export interface PlacedQuestion {
  place: number;
  question: PaperQuestion;
}

export const fieldName = (place: number): string => `q${String(place)}`;
/** The hidden field with the labels that the page showed as stored, and the box that takes an answer back. */
export const shownName = (place: number): string => `w${String(place)}`;
export const clearName = (place: number): string => `c${String(place)}`;

/** What a submitted paper says; a label the question does not offer is no form of ours. */
export function readAnswers(req: Request, placed: readonly PlacedQuestion[]): PageAnswer[] {
  return placed.map(({ place, question }) => {
    const [shown] = fieldList(req, shownName(place));
    const chosen = fieldList(req, fieldName(place));
    const ticked = fieldList(req, clearName(place)).length > 0;
    return pageAnswer(question, { chosen, shown, cleared: ticked || unticked(question, { chosen, shown }) });
  });
}

/** One answer of the script: `{place: "3", chosen: "AC", was: "A", cleared: "false"}`. */
export function readOneAnswer(
  { place, chosen = '', was, cleared }: Readonly<Record<string, string | undefined>>,
  placed: readonly PlacedQuestion[],
): PageAnswer {
  const found = placed.find(item => String(item.place) === place);
  if (found === undefined) throw new HttpProblem(422, 'no such question');
  return pageAnswer(found.question, { chosen: chosen.split(''), shown: was, cleared: cleared === 'true' });
}

/** Boxes that were shown ticked and are all unticked now: a radio button cannot be let go like that. */
const unticked = (
  { kind }: PaperQuestion,
  { chosen, shown = '' }: { chosen: readonly string[]; shown: string | undefined },
): boolean => kind === 'multiple' && chosen.length === 0 && shown !== '';

function pageAnswer(
  question: PaperQuestion,
  { chosen, shown, cleared }: { chosen: readonly string[]; shown: string | undefined; cleared: boolean },
): PageAnswer {
  const was = shown?.split('').toSorted();
  if (!isAnswerTo(question, chosen) || (was !== undefined && !isAnswerTo(question, was)))
    throw new HttpProblem(422, 'answer does not fit its question');
  return {
    ...{ questionId: question.questionId, chosen: chosen.toSorted(), cleared },
    ...(was !== undefined && { was }),
  };
}
