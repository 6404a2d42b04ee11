import { withoutClocks } from '../../proceeding/clock.js';
import { act, carried, type SigningFacts } from '../act.js';
import { toConfirm } from '../confirmations.js';
import { withoutRequest } from '../dutyClocks.js';
import { isLetterPending } from '../letterPending.js';
import { tell } from '../notices.js';
import { refuseRepair } from '../refusals.js';
import { type ActorRef, type RepairCase, without } from '../repairCase.js';
import { incomplete } from '../submission.js';

/** The representative signs the commitment; the letter is made from it by itself. */
export const sign = act({
  permission: 'case.sign',
  stages: ['READY_TO_SIGN', 'RETURNED'],
  page: 'own',
  form: { signatureId: carried<string>(), contentHash: carried<string>() },
  facts: 'signing',
  irreversible: true,
  hindrance(repairCase) {
    if (isLetterPending(repairCase)) return 'letterBeingMade';
    return repairCase.stage === 'RETURNED' && !repairCase.letterVoid ? 'letterStillValid' : undefined;
  },
  apply(repairCase, event) {
    const { signatureId, contentHash, by, at, evidenceIds, materials, certificateId } = event;
    const refused = signingRefusal(repairCase, event);
    if (refused !== undefined) return refused;
    const next: RepairCase = {
      ...without(withoutRequest(repairCase, at), 'letterId', 'awaitsFirstDay', 'letterFailure'),
      signature: { signatureId, contentHash, by, at, evidenceIds, toConfirm: toConfirm(materials, repairCase) },
      letterVoid: false,
      deadlines: withoutClocks(repairCase.deadlines, 'T6', 'T7', 'T9'),
      paused: withoutClocks(repairCase.paused, 'T7', 'T9'),
      ...(certificateId !== undefined && { certificateId }),
    };
    const data = { signatureId, contentHash, evidenceIds, ...(certificateId !== undefined && { certificateId }) };
    return { ok: true, next, data, notice: tell(next, 'signed') };
  },
});

/**
 * Guards of the signature (state 5): the person, the minimum period, the training of this very person (a certificate of an
 * earlier representative does not count: part 4, change of the representative), the answers, the papers, the ticks (part 6).
 */
function signingRefusal(repairCase: RepairCase, event: SigningFacts & { readonly by: ActorRef }) {
  const { firstSubmissionDay, trainingRequired } = repairCase;
  if (event.by.role !== 'LEGAL_REP') return refuseRepair('onlyRepresentativeSigns');
  if (event.today < firstSubmissionDay) return refuseRepair('minimumPeriodRunning', { day: firstSubmissionDay });
  if (trainingRequired && event.certificateId === undefined) return refuseRepair('certificateMissing');
  const missing = incomplete(repairCase, event.materials);
  if (missing !== undefined) return missing;
  return event.statementsTicked ? undefined : refuseRepair('statementsNotTicked');
}
