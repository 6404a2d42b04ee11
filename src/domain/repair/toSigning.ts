import { asDay, startOfDay } from '../calendarDay.js';
import type { RepairRules } from './act.js';
import { dueOf, startDeadline } from './deadlines.js';
import { ownClock } from './dutyClocks.js';
import { type CaseNotice, tell } from './notices.js';
import type { RepairCase } from './repairCase.js';

/** The case at its signing, with the clock of it (T9). */
export function toSigning(
  repairCase: RepairCase,
  { at, certificateId }: { at: number; certificateId: string | undefined },
  rules: RepairRules,
): RepairCase {
  // Who learns early waits for the first possible day: the ten working days for signing begin with it.
  const from = repairCase.awaitsFirstDay === true ? Math.max(at, firstInstant(repairCase)) : at;
  return {
    ...repairCase,
    stage: 'READY_TO_SIGN',
    ...ownClock(repairCase, startDeadline('T9', from, rules)),
    ...(certificateId !== undefined && { certificateId }),
  };
}

const firstInstant = ({ firstSubmissionDay }: RepairCase): number => startOfDay(asDay(firstSubmissionDay));

/** What is told to whoever may sign: at once, or from the first possible day on. */
export const tellSigning = (next: RepairCase, code: 'readyToSign' | 'quizPassed'): CaseNotice =>
  next.awaitsFirstDay === true
    ? tell(next, 'signFromFirstDay', { day: next.firstSubmissionDay, ...dueOf(next) })
    : tell(next, code, dueOf(next));
