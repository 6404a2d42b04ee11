import { stagesWhere } from '../../proceeding/stage.js';
import { systemAct } from '../act.js';
import { tell } from '../notices.js';
import { refuseRepair } from '../refusals.js';
import { type CasePaper, STAGES } from '../stages.js';

/** The paper that a case ends with is on file. */
export const documentIssued = systemAct<{ readonly document: CasePaper; readonly documentId: string }>({
  stages: stagesWhere(STAGES, ({ paper }) => paper !== undefined),
  apply(repairCase, { at, document, documentId }) {
    if (STAGES[repairCase.stage].paper !== document) return refuseRepair('notInThisStage', { stage: repairCase.stage });
    if (repairCase.documents.some(({ kind }) => kind === document)) {
      return refuseRepair('alreadyRecorded', { document });
    }
    return {
      ok: true,
      next: { ...repairCase, documents: [...repairCase.documents, { kind: document, documentId, at }] },
      data: { document, documentId },
      notice: tell(repairCase, 'documentReady', { document, documentId }),
    };
  },
});
