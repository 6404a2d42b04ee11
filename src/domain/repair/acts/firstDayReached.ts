import { dayOf } from '../../calendarDay.js';
import { systemAct } from '../act.js';
import { tell } from '../notices.js';
import { refuseRepair } from '../refusals.js';
import { type RepairCase, without } from '../repairCase.js';
import { BEFORE_SUBMISSION } from '../stages.js';

/** The first possible day of submission has come; told to whoever waited for it. */
export const firstDayReached = systemAct({
  stages: BEFORE_SUBMISSION,
  hindrance: ({ awaitsFirstDay }) => (awaitsFirstDay === true ? undefined : 'alreadyRecorded'),
  apply(repairCase, { at }) {
    const { firstSubmissionDay: day } = repairCase;
    if (dayOf(at) < day) return refuseRepair('minimumPeriodRunning', { day });
    const next: RepairCase = without(repairCase, 'awaitsFirstDay');
    return { ok: true, next, data: { day }, notice: tell(next, 'firstDayReached', { day }) };
  },
});
