import { CASE_CLOCKS, type Policy } from '../policy/policy.js';
import type { RepairRules } from './act.js';
import type { Transition, TransitionRecord } from './events.js';
import type { CaseNotice, StaffNotice } from './notices.js';
import type { RepairCase } from './repairCase.js';

/** One transition as it is stored: the state it led to, its record, and whom it tells. */
export interface RecordedStep {
  case: RepairCase;
  record: TransitionRecord;
  notice?: CaseNotice | undefined;
  staffNotice?: StaffNotice | undefined;
}

/** What is to be stored of a transition that was judged by these rules; its notice says what the days in it rest on. */
export function recordedStep(
  { case: next, record, notice, staffNotice }: Extract<Transition, { ok: true }>,
  { policy }: RepairRules,
): RecordedStep {
  return {
    ...{ case: next, record },
    ...(notice !== undefined && {
      notice: { ...notice, values: { ...notice.values, ...rulesBehind(next, notice, policy) } },
    }),
    ...(staffNotice !== undefined && { staffNotice }),
  };
}

/**
 * What the days of a notice rest on, so that its readers see how far each was checked: a running clock's own rule, else
 * the rules of the case.
 */
function rulesBehind(
  { deadlines }: RepairCase,
  { values: { due, day, deadline } }: CaseNotice,
  policy: Policy,
): { dueRule?: string; dayRule?: string } {
  if (due === undefined && day === undefined) return {};
  const clocks = deadlines.filter(clock => clock.due === due);
  const clock = clocks.find(({ id }) => id === deadline) ?? clocks[0];
  const ended = CASE_CLOCKS.find(id => id === deadline);
  const dueRule = clock?.source ?? (ended === undefined ? undefined : policy.deadlines[ended].source);
  return {
    ...(due !== undefined && dueRule !== undefined && { dueRule }),
    ...(day !== undefined && { dayRule: policy.sources.minMonths }),
  };
}
