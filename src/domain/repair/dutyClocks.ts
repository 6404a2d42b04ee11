import { daysOf, pauseClock, resumeClock, withoutClocks } from '../proceeding/clock.js';
import type { WorkCalendar } from '../workCalendar.js';
import { isOwnDeadline } from './deadlines.js';
import { openRequest } from './dutyRequest.js';
import type { CaseInBrief, Deadline, RepairCase } from './repairCase.js';
import type { DeadlineId } from './stages.js';

/** The applicant's clocks that wait for the answer: training (T8), signing (T9), and the correction of a return (T7). */
const WAITING: readonly DeadlineId[] = ['T7', 'T8', 'T9'];
const waits = ({ id }: Deadline): boolean => WAITING.includes(id);

type Clocks = Pick<RepairCase, 'deadlines' | 'paused'>;

/** The applicant's clocks stop while the authority is asked. */
export const stopOwnClocks = ({ deadlines, paused }: Clocks, at: number, calendar: WorkCalendar): Clocks => ({
  deadlines: deadlines.filter(deadline => !waits(deadline)),
  paused: [...paused, ...deadlines.filter(waits).map(deadline => pauseClock(deadline, at, calendar))],
});

/** They go on from `at` with the days they had left; one that was to begin later begins then. */
export const restartOwnClocks = ({ deadlines, paused }: Clocks, at: number, calendar: WorkCalendar): Clocks => ({
  deadlines: [
    ...withoutClocks(deadlines, 'T6'),
    ...paused.filter(waits).map(deadline => resumeClock(deadline, Math.max(at, deadline.startedAt), calendar)),
  ],
  paused: paused.filter(deadline => !waits(deadline)),
});

/** A new clock of the applicant in place of the one before; it stands still from the start while the authority is asked. */
export function ownClock(repairCase: RepairCase, clock: Deadline): Clocks {
  const deadlines = repairCase.deadlines.filter(({ id }) => !isOwnDeadline(id));
  const paused = repairCase.paused.filter(deadline => !waits(deadline));
  return openRequest(repairCase) === undefined
    ? { deadlines: [...deadlines, clock], paused }
    : { deadlines, paused: [...paused, clock] };
}

/** Paused clocks that wait for the authority's answer, with the days each has left. */
export const waitingClocks = (repairCase: Pick<CaseInBrief, 'paused' | 'dutyRequests'>) =>
  openRequest(repairCase) === undefined
    ? []
    : repairCase.paused.filter(waits).map(({ id, unit, ...deadline }) => ({ id, unit, left: daysOf(deadline) }));

/** The open request ended without an answer: the firm proved its duties otherwise, or the case ended. */
export function withoutRequest(repairCase: RepairCase, at: number): RepairCase {
  const { dutyRequests = [] } = repairCase;
  if (openRequest(repairCase) === undefined) return repairCase;
  return {
    ...repairCase,
    dutyRequests: dutyRequests.map((request, place) =>
      place === dutyRequests.length - 1 ? { ...request, endedAt: at } : request,
    ),
    deadlines: withoutClocks(repairCase.deadlines, 'T6'),
  };
}
