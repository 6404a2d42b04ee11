import type { Response } from 'express';
import type { Courseware } from '../../courseware/index.js';
import type { Certificate, ExamAttempt } from '../../data/index.js';
import { scoreOf } from '../../domain/training/examRecord.js';
import { rightLabels, type Score } from '../../domain/training/quizMarking.js';
import { optionLabel, type Paper } from '../../domain/training/quizPaper.js';
import type { TrainingStanding } from '../../queries/trainingQueries.js';
import { formatDateTime } from '../format.js';
import { paths } from '../paths.js';
import { citationWords, inLanguage } from '../training/trainingWords.js';
import type { PlacedQuestion } from './quizForm.js';
import { placedQuestions } from './quizPresenter.js';

interface Closed {
  attempt: ExamAttempt<Paper>;
  courseware: Courseware;
  standing: TrainingStanding;
}

/** What came of a closed sitting. Keys and explanations only after a pass; after a failure, what to learn again. */
export function resultPage(res: Response, closed: Closed) {
  const { attempt, courseware, standing } = closed;
  const score = scoreOf(attempt);
  if (score === undefined) throw new Error('a closed sitting has no marking');
  const { standing: exam, policy } = standing;
  return {
    demo: policy.demo,
    passed: score.passed,
    isVoid: attempt.voidedAt !== undefined,
    score: score.score,
    passScore: policy.quiz.passScore,
    right: score.right,
    total: score.total,
    modules: moduleRows(res, courseware, score),
    weak: score.failedModules.map(moduleId => ({
      title: inLanguage(res, courseware.course(moduleId).title),
      href: paths.training.module.build({ moduleId }),
    })),
    explanations: score.passed ? explanations(res, closed, score) : [],
    certificate: score.passed ? certificateLink(standing.certificates, attempt.attemptId) : null,
    left: exam.left,
    mustRetake: exam.retake.length > 0,
    coolDownEnds:
      exam.coolDownEndsAt === undefined ? '' : formatDateTime(new Date(exam.coolDownEndsAt), res.locals.lang),
    quizHref: paths.quiz.start.build(),
  };
}

/** Empty while the PDF is still being written. */
function certificateLink(
  certificates: readonly Certificate[],
  attemptId: string,
): { number: string; href: string } | null {
  const found = certificates.find(certificate => certificate.attemptId === attemptId);
  if (found === undefined) return { number: '', href: '' };
  return { number: found.number, href: paths.training.certificate.build({ certificateId: found.certificateId }) };
}

function moduleRows(res: Response, courseware: Courseware, { modules, failedModules }: Score) {
  const { t } = res.locals;
  return modules.map(({ moduleId, right, total }) => [
    { text: inLanguage(res, courseware.course(moduleId).title) },
    { text: `${String(right)} / ${String(total)}`, numeric: true },
    {
      text: '',
      tag: failedModules.includes(moduleId)
        ? { text: t('quiz:result.weak'), colour: 'orange' }
        : { text: t('quiz:result.good'), colour: 'green' },
    },
  ]);
}

function markTag(res: Response, { right, answered }: { right: boolean; answered: boolean }) {
  const { t } = res.locals;
  if (right) return { text: t('quiz:result.wasRight'), colour: 'green' };
  return answered
    ? { text: t('quiz:result.wasWrong'), colour: 'red' }
    : { text: t('quiz:result.wasOpen'), colour: 'grey' };
}

function explanations(res: Response, { attempt, courseware }: Closed, score: Score) {
  const wasRight = new Map(score.marks.map(({ questionId, right }) => [questionId, right]));
  return placedQuestions(attempt.paper).map(({ place, question }: PlacedQuestion) => {
    const { text, options, answer, explanation, clause, sources } = courseware.question(question.questionId);
    const chosen = attempt.answers[question.questionId] ?? [];
    const right = rightLabels(question, answer);
    return {
      legend: `${String(place)}. ${inLanguage(res, text)}`,
      tag: markTag(res, { right: wasRight.get(question.questionId) === true, answered: chosen.length > 0 }),
      options: question.order.map((optionId, index) => ({
        label: optionLabel(index),
        text: inLanguage(res, options.find(({ id }) => id === optionId)?.text ?? text),
        right: right.includes(optionLabel(index)),
        chosen: chosen.includes(optionLabel(index)),
      })),
      explanation: inLanguage(res, explanation),
      clause: citationWords(res, { clause, sources }),
    };
  });
}
