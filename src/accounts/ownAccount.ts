import type { Account } from '../data/accountStore.js';
import type { Actor } from '../domain/access/actor.js';
import { parseUscc } from '../domain/uscc.js';
import { personalWords } from './accountCodes.js';
import { type AccountsDependencies, recordAct, refused, type Refused } from './accountsDependencies.js';
import { hashPassword } from './passwordHash.js';
import { passwordFault } from './passwordRules.js';

export interface Firm {
  readonly uscc: string;
  readonly name: string;
}

export interface OwnAccount {
  readonly account: Account;
  /** Firms the person represents or holds a valid mandate for. */
  readonly firms: readonly Firm[];
}

type CheckPassword = (asked: {
  accountId: string;
  password: string;
  address: string;
}) => Promise<{ readonly ok: true } | Refused>;

const gone = () => refused('accountDisabled');

/** What a signed-in person may see and change about the own account. */
export function createOwnAccount(dependencies: AccountsDependencies & { readonly checkPassword: CheckPassword }) {
  const { data, clock, checkPassword } = dependencies;

  const overview = async (actor: Actor): Promise<OwnAccount | null> => {
    const account = await data.accounts.findById(actor.accountId);
    return account === null ? null : { account, firms: await firmsOf(dependencies, actor.usccs) };
  };

  /** Asks the old password, judges the new one, and ends every other session; the caller renews the own one. */
  const changePassword = async (change: {
    accountId: string;
    current: string;
    next: string;
    address: string;
  }): Promise<{ readonly ok: true } | Refused> => {
    const { accountId, current, next, address } = change;
    const checked = await checkPassword({ accountId, password: current, address });
    if (!checked.ok) return checked;
    const account = await data.accounts.findById(accountId);
    if (account === null) return gone();
    const fault = passwordFault(next, await personalWords(dependencies, account));
    if (fault !== null) return { ok: false, refusal: fault, waitSeconds: 0 };
    if (next === current) return refused('passwordSame');
    const passwordHash = await hashPassword(next);
    const renewal = { passwordHash, at: clock(), unchangedSince: account.passwordChangedAt };
    if (!(await data.accounts.setPassword(accountId, renewal))) return refused('passwordWrong');
    await data.sessions.revokeAll(accountId);
    return { ok: true };
  };

  return {
    overview,
    changePassword,
    sessionsOf: (accountId: string) => data.sessions.list(accountId),
    /** Ends one session of the own account; false where there is none of that handle. */
    revokeSession: (accountId: string, handle: string) => data.sessions.revoke(accountId, handle),
    /** Ends all sessions but the present one; answers how many. */
    revokeOtherSessions: (accountId: string, presentId: string) => data.sessions.revokeAll(accountId, presentId),
  };
}

/** Names of firms in the order of their codes; a code without a record stands for itself. */
export async function firmsOf({ data }: AccountsDependencies, usccs: readonly string[]): Promise<Firm[]> {
  if (usccs.length === 0) return [];
  const known = new Map((await data.enterprises.findManyByUscc(usccs)).map(({ uscc, name }) => [uscc, name]));
  return [...usccs].sort().map(uscc => ({ uscc, name: known.get(uscc) ?? uscc }));
}

/** Interests of reviewers (part 2, rule b). Each declaration and withdrawal is an administrative record. */
export function createInterests(dependencies: AccountsDependencies) {
  const { data } = dependencies;

  const change = async (
    actor: Actor,
    kind: 'interestDeclared' | 'interestWithdrawn',
    uscc: string,
  ): Promise<boolean> => {
    const account = await data.accounts.findById(actor.accountId);
    if (account === null || account.interests.includes(uscc) === (kind === 'interestDeclared')) return false;
    const others = account.interests.filter(known => known !== uscc);
    await data.accounts.setInterests(actor.accountId, kind === 'interestDeclared' ? [...others, uscc] : others);
    await recordAct(dependencies, actor, { kind, data: { uscc } });
    return true;
  };

  return {
    list: (actor: Actor): Promise<Firm[]> => firmsOf(dependencies, actor.interests),
    /** From now on this reviewer acts on no case of the firm. Declaring twice changes nothing. */
    async declare(actor: Actor, typed: string): Promise<{ readonly ok: true; readonly uscc: string } | Refused> {
      const parsed = parseUscc(typed);
      if (!parsed.ok) return { ok: false, refusal: parsed.refusal, waitSeconds: 0 };
      await change(actor, 'interestDeclared', parsed.uscc);
      return { ok: true, uscc: parsed.uscc };
    },
    /** False where no interest in this firm was declared. */
    withdraw: (actor: Actor, uscc: string): Promise<boolean> => change(actor, 'interestWithdrawn', uscc),
  };
}
