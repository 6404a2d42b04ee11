import type { Response } from 'express';
import type { Course, Lesson } from '../../courseware/index.js';
import { trainingComplete } from '../../domain/training/trainingProgress.js';
import type { TrainingStanding } from '../../queries/trainingQueries.js';
import { paths } from '../paths.js';
import { modulePanel } from './coursePresenter.js';
import { durationWords, inLanguage, lessonText, sourceLine } from './trainingWords.js';

const BEAT_SECONDS = 15;

interface Shown {
  course: Course;
  lesson: Lesson;
}

/** What the reading bar says: the same for the page and for the script's beats. */
export function readingState(res: Response, { course }: { course: Course }, standing: TrainingStanding) {
  const { t } = res.locals;
  const { credited, required, time, owed, done, lessons } = modulePanel(res, course, standing);
  const { intervalSeconds } = standing.rules.heartbeat;
  const unread = lessons.filter(({ opened }) => !opened).length;
  return {
    credited,
    required,
    time,
    done,
    status: statusWords(res, { done, unread, owed: durationWords(t, owed) }, owed),
    allDone: trainingComplete(standing.progress),
    // The last beat comes just when the time is full, not up to a quarter of a minute later.
    nextBeatSeconds: Math.min(BEAT_SECONDS, intervalSeconds, owed > 0 ? owed : BEAT_SECONDS),
  };
}

/** A lesson's page; `tabId` names the tab to the server, so that only one tab earns. */
export function lessonPage(
  res: Response,
  { shown, tabId }: { shown: Shown; tabId: string },
  standing: TrainingStanding,
) {
  const { course, lesson } = shown;
  const { moduleId, lessons } = course;
  const place = lessons.indexOf(lesson);
  const next = lessons[place + 1];
  return {
    title: inLanguage(res, lesson.title),
    caption: res.locals.t('training:lesson.place', {
      module: inLanguage(res, course.title),
      place: place + 1,
      count: lessons.length,
    }),
    moduleTitle: inLanguage(res, course.title),
    moduleHref: paths.training.module.build({ moduleId }),
    html: lessonText(res, lesson.html),
    sources: course.sources.map(source => sourceLine(res, source)),
    beatHref: paths.training.beat.build({ moduleId, lessonId: lesson.id }),
    tabId,
    reading: readingState(res, shown, standing),
    next:
      next === undefined
        ? null
        : {
            title: inLanguage(res, next.title),
            href: paths.training.lesson.build({ moduleId, lessonId: next.id }),
          },
  };
}

function statusWords(
  res: Response,
  { done, unread, owed }: { done: boolean; unread: number; owed: string },
  owedSeconds: number,
): string {
  const { t } = res.locals;
  if (done) return t('training:reading.done');
  if (owedSeconds > 0) return t('training:reading.owed', { owed });
  return t('training:reading.unread', { count: unread });
}
