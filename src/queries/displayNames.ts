import type { DataAccess } from '../data/index.js';

/** What these people are called on the pages of staff; nothing is asked where there is nobody. */
export async function displayNames(
  { accounts }: Pick<DataAccess, 'accounts'>,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return accountIds.length === 0 ? new Map() : accounts.displayNames([...new Set(accountIds)]);
}
