import { act, reason } from '../act.js';
import { tellStaff } from '../notices.js';
import { DESK_STAGES } from '../stages.js';

/** A colleague takes a held case over; the holder is told, with the reason. */
export const takeOver = act({
  permission: 'review.takeOver',
  stages: DESK_STAGES,
  office: true,
  secondary: true,
  holder: 'OTHER',
  fourEyes: true,
  form: { reason: reason() },
  irreversible: true,
  internal: true,
  hindrance: ({ assignee }) => (assignee === undefined ? 'notClaimed' : undefined),
  apply(repairCase, { by, reason: why }) {
    const { assignee: holder } = repairCase;
    const { staff } = tellStaff(repairCase, 'takenOver', { reason: why });
    return {
      ok: true,
      next: { ...repairCase, assignee: by },
      reason: why,
      ...(holder !== undefined && { data: { from: holder.accountId } }),
      ...(staff !== undefined && holder !== undefined && { staff: { ...staff, accountId: holder.accountId } }),
    };
  },
});
