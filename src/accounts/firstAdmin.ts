import type { Account } from '../data/accountStore.js';
import { issueCode, type IssuedCode } from './accountCodes.js';
import { type AccountsDependencies, isKnown, refused, type Refused } from './accountsDependencies.js';
import { NO_PASSWORD } from './passwordHash.js';
import { isSignInName } from './signInName.js';

export interface FirstAdmin {
  readonly signInName: string;
  readonly displayName: string;
  readonly idNumber: string;
}

/** One id for ever: two commands at once make one account. */
const ACCOUNT_ID = 'first-admin';

/**
 * The city administrator of a new installation, who makes all other accounts. Only where there is none yet; one who has
 * not set a password gets another code, because nobody else could give it. The code is answered in clear, for the
 * operator's console: before there is a first account there is no telephone on record that could be trusted more.
 */
export async function createFirstAdmin(
  dependencies: AccountsDependencies,
  person: FirstAdmin,
): Promise<{ readonly ok: true; readonly account: Account; readonly code: IssuedCode } | Refused> {
  const { data, clock } = dependencies;
  const admins = await cityAdmins(dependencies);
  if (admins.some(({ passwordHash }) => passwordHash !== NO_PASSWORD)) return refused('adminThere');
  if (!isSignInName(person.signInName)) return refused('signInNameWrong');
  if (admins.length === 0) {
    const made = { ...person, accountId: ACCOUNT_ID, role: 'CITY_ADMIN', passwordHash: NO_PASSWORD } as const;
    if ((await data.accounts.create({ ...made, createdAt: clock() })) === 'taken') {
      return refused('signInNameTaken');
    }
  }
  await data.audit.append({
    chain: 'admin',
    kind: 'firstAdminCreated',
    at: clock(),
    data: { accountId: ACCOUNT_ID, role: 'CITY_ADMIN' },
    key: 'firstAdminCreated',
  });
  const [account] = admins.length === 0 ? await cityAdmins(dependencies) : admins;
  if (account === undefined) return refused('accountDisabled');
  return { ok: true, account, code: await issueCode(dependencies, account, { purpose: 'ACTIVATE' }) };
}

async function cityAdmins(dependencies: AccountsDependencies): Promise<Account[]> {
  const { items } = await dependencies.data.accounts.list({ role: 'CITY_ADMIN' }, { page: 1, size: 200 });
  return items.filter(account => isKnown(dependencies, account));
}
