import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import type { TrainingDependencies } from '../training/trainingDependencies.js';
import { askToFinish, finishQuiz, saveAnswer, savePaper, showPaper, showResult } from './paperHandlers.js';
import { showStart, startQuiz } from './startHandlers.js';

const own = { permission: 'training.take', object: 'own sitting, else 404' } as const;
const learner = { permission: 'training.take', object: 'own training record only' } as const;
const answerLimit = { name: 'quiz-answer', points: 600, seconds: 60 };

/** One sitting of the quiz from its rules to its result. */
export const quizRoutes: readonly RouteDeclaration<TrainingDependencies>[] = [
  { method: 'get', path: paths.quiz.start, ...learner, handler: showStart },
  { method: 'post', path: paths.quiz.start, ...learner, handler: startQuiz, notes: 'uses up an attempt' },
  { method: 'get', path: paths.quiz.show, ...own, handler: showPaper, notes: 'no answer key before the end' },
  { method: 'post', path: paths.quiz.answer, ...own, handler: saveAnswer, limit: answerLimit },
  { method: 'post', path: paths.quiz.save, ...own, handler: savePaper, limit: answerLimit },
  { method: 'get', path: paths.quiz.finish, ...own, handler: askToFinish },
  { method: 'post', path: paths.quiz.finish, ...own, handler: finishQuiz },
  { method: 'get', path: paths.quiz.result, ...own, handler: showResult, notes: 'explanations only after passing' },
];
