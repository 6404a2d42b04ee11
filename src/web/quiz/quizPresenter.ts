import type { Response } from 'express';
import type { Courseware } from '../../courseware/index.js';
import type { ExamAttempt } from '../../data/index.js';
import { optionLabel, type Paper, QUESTION_KINDS } from '../../domain/training/quizPaper.js';
import { trainingComplete } from '../../domain/training/trainingProgress.js';
import type { TrainingStanding } from '../../queries/trainingQueries.js';
import { formatDateTime } from '../format.js';
import type { Translate } from '../i18n.js';
import { markedBy } from '../law/sourceWords.js';
import { paths } from '../paths.js';
import { durationWords, inLanguage, trainingRefusal } from '../training/trainingWords.js';
import { clearName, fieldName, type PlacedQuestion, shownName } from './quizForm.js';

/** The paper as printed: single choices, then multiple, then true or false, numbered through. */
export function placedQuestions({ questions }: Paper): PlacedQuestion[] {
  return QUESTION_KINDS.flatMap(kind => questions.filter(question => question.kind === kind)).map(
    (question, index) => ({ place: index + 1, question }),
  );
}

/** The start page: the rules in figures, where the person stands, and whether a sitting may begin. */
export function startPage(
  res: Response,
  { courseware, standing, today }: { courseware: Courseware; standing: TrainingStanding; today: string },
) {
  const { t, lang } = res.locals;
  const { policy, standing: exam, verdict, progress } = standing;
  const { quiz } = policy;
  const running = standing.attempts.find(({ closedAt }) => closedAt === undefined);
  const certificate = standing.certificates.find(({ validUntil }) => validUntil >= today);
  return {
    demo: policy.demo,
    rules: markedBy(policy.sources.quiz, lang, [
      { key: t('quiz:start.questions'), value: t('quiz:start.questionsValue', { count: quiz.questions }) },
      { key: t('quiz:start.time'), value: durationWords(t, quiz.seconds) },
      {
        key: t('quiz:start.pass'),
        value: t('quiz:start.passValue', { score: quiz.passScore, right: quiz.minRightPerModule }),
      },
      { key: t('quiz:start.attempts'), value: t('quiz:start.attemptsValue', { left: exam.left, all: quiz.attempts }) },
      { key: t('quiz:start.coolDown'), value: durationWords(t, quiz.coolDownSeconds) },
    ]),
    complete: trainingComplete(progress),
    ready: verdict.ok,
    refusal: verdict.ok || running !== undefined ? '' : trainingRefusal(res, courseware, verdict.refusal),
    retake: exam.retake.map(moduleId => ({
      title: inLanguage(res, courseware.course(moduleId).title),
      href: paths.training.module.build({ moduleId }),
    })),
    coolDownEnds:
      exam.coolDownEndsAt === undefined ? '' : formatDateTime(new Date(exam.coolDownEndsAt), res.locals.lang),
    runningHref: running === undefined ? '' : paths.quiz.show.build({ attemptId: running.attemptId }),
    certificateHref:
      certificate === undefined ? '' : paths.training.certificate.build({ certificateId: certificate.certificateId }),
    attempts: closedAttempts(res, standing),
  };
}

function closedAttempts(res: Response, { attempts }: TrainingStanding) {
  const { t, lang } = res.locals;
  return attempts.flatMap(({ attemptId, closedAt, outcome, voidedAt }) =>
    closedAt === undefined || outcome === undefined
      ? []
      : [
          [
            { text: formatDateTime(new Date(closedAt), lang), href: paths.quiz.result.build({ attemptId }) },
            { text: String(outcome.score), numeric: true },
            {
              text: '',
              tag: outcomeTag(t, { passed: outcome.passed, isVoid: voidedAt !== undefined }),
            },
          ],
        ],
  );
}

function outcomeTag(t: Translate, { passed, isVoid }: { passed: boolean; isVoid: boolean }) {
  if (passed) return { text: t('quiz:passed'), colour: 'green' };
  return isVoid ? { text: t('quiz:void'), colour: 'grey' } : { text: t('quiz:notPassed'), colour: 'orange' };
}

/**
 * A running paper with the stored answers, each with what is shown as stored, so that the page can say later what it
 * changed. `elsewhere`: questions whose change here met another one. Words and labels only: no option id of the bank, no
 * key.
 */
export function paperPage(
  res: Response,
  {
    attempt: { paper, answers },
    elsewhere,
    courseware,
  }: { attempt: Pick<ExamAttempt<Paper>, 'paper' | 'answers'>; elsewhere: readonly string[]; courseware: Courseware },
) {
  const { t } = res.locals;
  const placed = placedQuestions(paper);
  const question = ({ place, question: { questionId, kind, order } }: PlacedQuestion) => {
    const { text, options } = courseware.question(questionId);
    const chosen = (answers[questionId] ?? []).toSorted();
    return {
      name: fieldName(place),
      shownName: shownName(place),
      shown: chosen.join(''),
      clearName: clearName(place),
      place,
      multiple: kind === 'multiple',
      legend: `${String(place)}. ${inLanguage(res, text)}`,
      items: order.map((optionId, index) => ({
        value: optionLabel(index),
        text: `${optionLabel(index)}. ${inLanguage(res, options.find(({ id }) => id === optionId)?.text ?? text)}`,
      })),
      chosen,
      first: chosen[0] ?? '',
      changedElsewhere: elsewhere.includes(questionId),
    };
  };
  return {
    groups: QUESTION_KINDS.map(kind => ({
      title: t(`quiz:kinds.${kind}`),
      hint: t(`quiz:kindHints.${kind}`),
      questions: placed.filter(item => item.question.kind === kind).map(question),
    })).filter(({ questions }) => questions.length > 0),
    answered: placed.filter(item => (answers[item.question.questionId] ?? []).length > 0).length,
    total: placed.length,
  };
}

/** Places of the questions without an answer. */
export const unansweredPlaces = (paper: Paper, answers: Readonly<Record<string, readonly string[]>>): number[] =>
  placedQuestions(paper)
    .filter(({ question }) => (answers[question.questionId] ?? []).length === 0)
    .map(({ place }) => place);
