import type { Account } from '../data/accountStore.js';
import type { Actor } from '../domain/access/actor.js';
import { may } from '../domain/access/permissions.js';
import { dayOf } from '../domain/calendarDay.js';
import { issueCode, type IssuedCode } from './accountCodes.js';
import { type AccountsDependencies, recordAct, refused, type Refused } from './accountsDependencies.js';
import { firmsOf, type Firm } from './ownAccount.js';
import { NO_PASSWORD } from './passwordHash.js';
import { accountIdOf } from './staff.js';

export interface NewAgent {
  /** One-time key of the form. */
  readonly key: string;
  readonly uscc: string;
  readonly displayName: string;
  readonly idNumber: string;
  readonly phone: string;
  /** Last day of the mandate, YYYY-MM-DD. */
  readonly validUntil: string;
}

export interface AgentOfFirm {
  readonly accountId: string;
  readonly displayName: string;
  readonly signInName: string;
  readonly idMasked: string;
  readonly firm: Firm;
  readonly validUntil: string;
  readonly expired: boolean;
  /** True until the agent has set a password. */
  readonly waiting: boolean;
}

/** `code` is absent where the agent has an account already and simply signs in. */
export interface Appointed {
  readonly ok: true;
  readonly account: Account;
  readonly code?: IssuedCode;
}

const CLAUSE = 'F15';

/**
 * Agents of the own firm (授权委托书). The representative names them; an agent sees the firm only while the mandate is
 * valid. A firm of somebody else answers null, as if it were not there.
 */
export function createAgents(dependencies: AccountsDependencies) {
  const { data, clock } = dependencies;
  const today = () => dayOf(clock());

  const list = async (actor: Actor): Promise<AgentOfFirm[]> => {
    const firms = await firmsOf(dependencies, actor.usccs);
    const perFirm = firms.map(async firm =>
      (await data.accounts.agentsOf(firm.uscc)).flatMap(account => agentOf(account, firm, today()) ?? []),
    );
    return (await Promise.all(perFirm)).flat();
  };

  const appoint = async (actor: Actor, agent: NewAgent): Promise<Appointed | Refused | null> => {
    if (!may(actor, 'agent.appoint', { uscc: agent.uscc })) return null;
    if (agent.validUntil < today()) return refused('mandatePast', CLAUSE);
    const found = await accountOfAgent(dependencies, actor, agent);
    if (!found.ok) return found;
    const { account, isNew } = found;
    await data.accounts.giveMandate(account.accountId, { uscc: agent.uscc, validUntil: agent.validUntil });
    await recordAct(dependencies, actor, {
      kind: 'agentAppointed',
      data: { accountId: account.accountId, uscc: agent.uscc, validUntil: agent.validUntil },
      key: `agentAppointed:${accountIdOf(actor, agent.key)}`,
    });
    return {
      ok: true,
      account,
      ...(isNew && { code: await issueCode(dependencies, account, { purpose: 'ACTIVATE' }) }),
    };
  };

  const find = async (actor: Actor, accountId: string, uscc: string): Promise<AgentOfFirm | null> => {
    if (!may(actor, 'agent.appoint', { uscc })) return null;
    return (await list(actor)).find(agent => agent.accountId === accountId && agent.firm.uscc === uscc) ?? null;
  };

  /** The agent no longer reaches this firm from the next click on. Null where there is no such agent of an own firm. */
  const dismiss = async (actor: Actor, accountId: string, uscc: string): Promise<{ ok: true } | null> => {
    if ((await find(actor, accountId, uscc)) === null) return null;
    await data.accounts.withdrawMandate(accountId, uscc);
    await recordAct(dependencies, actor, { kind: 'agentDismissed', data: { accountId, uscc } });
    return { ok: true };
  };

  /** A new code for an agent who has not activated the account yet. */
  const renewCode = async (actor: Actor, accountId: string, uscc: string): Promise<Appointed | null> => {
    const account = await data.accounts.findById(accountId);
    const agent = await find(actor, accountId, uscc);
    if (account === null || agent?.waiting !== true) return null;
    await recordAct(dependencies, actor, { kind: 'activationCodeRenewed', data: { accountId } });
    return { ok: true, account, code: await issueCode(dependencies, account, { purpose: 'ACTIVATE' }) };
  };

  return { list, find, appoint, dismiss, renewCode, firmsOf: (actor: Actor) => firmsOf(dependencies, actor.usccs) };
}

const plain = (name: string): string => name.normalize('NFKC').replace(/\s+/gu, '');

type FoundAgent = { readonly ok: true; readonly account: Account; readonly isNew: boolean } | Refused;

/** The person's own account where the ID number is known under this very name, else a new one named by the phone. */
async function accountOfAgent(
  { data, clock }: AccountsDependencies,
  actor: Actor,
  agent: NewAgent,
): Promise<FoundAgent> {
  const samePerson = await data.accounts.findByIdNumber(agent.idNumber);
  const known = samePerson.find(({ role }) => role === 'AGENT');
  if (known !== undefined) {
    if (plain(known.displayName) !== plain(agent.displayName)) return refused('agentNameDiffers', CLAUSE);
    if (known.disabled) return refused('accountDisabled', CLAUSE);
    return { ok: true, account: known, isNew: known.passwordHash === NO_PASSWORD };
  }
  const accountId = accountIdOf(actor, agent.key);
  const written = await data.accounts.create({
    accountId,
    signInName: agent.phone,
    displayName: agent.displayName,
    role: 'AGENT',
    passwordHash: NO_PASSWORD,
    idNumber: agent.idNumber,
    phone: agent.phone,
    createdAt: clock(),
  });
  if (written === 'taken') return refused('phoneTaken', CLAUSE);
  const account = await data.accounts.findById(accountId);
  return account === null ? refused('accountDisabled', CLAUSE) : { ok: true, account, isNew: true };
}

function agentOf(account: Account, firm: Firm, today: string): AgentOfFirm | null {
  const mandate = account.mandates.find(({ uscc }) => uscc === firm.uscc);
  if (mandate === undefined) return null;
  const { accountId, displayName, signInName, idMasked = '', passwordHash } = account;
  return {
    accountId,
    displayName,
    signInName,
    idMasked,
    firm,
    validUntil: mandate.validUntil,
    expired: mandate.validUntil < today,
    waiting: passwordHash === NO_PASSWORD,
  };
}
