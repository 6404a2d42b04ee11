import type { DataAccess } from './data/index.js';
import { CALENDAR_SEED } from './domain/policy/calendarSeed.js';
import { POLICY_SEED } from './domain/policy/policySeed.js';

/**
 * Puts the policy rows and the working-day calendar in place where they are missing; what the city changed stays. A row
 * that names no document of the table of sources goes; answers with a line for each, for whoever runs the upgrade.
 */
export async function seedLaw(data: Pick<DataAccess, 'policies' | 'calendars'>): Promise<readonly string[]> {
  const removed = await data.policies.seed(POLICY_SEED);
  await data.calendars.seed(CALENDAR_SEED.years);
  return removed.map(
    ({ key, value, unit, effectiveFrom, source }) =>
      `removed the policy row ${key} = ${String(value)} ${unit} from ${effectiveFrom}: its source "${source}" is no known document`,
  );
}
