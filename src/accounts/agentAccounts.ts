import type { Account } from '../data/accountStore.js';
import type { Actor } from '../domain/access/actor.js';
import { isSameName } from '../domain/personName.js';
import { issueCode, type SentCode, shownOf } from './accountCodes.js';
import { type AccountsDependencies, isKnown, refused, type Refused } from './accountsDependencies.js';
import { waitOf } from './contactWaits.js';
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

/** Neither is there where the agent has an account with a password already and simply signs in. */
export interface HandedOut {
  /** For the representative to hand over; in the demonstration alone. */
  readonly code?: SentCode;
  /** The masked telephone of the agent, which alone has received the code. */
  readonly sentTo?: string;
  /** The account reaches another firm as well, or its telephone was not proven: earlier codes and passwords are void. */
  readonly reachesOthers?: boolean;
  /** Last day, YYYY-MM-DD, on which no code goes to the agent's changed telephone; none has been sent. */
  readonly waitsUntil?: string;
}

const reachesOwnOnly = ({ usccs }: Actor, { mandates }: Account): boolean =>
  mandates.every(({ uscc }) => usccs.includes(uscc));

type FoundAgent = { readonly ok: true; readonly accountId: string } | Refused;

/** The person's own account where the ID number is known under this very name and phone, else a new one. */
export async function accountOfAgent(
  dependencies: AccountsDependencies,
  actor: Actor,
  agent: NewAgent,
): Promise<FoundAgent> {
  const { data, clock } = dependencies;
  const samePerson = await data.accounts.findByIdNumber(agent.idNumber);
  const known = samePerson.find(account => account.role === 'AGENT' && isKnown(dependencies, account));
  if (known !== undefined) {
    return knownAgent(dependencies, actor, { known, agent });
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
  return written === 'taken' ? refused('phoneTaken') : { ok: true, accountId };
}

/**
 * Whoever appointed this person first may have entered any telephone, and may have used the code shown for it. So the
 * telephone must be the one on record, and a password that it never proved is withdrawn before another firm is reached
 * with it.
 */
async function knownAgent(
  { data, clock }: AccountsDependencies,
  actor: Actor,
  { known, agent }: { known: Account; agent: NewAgent },
): Promise<FoundAgent> {
  const { accountId } = known;
  if (!isSameName(known.displayName, agent.displayName)) return refused('agentNameDiffers');
  const { phone } = await data.accounts.privateOf(accountId);
  if (phone !== agent.phone) return refused('agentPhoneDiffers');
  if (known.disabled) return refused('accountDisabled');
  const isOwn = known.mandates.length > 0 && reachesOwnOnly(actor, known);
  if (known.passwordByPhone !== true && !isOwn) {
    await data.accounts.setPassword(accountId, { passwordHash: NO_PASSWORD, at: clock(), byPhone: false });
    await data.sessions.revokeAll(accountId);
  }
  return { ok: true, accountId };
}

/**
 * The code goes to the agent's telephone alone. In the demonstration, where no message leaves, one that opens own firms
 * only is shown to the representative; one that opens another firm as well never is, and the one shown before no longer
 * works.
 */
export async function handOut(dependencies: AccountsDependencies, actor: Actor, account: Account): Promise<HandedOut> {
  const wait = await waitOf(dependencies, account.contact);
  if (wait !== null) return { waitsUntil: wait.until };
  const ownOnly = reachesOwnOnly(actor, account);
  if (ownOnly && dependencies.demo) {
    const code = await issueCode(dependencies, account, { purpose: 'ACTIVATE' });
    // Another firm may have appointed the same person at this moment.
    const now = await dependencies.data.accounts.findById(account.accountId);
    if (now !== null && reachesOwnOnly(actor, now)) return { code: shownOf(dependencies, code) };
  }
  const { to } = await issueCode(dependencies, account, { purpose: 'ACTIVATE', phoneOnly: true });
  return { sentTo: to, reachesOthers: !ownOnly };
}
