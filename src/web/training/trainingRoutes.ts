import { paths } from '../paths.js';
import type { RouteDeclaration } from '../routeDeclaration.js';
import { sendCertificate, showCertificate } from './certificateHandlers.js';
import { showContent, showContentModule } from './contentHandlers.js';
import { showCourses, showModule } from './courseHandlers.js';
import { showLesson, takeBeat } from './lessonHandlers.js';
import type { TrainingDependencies } from './trainingDependencies.js';

const learner = { permission: 'training.take', object: 'own progress only' } as const;
const ownCertificate = { permission: 'training.take', object: 'own certificate, else 404' } as const;
const content = { permission: 'training.content', object: 'none: courses are the same for all' } as const;
// Many readers may share one office address.
const beatLimit = { name: 'training-beat', points: 600, seconds: 60 };

/** Learning centre, lessons, certificates, and the content as its keepers see it. */
export const trainingRoutes: readonly RouteDeclaration<TrainingDependencies>[] = [
  { method: 'get', path: paths.training.courses, ...learner, handler: showCourses },
  { method: 'get', path: paths.training.module, ...learner, handler: showModule },
  { method: 'get', path: paths.training.lesson, ...learner, handler: showLesson },
  {
    method: 'post',
    path: paths.training.beat,
    ...learner,
    handler: takeBeat,
    limit: beatLimit,
    notes: 'reading time, by the server clock; JSON from the script, a form without it',
  },
  { method: 'get', path: paths.training.certificate, ...ownCertificate, handler: showCertificate },
  { method: 'get', path: paths.training.certificateFile, ...ownCertificate, handler: sendCertificate },
  { method: 'get', path: paths.training.content, ...content, handler: showContent },
  { method: 'get', path: paths.training.contentModule, ...content, handler: showContentModule },
];
