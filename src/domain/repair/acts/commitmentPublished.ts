import { systemAct } from '../act.js';
import { tell } from '../notices.js';
import { refuseRepair } from '../refusals.js';
import { DESK_STAGES, UNREPAIRED_STAGES } from '../stages.js';

/** The letter is on the public page. It runs beside the review: recorded wherever the case has gone meanwhile. */
export const commitmentPublished = systemAct<{ readonly letterId: string }>({
  stages: [...DESK_STAGES, 'RETURNED', 'APPROVED', 'EXITING', ...UNREPAIRED_STAGES],
  hindrance: ({ acceptedAt }) => (acceptedAt === undefined ? 'notInThisStage' : undefined),
  apply(repairCase, { letterId }) {
    if (repairCase.publishedLetterId === letterId) return refuseRepair('alreadyRecorded');
    return {
      ok: true,
      next: { ...repairCase, publishedLetterId: letterId },
      data: { letterId },
      notice: tell(repairCase, 'commitmentPublished'),
    };
  },
});
