import { applicantEvents } from './applicantEvents.js';
import { clockEvents } from './clockEvents.js';
import { withoutRequest } from './dutyClocks.js';
import { dutyEvents } from './dutyEvents.js';
import { standingRefusal } from './eventStages.js';
import type { RepairEvent, RepairEventKind } from './events.js';
import { exitEvents } from './exitEvents.js';
import { passesFourEyes, stepOfAct } from './fourEyes.js';
import { refuseRepair } from './refusals.js';
import type { RepairCase } from './repairCase.js';
import { reviewEvents } from './reviewEvents.js';
import { isClosed } from './stages.js';
import { type Handler, type Handlers, type RepairRules, type Step, type Transition, without } from './transition.js';

export { type RepairRules, type Transition } from './transition.js';

const HANDLERS: Handlers<RepairEventKind> = {
  ...applicantEvents,
  ...dutyEvents,
  ...reviewEvents,
  ...clockEvents,
  ...exitEvents,
};

export const REPAIR_EVENT_KINDS = Object.keys(HANDLERS) as RepairEventKind[];

/**
 * What an event does to a case (part 4): the next state, one version higher, with what the audit chain, the applicant
 * and the offices get to know; or a refusal with its rule. Who may send it is asked by `mayAct`; that nobody takes two
 * steps of one case, and nobody acts on another's claim, is checked here as well.
 */
export function applyRepairEvent(repairCase: RepairCase, event: RepairEvent, rules: RepairRules): Transition {
  const standing = standingRefusal(repairCase, event.kind);
  if (standing !== undefined) return { ok: false, refusal: standing };
  const personal = personalRefusal(repairCase, event);
  if (personal !== undefined) return personal;
  // The table pairs every kind with its own rule; only the pairing itself is beyond the compiler.
  const handle = HANDLERS[event.kind] as Handler<RepairEventKind>;
  const step = handle(repairCase, event, rules);
  return step.ok ? finished(repairCase, event, step) : step;
}

function personalRefusal(repairCase: RepairCase, event: RepairEvent) {
  const by = 'by' in event ? event.by : undefined;
  if (by === undefined) return undefined;
  const { assignee } = repairCase;
  if (OFFICE_ACTS.includes(event.kind) && assignee !== undefined && assignee.accountId !== by.accountId) {
    return refuseRepair('claimedByOther');
  }
  const step = stepOfAct(repairCase, event.kind);
  if (step !== undefined && !passesFourEyes(repairCase, by, step)) return refuseRepair('fourEyes');
  return undefined;
}

/** Acts of the one who holds the case; taking it over is the way for everyone else. */
const OFFICE_ACTS: readonly RepairEventKind[] = (Object.keys(reviewEvents) as RepairEventKind[]).filter(
  (kind): boolean => kind !== 'takeOver',
);

function finished(before: RepairCase, event: RepairEvent, step: Extract<Step, { ok: true }>): Transition {
  const to = step.next.stage;
  const moved = before.stage !== to;
  const ended = moved && isClosed(to) ? withoutRequest(step.next, event.at) : step.next;
  const kept: RepairCase = moved ? without(ended, 'assignee') : ended;
  const after: RepairCase = {
    ...kept,
    version: before.version + 1,
    updatedAt: Math.max(before.updatedAt, event.at),
    ...(moved && isClosed(to) && { closedAt: event.at, deadlines: [], paused: [] }),
  };
  return {
    ok: true,
    case: after,
    record: {
      kind: event.kind,
      from: before.stage,
      to,
      at: event.at,
      ...('by' in event && { by: event.by }),
      ...(step.reason !== undefined && step.reason !== '' && { reason: step.reason }),
      data: { ...step.data, ...dueDays(before, after) },
    },
    notice: step.notice,
    staffNotice: step.staff,
  };
}

/** The last days of the running clocks, where the step changed them: so the trail proves what was promised. */
function dueDays(before: RepairCase, after: RepairCase): { due?: Record<string, string> } {
  const days = (repairCase: RepairCase) => Object.fromEntries(repairCase.deadlines.map(({ id, due }) => [id, due]));
  const [old, now] = [days(before), days(after)];
  return JSON.stringify(old) === JSON.stringify(now) && before.version > 0 ? {} : { due: now };
}
