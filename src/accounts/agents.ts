import type { Account } from '../data/accountStore.js';
import type { Actor } from '../domain/access/actor.js';
import { may } from '../domain/access/permissions.js';
import { dayOf } from '../domain/calendarDay.js';
import { type AccountsDependencies, recordAct, refused, type Refused } from './accountsDependencies.js';
import { accountOfAgent, handOut, type HandedOut, type NewAgent } from './agentAccounts.js';
import { firmsOf, type Firm } from './ownAccount.js';
import { NO_PASSWORD } from './passwordHash.js';
import { accountIdOf } from './staff.js';

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

export interface Appointed extends HandedOut {
  readonly ok: true;
  readonly account: Account;
}

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
    if (agent.validUntil < today()) return refused('mandatePast');
    const found = await accountOfAgent(dependencies, actor, agent);
    if (!found.ok) return found;
    const { accountId } = found;
    await data.accounts.giveMandate(accountId, { uscc: agent.uscc, validUntil: agent.validUntil });
    await recordAct(dependencies, actor, {
      kind: 'agentAppointed',
      data: { accountId, uscc: agent.uscc, validUntil: agent.validUntil },
      key: `agentAppointed:${accountIdOf(actor, agent.key)}`,
    });
    const account = await data.accounts.findById(accountId);
    if (account === null) return refused('accountDisabled');
    return {
      ok: true,
      account,
      ...(account.passwordHash === NO_PASSWORD && (await handOut(dependencies, actor, account))),
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
    return { ok: true, account, ...(await handOut(dependencies, actor, account)) };
  };

  return { list, find, appoint, dismiss, renewCode, firmsOf: (actor: Actor) => firmsOf(dependencies, actor.usccs) };
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
