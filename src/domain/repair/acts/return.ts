import { pauseClock } from '../../proceeding/clock.js';
import type { Field } from '../../proceeding/form.js';
import { act } from '../act.js';
import { findDeadline, startDeadline } from '../deadlines.js';
import { tell } from '../notices.js';
import { refuseRepair } from '../refusals.js';
import { type RepairCase, type ReturnNotice, without } from '../repairCase.js';
import { REVIEW_STAGES } from '../stages.js';

type Reasons = ReturnNotice['reasons'];
/** All defects at once, each with what exactly is wrong. */
const returnReasons: Field<Reasons> = { input: 'returnReasons' };

/** Sent back for correction (F17): staff clocks stop, the total pauses, the applicant's ten working days start. */
export const returnCase = act({
  permission: 'review.claim',
  stages: REVIEW_STAGES,
  office: true,
  secondary: true,
  fourEyes: true,
  form: { reasons: returnReasons },
  shownAsRead: true,
  hindrance({ returns }, rules) {
    const rounds = rules?.policy.correctionRounds;
    return rounds === undefined || returns.length < rounds
      ? undefined
      : { code: 'correctionRoundsUsed', values: { rounds } };
  },
  apply(repairCase, { at, by, reasons }, rules) {
    const refused = reasonsRefusal(reasons);
    if (refused !== undefined) return refused;
    const round = repairCase.returns.length + 1;
    const notice: ReturnNotice = { round, at, by, reasons, fromStage: repairCase.stage };
    const total = findDeadline(repairCase, 'T4');
    const correction = startDeadline('T7', at, rules);
    const last = repairCase.submissions.length - 1;
    const next: RepairCase = {
      ...withoutStatement(repairCase, reasons),
      stage: 'RETURNED',
      returns: [...repairCase.returns, notice],
      submissions: repairCase.submissions.map((filed, index) =>
        index === last ? { ...filed, returned: notice } : filed,
      ),
      letterVoid: repairCase.letterVoid || reasons.some(({ code }) => code === 'R03'),
      deadlines: [correction],
      paused: total === undefined ? [] : [pauseClock(total, at, rules.calendar)],
    };
    const codes = reasons.map(({ code }) => code).join(',');
    return {
      ok: true,
      next,
      reason: reasons.map(({ code, text }) => `${code} ${text}`).join('; '),
      data: { round, reasons },
      notice: tell(next, 'returned', { round, reasons: codes, due: correction.due, dueAt: correction.dueAt }),
    };
  },
});
function reasonsRefusal(reasons: Reasons) {
  if (reasons.length === 0) return refuseRepair('returnReasonMissing');
  if (new Set(reasons.map(({ code }) => code)).size < reasons.length) return refuseRepair('returnReasonTwice');
  const bare = reasons.find(({ text }) => text.trim() === '');
  return bare === undefined ? undefined : refuseRepair('returnTextMissing', { reason: bare.code });
}

/** Duties that are not proven (R05) are not proven by the firm's word that there are none: it counts no longer. */
function withoutStatement(repairCase: RepairCase, reasons: Reasons): RepairCase {
  if (!reasons.some(({ code }) => code === 'R05')) return repairCase;
  const { confirmations = [] } = repairCase;
  const others = confirmations.filter(({ material }) => material !== 'MAT2');
  return { ...without(repairCase, 'noDutyStated'), ...(confirmations.length > 0 && { confirmations: others }) };
}
