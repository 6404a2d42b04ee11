import type { CaseStore } from './caseStore.js';

/** Whether the city has to decide as well: somebody acts for the firm by an account, or a case of it is under way. */
export async function needsCity(
  cases: Pick<CaseStore, 'ofUsccs'>,
  { uscc, accountId }: { uscc: string; accountId?: string | undefined },
): Promise<boolean> {
  return accountId !== undefined || (await cases.ofUsccs([uscc], { open: true })).length > 0;
}
