import type { DataAccess } from '../data/index.js';
import type { PolicyVersionHead } from '../domain/policy/policyVersion.js';

/** Records in the administrative chain that a policy version was made, by whom and from which day; once for each. */
export async function recordVersion(
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
