import type { RequestHandler } from 'express';
import { actorOf } from '../middleware/locals.js';
import { centrePage, modulePage } from './coursePresenter.js';
import { type TrainingDependencies, trainingServices } from './trainingDependencies.js';
import { courseOf } from './trainingWords.js';

/** The learning centre. */
export function showCourses(dependencies: TrainingDependencies): RequestHandler {
  const { queries } = trainingServices(dependencies);
  return async (_req, res) => {
    const standing = await queries.standing(actorOf(res).accountId);
    res.render('training/courses', centrePage(res, dependencies.courseware, standing));
  };
}

/** One module: lessons, self-check, sources. */
export function showModule(dependencies: TrainingDependencies): RequestHandler {
  const { queries } = trainingServices(dependencies);
  return async (req, res) => {
    const course = courseOf(dependencies.courseware, req.params['moduleId']);
    const standing = await queries.standing(actorOf(res).accountId);
    res.render('training/module', modulePage(res, course, standing));
  };
}
