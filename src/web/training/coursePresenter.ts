import type { Response } from 'express';
import type { Course, Courseware } from '../../courseware/index.js';
import {
  moduleOpen,
  moduleProgress,
  owedInModule,
  owedSeconds,
  trainingComplete,
} from '../../domain/training/trainingProgress.js';
import type { TrainingStanding } from '../../queries/trainingQueries.js';
import { formatDate } from '../format.js';
import { standingMark } from '../law/sourceWords.js';
import { paths } from '../paths.js';
import { durationWords, inLanguage, sourceLine } from './trainingWords.js';

interface Tag {
  text: string;
  colour: string;
}

/** One module's bar, time and state, as the learning centre and the lesson page show it. */
export function modulePanel(res: Response, course: Course, { progress, rules }: TrainingStanding) {
  const { t } = res.locals;
  const { moduleId } = course;
  const done = moduleProgress(progress, moduleId);
  const required = rules.trainingSeconds[moduleId];
  const open = moduleOpen(progress, moduleId, rules);
  return {
    moduleId,
    title: inLanguage(res, course.title),
    goal: inLanguage(res, course.goal),
    href: paths.training.module.build({ moduleId }),
    open: open.ok,
    tag: stateTag(res, { open: open.ok, started: done.seconds > 0, done: done.completedAt !== undefined }),
    credited: Math.min(done.seconds, required),
    required,
    time: t('training:time.ofRequired', {
      credited: durationWords(t, done.seconds),
      required: durationWords(t, required),
    }),
    owed: owedInModule(progress, moduleId, rules),
    done: done.completedAt !== undefined,
    lessons: course.lessons.map(({ id, title }) => ({
      id,
      title: inLanguage(res, title),
      href: paths.training.lesson.build({ moduleId, lessonId: id }),
      opened: done.lessonsOpened.includes(id),
    })),
  };
}

/** The learning centre: every module, the time still owed, what comes next and the certificates. */
export function centrePage(res: Response, courseware: Courseware, standing: TrainingStanding) {
  const { t, lang } = res.locals;
  const { policy, rules, progress } = standing;
  const owed = owedSeconds(progress, rules);
  const modules = courseware.courses.map(course => modulePanel(res, course, standing));
  const next = modules.find(({ open, done }) => open && !done);
  return {
    demo: policy.demo,
    modules,
    doneCount: modules.filter(({ done }) => done).length,
    moduleCount: modules.length,
    complete: trainingComplete(progress),
    owed: durationWords(t, owed),
    total: durationWords(
      t,
      modules.reduce((sum, { required }) => sum + required, 0),
    ),
    next: next === undefined ? null : { title: next.title, href: next.href },
    quizHref: paths.quiz.start.build(),
    certificates: standing.certificates.map(({ certificateId, number, score, validUntil }) => [
      { text: number, href: paths.training.certificate.build({ certificateId }) },
      { text: String(score), numeric: true },
      { text: formatDate(validUntil, lang), note: standingMark(policy.sources.certificateMonths, lang)?.text },
    ]),
  };
}

/** A module's page: its goal, lessons, self-check and sources. */
export function modulePage(res: Response, course: Course, standing: TrainingStanding) {
  return {
    panel: modulePanel(res, course, standing),
    selfCheck: course.selfCheck.map(({ question, answer }) => ({
      question: inLanguage(res, question),
      answer: inLanguage(res, answer),
    })),
    sources: course.sources.map(source => sourceLine(res, source)),
  };
}

function stateTag(res: Response, { open, started, done }: { open: boolean; started: boolean; done: boolean }): Tag {
  const { t } = res.locals;
  if (done) return { text: t('training:state.done'), colour: 'green' };
  if (!open) return { text: t('training:state.closed'), colour: 'grey' };
  return started
    ? { text: t('training:state.started'), colour: 'blue' }
    : { text: t('training:state.new'), colour: 'yellow' };
}
