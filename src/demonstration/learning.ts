import { createActivities, type ActivityDependencies } from '../../activities/index.js';
import { MODULE_IDS } from '../domain/training/modules.js';
import { rightLabels } from '../domain/training/quizMarking.js';
import { drawPaper, optionLabel, type Paper } from '../domain/training/quizPaper.js';
import { emptyProgress } from '../domain/training/trainingProgress.js';
import { trainingRules } from '../facts/law.js';

const MINUTE_MS = 60_000;
const SECONDS_A_MODULE = 24 * 60;
const WRONG_ANSWERS = 2;

/** A person who has read every module by `at`, epoch milliseconds. */
export async function learnAll(
  { data, courseware }: ActivityDependencies,
  { accountId, at }: { accountId: string; at: number },
): Promise<void> {
  const modules = Object.fromEntries(
    MODULE_IDS.map(moduleId => {
      const lessonsOpened = courseware.lessonIds[moduleId];
      return [moduleId, { seconds: SECONDS_A_MODULE, completedAt: at, lessonsOpened }];
    }),
  );
  const progress = { ...emptyProgress(accountId), modules };
  await data.training.update(accountId, () => ({ progress, result: undefined }), at);
}

/** Sits the quiz with nearly all answers right, ending at `at`; answers with the certificate. */
export async function passQuiz(
  dependencies: ActivityDependencies,
  { accountId, at }: { accountId: string; at: number },
): Promise<string> {
  const { data, courseware, demo } = dependencies;
  const activities = createActivities({ ...dependencies, clock: () => at });
  const { quiz, version } = await trainingRules({ data, demo, clock: () => at });
  const attemptId = `demo-${accountId}`;
  const began = at - Math.floor(quiz.seconds / 2) * 1_000;
  const paper = drawPaper(courseware.bank, { seed: attemptId, quiz });
  const attempt = { attemptId, accountId, seed: attemptId, paper, seconds: quiz.seconds, createdAt: began };
  await data.exams.createAttempt({ ...attempt, policyVersion: version });
  await activities.startAttempt({ attemptId, closesAt: at + MINUTE_MS });
  await data.exams.saveAnswers(attemptId, answersTo(paper, courseware));
  await activities.closeAttempt({ attemptId, at });
  return (await activities.issueTrainingCertificate({ attemptId })).certificateId;
}

function answersTo({ questions }: Paper, courseware: ActivityDependencies['courseware']) {
  return questions.map((asked, place) => {
    const right = rightLabels(asked, courseware.question(asked.questionId).answer);
    const wrong = asked.order.map((_, index) => optionLabel(index)).filter(label => !right.includes(label));
    return { questionId: asked.questionId, chosen: place < WRONG_ANSWERS ? wrong.slice(0, 1) : right };
  });
}
