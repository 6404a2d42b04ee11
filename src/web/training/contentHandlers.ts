import type { RequestHandler, Response } from 'express';
import type { Course, Question } from '../../courseware/index.js';
import type { TrainingPolicy } from '../../domain/policy/policy.js';
import { optionLabel, QUESTION_KINDS } from '../../domain/training/quizPaper.js';
import { paths } from '../paths.js';
import { type TrainingDependencies, trainingServices } from './trainingDependencies.js';
import { citationWords, courseOf, durationWords, inLanguage, lessonText, sourceLine } from './trainingWords.js';

/** The modules as those who answer for their content see them. */
export function showContent(dependencies: TrainingDependencies): RequestHandler {
  const { queries } = trainingServices(dependencies);
  const { courses, bank } = dependencies.courseware;
  return async (_req, res) => {
    const policy = await queries.policy();
    res.render('training/content', {
      demo: policy.demo,
      rows: courses.map(course => contentRow(res, course, { bank, policy })),
    });
  };
}

/** One module with its lessons and its share of the bank, keys included. */
export function showContentModule({ courseware }: TrainingDependencies): RequestHandler {
  return (req, res) => {
    const course = courseOf(courseware, req.params['moduleId']);
    const questions = courseware.bank.filter(({ moduleId }) => moduleId === course.moduleId);
    res.render('training/contentModule', {
      title: inLanguage(res, course.title),
      goal: inLanguage(res, course.goal),
      caption: `${course.moduleId} · v${String(course.version)}`,
      lessons: course.lessons.map(({ title, html, characters }) => ({
        title: inLanguage(res, title),
        html: lessonText(res, html),
        characters,
      })),
      questions: questions.map(question => questionView(res, question)),
      sources: course.sources.map(source => sourceLine(res, source)),
    });
  };
}

function contentRow(
  res: Response,
  course: Course,
  { bank, policy }: { bank: readonly Question[]; policy: TrainingPolicy },
) {
  const { moduleId, lessons } = course;
  const questions = bank.filter(question => question.moduleId === moduleId);
  const characters = lessons.reduce((sum, lesson) => sum + lesson.characters, 0);
  return [
    { text: moduleId, mono: true },
    { text: inLanguage(res, course.title), href: paths.training.contentModule.build({ moduleId }) },
    { text: String(lessons.length), numeric: true },
    { text: String(characters), numeric: true },
    ...QUESTION_KINDS.map(kind => ({
      text: String(questions.filter(question => question.kind === kind).length),
      numeric: true,
    })),
    { text: durationWords(res.locals.t, policy.trainingSeconds[moduleId]), numeric: true },
  ];
}

function questionView(
  res: Response,
  { id, version, kind, text, options, answer, explanation, clause, sources }: Question,
) {
  return {
    heading: `${id} · v${String(version)}`,
    kind: res.locals.t(`quiz:kinds.${kind}`),
    text: inLanguage(res, text),
    options: options.map((option, index) => ({
      label: optionLabel(index),
      text: inLanguage(res, option.text),
      right: answer.includes(option.id),
    })),
    explanation: inLanguage(res, explanation),
    clause: citationWords(res, { clause, sources }),
  };
}
