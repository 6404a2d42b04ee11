import { systemAct } from '../act.js';
import { tellSigning, toSigning } from '../toSigning.js';

/** A certificate counts for the case; one earned for another entry, or on another device, counts at once. */
export const quizPassed = systemAct<{ readonly certificateId: string }>({
  stages: ['TRAINING', 'QUIZ_READY'],
  apply(repairCase, { at, certificateId }, rules) {
    const next = toSigning(repairCase, { at, certificateId }, rules);
    return { ok: true, next, data: { certificateId }, notice: tellSigning(next, 'quizPassed') };
  },
});
