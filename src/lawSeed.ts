import type { DataAccess } from './data/index.js';
import { CALENDAR_SEED } from './domain/policy/calendarSeed.js';
import { POLICY_SEED } from './domain/policy/policySeed.js';

/** Puts the policy rows and the working-day calendar in place where they are missing; what the city changed stays. */
export async function seedLaw(data: Pick<DataAccess, 'policies' | 'calendars'>): Promise<void> {
  await data.policies.seed(POLICY_SEED);
  await data.calendars.seed(CALENDAR_SEED.years);
}
