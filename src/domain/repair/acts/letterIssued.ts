import { systemAct } from '../act.js';
import { unlessLetterIsMade } from '../letterPending.js';
import { refuseRepair } from '../refusals.js';
import { submitted } from '../submission.js';

/** The letter is made: the case is submitted as it was signed. */
export const letterIssued = systemAct<{ readonly letterId: string }>({
  stages: ['READY_TO_SIGN', 'RETURNED'],
  hindrance: unlessLetterIsMade,
  apply(repairCase, { at, letterId }, rules) {
    const { signature } = repairCase;
    if (signature === undefined) return refuseRepair('noSignaturePending');
    const documents = [...repairCase.documents, { kind: 'COMMITMENT' as const, documentId: letterId, at }];
    // The file is complete from the signature on: receipt time, and so every clock, is its instant (clock rule of 3.5).
    // So is the evidence: what was on file then, whatever was changed while the letter was made.
    const { at: signedAt, by, evidenceIds, toConfirm } = signature;
    return submitted(
      { ...repairCase, letterId, documents },
      { at: signedAt, by, evidenceIds, letterId, toConfirm },
      rules,
    );
  },
});
