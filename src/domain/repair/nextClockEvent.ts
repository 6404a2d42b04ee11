import { asDay } from '../calendarDay.js';
import { openingOf, ticksOf } from '../proceeding/clock.js';
import type { RepairRules } from './act.js';
import { isOwnDeadline } from './deadlines.js';
import type { EventOf } from './events.js';
import { standingRefusal } from './judge.js';
import type { Deadline, RepairCase } from './repairCase.js';
import type { DeadlineId } from './stages.js';

export interface ClockEvent {
  at: number;
  event: EventOf<'deadlineMark'> | EventOf<'deadlinePassed'> | EventOf<'firstDayReached'>;
}

/** Only shown, with its colour: while registers are asked, the exit raises its alarms long before (T10). */
const isSilent = (id: DeadlineId): boolean => id === 'T10';

/**
 * The next thing a clock does: the 50 % and 80 % marks of staff clocks, one reminder at 80 % of the applicant's own,
 * or the passing itself, one millisecond after the last instant that counts; and the first possible day of submission
 * where the case waits for it (part 4, state 0). Null where no clock runs.
 */
export function nextClockEvent(repairCase: RepairCase, { calendar }: RepairRules): ClockEvent | null {
  const running = repairCase.deadlines.filter(({ id }) => !isSilent(id));
  const all = [
    ...firstDay(repairCase),
    ...running.flatMap(clock => ticksOf(clock, marksOf(clock), calendar).map(eventOf)),
  ];
  return all.reduce<ClockEvent | null>((first, next) => (first === null || next.at < first.at ? next : first), null);
}

const marksOf = ({ id }: Deadline): readonly (50 | 80)[] => (isOwnDeadline(id) ? [80] : [50, 80]);

const eventOf = ({ at, id, mark }: ReturnType<typeof ticksOf<DeadlineId>>[number]): ClockEvent => ({
  at,
  event:
    mark === undefined
      ? { kind: 'deadlinePassed', at, deadline: id }
      : { kind: 'deadlineMark', at, deadline: id, mark },
});

/** The first day of submission at the opening of business; nothing where it was told or nothing is left to submit. */
function firstDay(repairCase: RepairCase): ClockEvent[] {
  if (standingRefusal(repairCase, 'firstDayReached') !== undefined) return [];
  const at = openingOf(asDay(repairCase.firstSubmissionDay));
  return [{ at, event: { kind: 'firstDayReached', at } }];
}

/** The round that begins by itself; null while one goes on and where an administrator's word is awaited. */
export function nextExitRound({ stage, exit }: RepairCase): { at: number; event: EventOf<'exitRetried'> } | null {
  if (stage !== 'EXITING' || exit?.nextRoundAt === undefined) return null;
  return { at: exit.nextRoundAt, event: { kind: 'exitRetried', at: exit.nextRoundAt } };
}
