import { resumeClock } from '../proceeding/clock.js';
import type { RepairRules, Step } from './act.js';
import { tell, tellStaff } from './notices.js';
import { refuseRepair } from './refusals.js';
import { type RepairCase, without } from './repairCase.js';

/** The end of a side stage: back to the stage before, its clocks go on with the working days they had left. */
export function resumed(repairCase: RepairCase, at: number, { calendar }: RepairRules): Step {
  const { resumesTo, paused } = repairCase;
  if (resumesTo === undefined) return refuseRepair('notInThisStage', { stage: repairCase.stage });
  const next: RepairCase = {
    ...without(repairCase, 'resumesTo'),
    stage: resumesTo,
    deadlines: paused.map(deadline => resumeClock(deadline, at, calendar)),
    paused: [],
  };
  return { ok: true, next, notice: tell(next, 'resumed'), ...tellStaff(next, 'caseResumed') };
}
