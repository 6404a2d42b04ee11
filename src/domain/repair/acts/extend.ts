import { pauseClock } from '../../proceeding/clock.js';
import { act, reason } from '../act.js';
import { startDeadline } from '../deadlines.js';
import { tell } from '../notices.js';
import type { RepairCase } from '../repairCase.js';
import { AFTER_ACCEPTANCE } from '../stages.js';

/** The office takes more time for a difficult case (T5); its other clocks stand still meanwhile. */
export const extend = act({
  permission: 'review.claim',
  stages: AFTER_ACCEPTANCE,
  office: true,
  secondary: true,
  form: { reason: reason() },
  hindrance({ extensions }, rules) {
    const times = rules?.policy.extensionTimes;
    return times === undefined || extensions < times ? undefined : { code: 'extensionUsed', values: { times } };
  },
  apply(repairCase, { at, reason: why }, rules) {
    const extension = startDeadline('T5', at, rules);
    const next: RepairCase = {
      ...repairCase,
      stage: 'EXTENDED',
      resumesTo: repairCase.stage,
      extensions: repairCase.extensions + 1,
      extendedAt: at,
      deadlines: [extension],
      paused: repairCase.deadlines.map(deadline => pauseClock(deadline, at, rules.calendar)),
    };
    return { ok: true, next, reason: why, notice: tell(next, 'extended', { reason: why, due: extension.due }) };
  },
});
