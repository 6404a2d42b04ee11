import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Failed } from '../../commands/outcome.js';
import { dayOf } from '../../domain/calendarDay.js';
import { HttpProblem } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import { type TrainingDependencies, trainingServices } from '../training/trainingDependencies.js';
import { trainingRefusal } from '../training/trainingWords.js';
import { startPage } from './quizPresenter.js';

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The rules of the quiz and the way into it. */
export function showStart(dependencies: TrainingDependencies): RequestHandler {
  return async (_req, res) => {
    await renderStart(dependencies, res, { key: randomUUID(), notice: '' });
  };
}

async function renderStart(
  dependencies: TrainingDependencies,
  res: Response,
  form: { key: string; notice: string },
): Promise<void> {
  const { courseware, clock } = dependencies;
  const standing = await trainingServices(dependencies).queries.standing(actorOf(res).accountId);
  res.render('quiz/start', { ...startPage(res, { courseware, standing, today: dayOf(clock()) }), ...form });
}

/** Draws the paper, starts the clock and leads to the questions; sent twice it is one sitting. */
export function startQuiz(dependencies: TrainingDependencies): RequestHandler {
  const { commands } = trainingServices(dependencies);
  return async (req, res) => {
    const { key = '' } = fields(req);
    if (!KEY.test(key)) throw new HttpProblem(422, 'no one-time key');
    const outcome = await commands.startSitting({ accountId: actorOf(res).accountId, attemptId: key });
    if (!outcome.ok) {
      res.status(outcome.pending === true ? 503 : 422);
      await renderStart(dependencies, res, { key, notice: noticeOf(dependencies, res, outcome) });
      return;
    }
    res.redirect(303, paths.quiz.show.build({ attemptId: outcome.attemptId }));
  };
}

const noticeOf = ({ courseware }: TrainingDependencies, res: Response, failed: Failed): string =>
  failed.pending === true ? res.locals.t('quiz:pending') : trainingRefusal(res, courseware, failed.refusal);
