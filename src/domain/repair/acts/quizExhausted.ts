import { systemAct } from '../act.js';
import { dueOf } from '../deadlines.js';
import { tell } from '../notices.js';

/** The attempts are used up: back to the lessons until the cool-down is over. */
export const quizExhausted = systemAct({
  stages: ['QUIZ_READY'],
  apply: repairCase => ({
    ok: true,
    next: { ...repairCase, stage: 'TRAINING' },
    notice: tell(repairCase, 'backToTraining', dueOf(repairCase)),
  }),
});
