import { systemAct } from '../act.js';
import { refuseRepair } from '../refusals.js';
import { tellSigning, toSigning } from '../toSigning.js';

/** The case comes to its signing without a training of its own. */
export const readyToSign = systemAct<{ readonly certificateId?: string }>({
  stages: ['REGISTERED'],
  apply(repairCase, { at, certificateId }, rules) {
    if (repairCase.trainingRequired && certificateId === undefined) return refuseRepair('trainingRequired');
    const next = toSigning(repairCase, { at, certificateId }, rules);
    return { ok: true, next, notice: tellSigning(next, 'readyToSign') };
  },
});
