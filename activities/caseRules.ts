import { dayOf } from '../src/domain/calendarDay.js';
import { policySet } from '../src/domain/policy/policySet.js';
import type { RepairRules } from '../src/domain/repair/act.js';
import type { ListType, Tier } from '../src/domain/repair/stages.js';
import type { ActivityDependencies } from './dependencies.js';

/** The figures and the calendar that hold today for an entry of this list type and tier. */
export async function caseRules(
  { data, demo, clock }: ActivityDependencies,
  { listType, tier }: { listType: ListType; tier: Tier },
): Promise<RepairRules> {
  const [rows, calendar] = await Promise.all([data.policies.rows(), data.calendars.load()]);
  return { policy: policySet(rows, { day: dayOf(clock()), listType, tier, demo }), calendar };
}
