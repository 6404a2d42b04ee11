import { systemAct } from '../act.js';
import { dueOf } from '../deadlines.js';
import { tell } from '../notices.js';

/** All lessons are read: the quiz is open. */
export const trainingCompleted = systemAct({
  stages: ['TRAINING'],
  apply: repairCase => ({
    ok: true,
    next: { ...repairCase, stage: 'QUIZ_READY' },
    notice: tell(repairCase, 'quizReady', dueOf(repairCase)),
  }),
});
