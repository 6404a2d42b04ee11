import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { BeatOutcome } from '../../commands/trainingCommands.js';
import type { Course, Lesson } from '../../courseware/index.js';
import { moduleOpen } from '../../domain/training/trainingProgress.js';
import { HttpProblem } from '../middleware/httpProblem.js';
import { actorOf } from '../middleware/locals.js';
import { fields, query } from '../middleware/setUpBodies.js';
import { paths } from '../paths.js';
import { lessonPage, readingState } from './lessonPresenter.js';
import { type TrainingDependencies, trainingServices } from './trainingDependencies.js';
import { courseOf, trainingRefusal } from './trainingWords.js';

const TAB_ID = /^[0-9a-f-]{36}$/;

function lessonOf({ courseware }: TrainingDependencies, req: Request): { course: Course; lesson: Lesson } {
  const course = courseOf(courseware, req.params['moduleId']);
  const lesson = course.lessons.find(({ id }) => id === req.params['lessonId']);
  if (lesson === undefined) throw new HttpProblem(404, 'no such lesson');
  return { course, lesson };
}

/** A lesson to read. A module that is not open yet leads back to its page, which says what comes first. */
export function showLesson(dependencies: TrainingDependencies): RequestHandler {
  const { queries } = trainingServices(dependencies);
  return async (req, res) => {
    const shown = lessonOf(dependencies, req);
    const { moduleId } = shown.course;
    const standing = await queries.standing(actorOf(res).accountId);
    if (!moduleOpen(standing.progress, moduleId, standing.rules).ok) {
      res.redirect(303, paths.training.module.build({ moduleId }));
      return;
    }
    const { tab } = query(req);
    const tabId = tab !== undefined && TAB_ID.test(tab) ? tab : randomUUID();
    res.render('training/lesson', lessonPage(res, { shown, tabId }, standing));
  };
}

/** One beat of a lesson page: from the script as JSON, from the button as a form. */
export function takeBeat(dependencies: TrainingDependencies): RequestHandler {
  const { queries, commands } = trainingServices(dependencies);
  return async (req, res) => {
    const { course, lesson } = lessonOf(dependencies, req);
    const { tabId = '', visible, attentive, follows = '' } = fields(req);
    if (!TAB_ID.test(tabId)) throw new HttpProblem(422, 'no tab id');
    const { accountId } = actorOf(res);
    const { moduleId } = course;
    const outcome = await commands.beat({
      ...{ accountId, moduleId, lessonId: lesson.id, tabId },
      visible: visible === 'true',
      attentive: attentive === 'true',
      ...(TAB_ID.test(follows) && { follows }),
    });
    if (req.accepts(['html', 'json']) === 'html') {
      res.redirect(303, paths.training.lesson.build({ moduleId, lessonId: lesson.id }, { tab: tabId }));
      return;
    }
    const standing = await queries.standing(accountId);
    res.json({ ...readingState(res, { course }, standing), ...beatWords(dependencies, res, outcome) });
  };
}

/** A page that does not earn asks again sooner, so that it goes on soon after the other one is gone. */
const SOON_SECONDS = 5;

/** Why the clock stands, in words for the page's bar; none while it runs, and none to a page that nobody sees. */
function beatWords({ courseware }: TrainingDependencies, res: Response, { refusal }: BeatOutcome) {
  if (refusal === undefined || refusal.code === 'pageHidden') return { stopped: '', mayGoOn: false };
  const mayGoOn = refusal.code === 'attentionNeeded' || refusal.code === 'otherPageEarns';
  return { stopped: trainingRefusal(res, courseware, refusal), mayGoOn, nextBeatSeconds: SOON_SECONDS };
}
