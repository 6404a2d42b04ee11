import type { DataAccess } from '../../src/data/index.js';
import { policyVersionId } from '../../src/data/policyVersionId.js';
import { addDays, asDay } from '../../src/domain/calendarDay.js';
import type { PolicyRow } from '../../src/domain/policy/policyRow.js';
import { POLICY_SEED } from '../../src/domain/policy/policySeed.js';
import { firstDayOf, type Law, type PolicyVersion, rowId } from '../../src/domain/policy/policyVersion.js';

type Policies = Pick<DataAccess, 'policies'>;

/** The law as a fresh database is given it, under the id it is stored by. */
export const SEED_LAW: Law = {
  versionId: policyVersionId({ rows: POLICY_SEED, effectiveDay: firstDayOf(POLICY_SEED) }),
  rows: POLICY_SEED,
};

/** Rows as a law of their own. */
export const lawOf = (rows: readonly PolicyRow[]): Law => ({ versionId: 'law of a test', rows });

export const seedPolicies = async ({ policies }: Policies): Promise<void> => {
  await policies.seed(POLICY_SEED, 0);
};

/** The city puts these rows in the place of those of the same key and scope, as of a day; without one as of ever. */
export async function changeRows(
  { policies }: Policies,
  changed: readonly PolicyRow[],
  effectiveDay?: string,
): Promise<PolicyVersion> {
  const [last] = await policies.versions();
  const before = last === undefined ? [] : (await policies.version(last.versionId)).rows;
  const ids = new Set(changed.map(rowId));
  return policies.add({
    rows: [...before.filter(row => !ids.has(rowId(row))), ...changed],
    ...{ draftedBy: 'drafter', approvedBy: 'approver' },
    effectiveDay: effectiveDay ?? last?.effectiveDay ?? firstDayOf(changed),
    createdAt: (last?.createdAt ?? 0) + 1,
  });
}

/** The city goes back to the rows that came with the system, from a day later on. */
export async function takeBack({ policies }: Policies): Promise<void> {
  const [last] = await policies.versions();
  if (last === undefined) throw new Error('no law to take back');
  const effectiveDay = addDays(asDay(last.effectiveDay), 1);
  const by = { draftedBy: 'drafter', approvedBy: 'approver' };
  await policies.add({ rows: POLICY_SEED, ...by, effectiveDay, createdAt: last.createdAt + 1 });
}
