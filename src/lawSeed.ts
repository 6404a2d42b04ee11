import type { DataAccess } from './data/index.js';
import { CALENDAR_SEED } from './domain/policy/calendarSeed.js';
import { POLICY_SEED } from './domain/policy/policySeed.js';
import type { PolicyVersionHead } from './domain/policy/policyVersion.js';

/**
 * Puts the law and the working-day calendar in place: a first policy version, or a further one where the system brings
 * other rows than those in force; what the city changed stays. Each version made is recorded, at `at` (epoch
 * milliseconds). Answers with a line for each row that went because it names no document of the table of sources, for
 * whoever runs the upgrade.
 */
export async function seedLaw(
  data: Pick<DataAccess, 'policies' | 'calendars' | 'audit'>,
  at: number = Date.now(),
): Promise<readonly string[]> {
  const { removed } = await data.policies.seed(POLICY_SEED, at);
  // Also those of a start that ended between the version and its record: a record is made once.
  for (const version of await data.policies.versions()) await recordVersion(data, version);
  await data.calendars.seed(CALENDAR_SEED.years);
  return removed.map(
    ({ key, value, unit, effectiveFrom, source }) =>
      `removed the policy row ${key} = ${String(value)} ${unit} from ${effectiveFrom}: its source "${source}" is no known document`,
  );
}

/** Records in the administrative chain that a policy version was made, by whom and from which day; once for each. */
async function recordVersion(
  { audit }: Pick<DataAccess, 'audit'>,
  { versionId, draftedBy, approvedBy, effectiveDay, createdAt }: PolicyVersionHead,
): Promise<void> {
  await audit.append({
    chain: 'admin',
    kind: 'policyVersionMade',
    at: createdAt,
    key: `policyVersionMade:${versionId}`,
    data: { versionId, draftedBy, approvedBy, effectiveDay },
  });
}
