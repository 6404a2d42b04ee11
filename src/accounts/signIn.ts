import type { Account } from '../data/accountStore.js';
import type { PersonRead } from '../data/index.js';
import type { Actor } from '../domain/access/actor.js';
import { dayOf } from '../domain/calendarDay.js';
import { parseUscc } from '../domain/uscc.js';
import { type AccountsDependencies, isKnown, refused, type Refused, tooEarly } from './accountsDependencies.js';
import type { Attempts } from './attempts.js';
import { fitsPassword, hashPassword, isOutdated } from './passwordHash.js';

export interface Person {
  readonly actor: Actor;
  readonly displayName: string;
  readonly language: 'zh' | 'en';
  readonly noticesReadAt?: number;
}

/** A session's word of whom it belongs to; `read`: the account as it was read together with the session. */
export interface SessionOfAccount {
  readonly accountId: string;
  readonly signedInAt: number;
  readonly read?: PersonRead | undefined;
}

export interface SignedIn {
  readonly ok: true;
  readonly person: Person;
}

/** The account of a typed name. A representative may type the credit code of any own firm. */
export async function accountOfName(dependencies: AccountsDependencies, name: string): Promise<Account | null> {
  const account = await storedAccountOfName(dependencies, name);
  return account !== null && isKnown(dependencies, account) ? account : null;
}

/**
 * Begins a try at the secret of the account of a typed name, and tells the account. An account has several names, and
 * what is tried under any of them counts as tries of one secret.
 */
export async function beginByName(
  dependencies: AccountsDependencies & { attempts: Attempts },
  { kind, name, address }: { kind: 'signIn' | 'code'; name: string; address: string },
) {
  const account = await accountOfName(dependencies, name);
  const subject = account?.accountId ?? name;
  return { account, begun: await dependencies.attempts.begin({ kind, subject, address }) };
}

async function storedAccountOfName({ data }: AccountsDependencies, name: string): Promise<Account | null> {
  const parsed = parseUscc(name);
  if (parsed.ok) {
    const firm = await data.enterprises.findByUscc(parsed.uscc);
    if (firm?.representativeAccountId !== undefined) return data.accounts.findById(firm.representativeAccountId);
  }
  return data.accounts.findBySignInName(name);
}

/** The person with today's rights; null where the account is gone or disabled, or its password changed since. */
export async function personOf(
  dependencies: AccountsDependencies,
  { accountId, signedInAt, read }: SessionOfAccount,
): Promise<Person | null> {
  const { accounts } = dependencies.data;
  const today = dayOf(dependencies.clock());
  const account = read === undefined ? await accounts.inUse(accountId, today) : accounts.inUseOf(read, today);
  if (account?.accountId !== accountId || account.disabled || !isKnown(dependencies, account)) return null;
  if (signedInAt < account.passwordChangedAt) return null;
  const { actor, displayName, language, noticesReadAt } = account;
  return { actor, displayName, language, ...(noticesReadAt !== undefined && { noticesReadAt }) };
}

/**
 * Firms that joined the list after the account was made belong to the same person by the ID number, in the counties where
 * the account holds a firm by a code of that county: what a list of one county says of a person opens no firm of another.
 */
async function bindFirms({ data }: AccountsDependencies, account: Account): Promise<void> {
  if (account.role !== 'LEGAL_REP') return;
  const { idNumber } = await data.accounts.privateOf(account.accountId);
  if (idNumber === undefined) return;
  const counties = (await data.enterprises.ofRepresentative(account.accountId)).map(({ county }) => county);
  for (const uscc of await data.enterprises.usccsOfIdNumber(idNumber, counties)) {
    await data.enterprises.setRepresentative(uscc, account.accountId);
  }
}

/**
 * Name and password. Unknown name, wrong password and an account not yet activated get the same answer after the same
 * work; that an account is disabled is told only to who knows the password.
 */
export async function signIn(
  dependencies: AccountsDependencies & { attempts: Attempts },
  { name, password, address }: { name: string; password: string; address: string },
): Promise<SignedIn | Refused> {
  const { account, begun } = await beginByName(dependencies, { kind: 'signIn', name, address });
  if (!begun.ok) return tooEarly(begun.waitSeconds);
  if (!(await fitsPassword(account?.passwordHash, password)) || account === null) {
    return refused('signInWrong', begun.attempt.waitSeconds);
  }
  await begun.attempt.succeed();
  if (account.disabled) return refused('accountDisabled');
  if (isOutdated(account.passwordHash)) {
    const passwordHash = await hashPassword(password);
    const at = account.passwordChangedAt;
    await dependencies.data.accounts.setPassword(account.accountId, { passwordHash, at, unchangedSince: at });
  }
  return admit(dependencies, account);
}

/** The person of an account that has just proved itself. */
export async function admit(dependencies: AccountsDependencies, account: Account): Promise<SignedIn | Refused> {
  await bindFirms(dependencies, account);
  const person = await personOf(dependencies, { accountId: account.accountId, signedInAt: dependencies.clock() });
  return person === null ? refused('accountDisabled') : { ok: true, person };
}
