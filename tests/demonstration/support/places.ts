import type { TakenOver } from '../../../src/demonstration/pastCase.js';
import type { Place } from '../../../src/demonstration/plan.js';
import { applyRepairEvent } from '../../../src/domain/repair/judge.js';
import { nextClockEvent } from '../../../src/domain/repair/nextClockEvent.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import type { RepairStage } from '../../../src/domain/repair/stages.js';

/** The stage in which a case rests that people have brought to this place. */
export const RESTS_IN: Readonly<Record<Place, RepairStage>> = {
  DRAFT: 'DRAFT',
  ABANDONED: 'EXPIRED',
  TRAINING: 'TRAINING',
  QUIZ_READY: 'QUIZ_READY',
  READY_TO_SIGN: 'READY_TO_SIGN',
  SUBMITTED: 'SUBMITTED',
  CLAIMED: 'SUBMITTED',
  RETURNED: 'RETURNED',
  WITHDRAWN: 'WITHDRAWN',
  NOT_ACCEPTED: 'NOT_ACCEPTED',
  COUNTY_REVIEW: 'COUNTY_REVIEW',
  EXTENDED: 'EXTENDED',
  AUTHORITY_OPINION: 'AUTHORITY_OPINION',
  REJECTED: 'REJECTED',
  CITY_REVIEW: 'CITY_REVIEW',
  APPROVED: 'REPAIRED',
  EXITING: 'EXITING',
};

/** What the workflow makes of a case that it takes over, by the clocks alone, until this instant (epoch milliseconds). */
export function afterClocks({ case: taken, rules }: Pick<TakenOver, 'case' | 'rules'>, until: number): RepairCase {
  let repairCase = taken;
  for (;;) {
    const next = nextClockEvent(repairCase, rules);
    if (next === null || next.at > until) return repairCase;
    const step = applyRepairEvent(repairCase, next.event, rules);
    if (!step.ok) throw new Error(`the clock was refused ${next.event.kind}: ${step.refusal.code}`);
    repairCase = step.case;
  }
}
