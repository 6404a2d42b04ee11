import { systemAct } from '../act.js';
import { exitProgressOf, isRoundLost, missingReceivers } from '../exitProgress.js';
import type { StaffNotice, StaffNoticeCode } from '../notices.js';
import { EXIT_RETRY_MS, type ExitHindrance } from '../receivers.js';
import { refuseRepair } from '../refusals.js';
import type { ExitProgress, RepairCase } from '../repairCase.js';

/** Something stands in the way of the exit; the city administrators, who look after the registers, hear of it. */
export const exitStuck = systemAct<{ readonly hindrance: ExitHindrance }>({
  stages: ['EXITING'],
  apply(repairCase, { at, hindrance }) {
    const before = exitProgressOf(repairCase);
    if (before.hindrance === hindrance || isRoundLost(before)) return refuseRepair('alreadyRecorded');
    const again = hindrance === 'REFUSED' || hindrance === 'FAILED';
    const exit: ExitProgress = { ...before, hindrance, ...(again && { nextRoundAt: at + EXIT_RETRY_MS }) };
    const receivers = hindrance === 'AWAY' ? missingReceivers(repairCase) : exit.refusing;
    return {
      ok: true,
      next: { ...repairCase, exit },
      data: { hindrance, round: exit.round, receivers },
      staff: alarm(repairCase, hindrance, receivers),
    };
  },
});

const ALARMS: Readonly<Record<ExitHindrance, StaffNoticeCode>> = {
  AWAY: 'exitLate',
  REFUSED: 'exitRefused',
  NOT_LISTED: 'exitNotListed',
  FAILED: 'exitFailed',
};

const alarm = ({ reference }: RepairCase, hindrance: ExitHindrance, receivers: readonly string[]): StaffNotice => ({
  code: ALARMS[hindrance],
  role: 'CITY_ADMIN',
  values: { reference, ...(receivers.length > 0 && { receivers: receivers.join(', ') }) },
});
