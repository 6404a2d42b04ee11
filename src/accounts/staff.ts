import { createHash } from 'node:crypto';
import type { Account } from '../data/accountStore.js';
import type { Page, PageRequest } from '../data/index.js';
import { type Actor, ROLES, type Role } from '../domain/access/actor.js';
import { AUTHORITIES } from '../domain/reference/authorities.js';
import { COUNTIES } from '../domain/reference/counties.js';
import { issueCode, type SentCode, shownOf } from './accountCodes.js';
import { type AccountsDependencies, recordAct, refused, type Refused } from './accountsDependencies.js';
import { waitOf } from './contactWaits.js';
import { NO_PASSWORD } from './passwordHash.js';

/** Roles given by the city administrator; representatives come by invitation, agents by their representative. */
export const STAFF_ROLES = ROLES.filter(role => role !== 'LEGAL_REP' && role !== 'AGENT');

const SCOPE_OF: Partial<Record<Role, 'county' | 'authority'>> = {
  WINDOW_CLERK: 'county',
  COUNTY_REVIEWER: 'county',
  COUNTY_ADMIN: 'county',
  AUTHORITY_OFFICER: 'authority',
};

/** What a role is bound to: a county, a department, or the whole city. */
export const scopeOf = (role: Role): 'county' | 'authority' | 'city' => SCOPE_OF[role] ?? 'city';

export interface NewStaff {
  /** One-time key of the form: sent twice, it makes one account. */
  readonly key: string;
  readonly signInName: string;
  readonly displayName: string;
  readonly role: Role;
  readonly county?: string;
  readonly authorityId?: string;
  /** By it four eyes know two accounts of one person. */
  readonly idNumber: string;
  readonly phone?: string;
}

export interface CreatedAccount {
  readonly ok: true;
  readonly account: Account;
  readonly code: SentCode;
}

/** Without a code where the same form made the account before and a password has been set since. */
type MadeAccount = Omit<CreatedAccount, 'code'> & Partial<Pick<CreatedAccount, 'code'>>;

/** The id of an account made by a form: the same form of the same person makes the same account, nobody else's can. */
export function accountIdOf(actor: Actor, key: string): string {
  const hex = createHash('sha256').update(`account\n${actor.accountId}\n${key}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** Accounts of officials, kept by the city administrator. Each act is an administrative record without personal data. */
export function createStaff(dependencies: AccountsDependencies) {
  const { data } = dependencies;
  return {
    create: (actor: Actor, staff: NewStaff) => createOfficial(dependencies, actor, staff),
    setDisabled: (actor: Actor, accountId: string, disabled: boolean) =>
      setDisabled(dependencies, actor, { accountId, disabled }),
    find: (accountId: string): Promise<Account | null> => data.accounts.findById(accountId),
    list: (filter: { role?: Role; q?: string }, page: PageRequest): Promise<Page<Account>> =>
      data.accounts.list(filter, page),
    /** A new activation code for someone who lost the first one; the earlier code no longer works. */
    async renewCode(actor: Actor, accountId: string): Promise<CreatedAccount | Refused> {
      const account = await data.accounts.findById(accountId);
      if (account === null || account.disabled || account.passwordHash !== NO_PASSWORD) {
        return refused('notWaiting');
      }
      if (!isReachable(dependencies, account)) return refused('staffPhoneMissing');
      const wait = await waitOf(dependencies, account.contact);
      if (wait !== null) {
        const values = { until: wait.until, left: wait.left };
        return { ok: false, refusal: { code: 'phoneWaits', clause: 'PLATFORM', values }, waitSeconds: 0 };
      }
      await recordAct(dependencies, actor, { kind: 'activationCodeRenewed', data: { accountId } });
      return { ok: true, account, code: await sendFirstCode(dependencies, account) };
    },
  };
}

async function createOfficial(
  dependencies: AccountsDependencies,
  actor: Actor,
  { key, county, authorityId, ...person }: NewStaff,
): Promise<MadeAccount | Refused> {
  const { data, clock } = dependencies;
  const accountId = accountIdOf(actor, key);
  const scope = scopeOf(person.role);
  const isOffice = STAFF_ROLES.some(role => role === person.role);
  if (!isOffice || !isScoped(scope, { county, authorityId })) return refused('staffScope');
  if (!dependencies.demo && person.phone === undefined) return refused('staffPhoneMissing');
  const bound = { ...(scope === 'county' && { county }), ...(scope === 'authority' && { authorityId }) };
  const made = { accountId, ...person, ...bound, passwordHash: NO_PASSWORD, createdAt: clock() };
  if ((await data.accounts.create(made)) === 'taken') return refused('signInNameTaken');
  await recordAct(dependencies, actor, {
    kind: 'accountCreated',
    data: { accountId, role: person.role, ...bound },
    key: `accountCreated:${accountId}`,
  });
  const account = await data.accounts.findById(accountId);
  if (account === null) return refused('accountDisabled');
  // A code for an account in use would set the password of its holder.
  if (account.passwordHash !== NO_PASSWORD) return { ok: true, account };
  return { ok: true, account, code: await sendFirstCode(dependencies, account) };
}

/** Outside the demonstration a code reaches its person by the telephone on record or not at all. */
const isReachable = ({ demo }: AccountsDependencies, { phoneMasked }: Account): boolean =>
  demo || phoneMasked !== undefined;

async function sendFirstCode(dependencies: AccountsDependencies, account: Account): Promise<SentCode> {
  const order = { purpose: 'ACTIVATE', phoneOnly: !dependencies.demo } as const;
  return shownOf(dependencies, await issueCode(dependencies, account, order));
}

/** Disabling ends every session at once. Nobody disables the own account, so one administrator always stays. */
async function setDisabled(
  dependencies: AccountsDependencies,
  actor: Actor,
  { accountId, disabled }: { accountId: string; disabled: boolean },
): Promise<{ readonly ok: true } | Refused> {
  const { data } = dependencies;
  if (accountId === actor.accountId) return refused('ownAccount');
  const account = await data.accounts.findById(accountId);
  if (account === null) return refused('accountDisabled');
  if (account.disabled === disabled) return { ok: true };
  await data.accounts.setDisabled(accountId, disabled);
  if (disabled) await data.sessions.revokeAll(accountId);
  await recordAct(dependencies, actor, { kind: disabled ? 'accountDisabled' : 'accountEnabled', data: { accountId } });
  return { ok: true };
}

function isScoped(
  scope: ReturnType<typeof scopeOf>,
  { county, authorityId }: { county: string | undefined; authorityId: string | undefined },
): boolean {
  if (scope === 'county') return COUNTIES.some(({ adcode }) => adcode === county);
  if (scope === 'authority') return AUTHORITIES.some(authority => authority.authorityId === authorityId);
  return true;
}
