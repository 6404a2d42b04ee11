import { randomUUID } from 'node:crypto';
import type { Account } from '../data/accountStore.js';
import { type Invitation, invitationState } from '../data/invitationStore.js';
import { parseUscc } from '../domain/uscc.js';
import {
  type AccountsDependencies,
  isKnown,
  recordAct,
  refused,
  type Refused,
  tooEarly,
} from './accountsDependencies.js';
import type { Attempts } from './attempts.js';
import { waitOf } from './contactWaits.js';
import { hashPassword } from './passwordHash.js';
import { passwordFault } from './passwordRules.js';
import { admit, type SignedIn } from './signIn.js';

/** What the page of the new password carries from the page of the code, in the session. */
export type PasswordGrant =
  | { readonly kind: 'invitation'; readonly invitationId: string; readonly uscc: string }
  | {
      readonly kind: 'account';
      readonly accountId: string;
      /** When the code was right; a password changed after that is not replaced. */
      readonly at: number;
      /** True where only the telephone on record had received the code. */
      readonly byPhone: boolean;
    };

export interface InvitationClaim {
  readonly uscc: string;
  readonly name: string;
  readonly idTail: string;
  readonly code: string;
  readonly address: string;
  /** The account in which this browser is signed in. */
  readonly signedInAs?: string | undefined;
}

/** `joined`: the person has an account already and the firm is now part of it. */
export type Claimed =
  { readonly ok: true; readonly grant: PasswordGrant } | { readonly ok: true; readonly joined: { signInName: string } };

type Context = AccountsDependencies & { readonly attempts: Attempts };

const STATE_REFUSALS = {
  USED: 'invitationUsed',
  REVOKED: 'invitationRevoked',
  EXPIRED: 'invitationExpired',
  BLOCKED: 'invitationBlocked',
} as const;

/**
 * Checks code, credit code, representative's name and last six characters of the ID number against each other. Which
 * of them is wrong is never told; five wrong answers spend the code, and one address has to wait longer each time.
 */
export async function claimInvitation(context: Context, claim: InvitationClaim): Promise<Claimed | Refused> {
  const { data, clock, attempts } = context;
  const begun = await attempts.begin({ kind: 'invitation', subject: claim.uscc, address: claim.address });
  if (!begun.ok) return tooEarly(begun.waitSeconds);
  const wrong = refused('activationWrong', begun.attempt.waitSeconds);
  const parsed = parseUscc(claim.uscc);
  const invitation = await data.invitations.find(claim.code);
  if (!parsed.ok || invitation === null) return wrong;
  const state = invitationState(invitation, clock());
  if (state !== 'OPEN') return refused(STATE_REFUSALS[state], begun.attempt.waitSeconds);
  const known = await data.enterprises.isRepresentative(parsed.uscc, { name: claim.name, idTail: claim.idTail });
  if (invitation.uscc !== parsed.uscc || !known) {
    const left = await data.invitations.countWrong(invitation.invitationId);
    return left > 0 ? wrong : refused('invitationBlocked', begun.attempt.waitSeconds);
  }
  await begun.attempt.succeed();
  const found = await accountToJoin(context, parsed.uscc, claim.signedInAs);
  if (!found.ok) return found;
  if (found.account !== null) return joinFirm(context, invitation, found.account);
  return { ok: true, grant: { kind: 'invitation', invitationId: invitation.invitationId, uscc: parsed.uscc } };
}

/**
 * The account that the firm joins: the one this natural person already has as a representative, null where there is none.
 * An ID number alone proves no such account, because any county may have stated it: it has a firm of the same county, or
 * the telephone that received this code, or the browser is signed in to it. Else whoever holds the code signs in first.
 */
async function accountToJoin(
  context: Context,
  uscc: string,
  signedInAs?: string,
): Promise<{ readonly ok: true; readonly account: Account | null } | Refused> {
  const { data } = context;
  const [firm, { idNumber, phone }] = await Promise.all([
    data.enterprises.findByUscc(uscc),
    data.enterprises.privateOf(uscc),
  ]);
  if (idNumber === undefined) return { ok: true, account: null };
  const isOwn = (account: Account) => account.role === 'LEGAL_REP' && !account.disabled && isKnown(context, account);
  const known = (await data.accounts.findByIdNumber(idNumber)).filter(isOwn);
  for (const account of known) {
    if (account.accountId === signedInAs) return { ok: true, account };
    const firms = await data.enterprises.ofRepresentative(account.accountId);
    if (firms.some(({ county }) => county === firm?.county)) return { ok: true, account };
    if (phone !== undefined && (await isReachedBy(context, account, phone))) return { ok: true, account };
  }
  return known.length === 0 ? { ok: true, account: null } : refused('signInToJoin');
}

async function isReachedBy(context: Context, account: Account, phone: string): Promise<boolean> {
  if ((await context.data.accounts.privateOf(account.accountId)).phone !== phone) return false;
  return (await waitOf(context, account.contact)) === null;
}

async function joinFirm(
  context: Context,
  invitation: Pick<Invitation, 'invitationId' | 'uscc'>,
  account: Account,
): Promise<Claimed | Refused> {
  const { data, clock } = context;
  if (!(await data.invitations.use(invitation.invitationId, { accountId: account.accountId, at: clock() }))) {
    return refused('invitationUsed');
  }
  await takeFirms(context, invitation.uscc, account.accountId);
  await recordActivation(context, account.accountId, invitation);
  return { ok: true, joined: { signInName: account.signInName } };
}

/** The invited firm, and every other firm of the same person in the same county that nobody else represents. */
async function takeFirms({ data }: Context, uscc: string, accountId: string): Promise<void> {
  await data.enterprises.setRepresentative(uscc, accountId, { replace: true });
  const firm = await data.enterprises.findByUscc(uscc);
  const { idNumber } = await data.enterprises.privateOf(uscc);
  if (idNumber === undefined || firm === null) return;
  for (const other of await data.enterprises.usccsOfIdNumber(idNumber, [firm.county])) {
    await data.enterprises.setRepresentative(other, accountId);
  }
}

const recordActivation = (
  context: Context,
  accountId: string,
  { invitationId, uscc }: Pick<Invitation, 'invitationId' | 'uscc'>,
) =>
  recordAct(
    context,
    { accountId, role: 'LEGAL_REP', usccs: [uscc], interests: [] },
    { kind: 'invitationUsed', data: { invitationId, uscc }, key: `invitationUsed:${invitationId}` },
  );

/** Sets the first password of an invited representative and makes the account; the sign-in name is the credit code. */
export async function activateInvited(
  context: Context,
  grant: Extract<PasswordGrant, { kind: 'invitation' }>,
  password: string,
): Promise<SignedIn | Refused | Extract<Claimed, { joined: unknown }>> {
  const { data, clock } = context;
  const firm = await data.enterprises.findByUscc(grant.uscc);
  if (firm === null) return refused('invitationRevoked');
  const fault = passwordFault(password, [firm.name, firm.uscc, firm.representative.name]);
  if (fault !== null) return { ok: false, refusal: fault, waitSeconds: 0 };
  const existing = await accountToJoin(context, grant.uscc);
  if (!existing.ok) return existing;
  if (existing.account !== null) return joinOnly(context, grant, existing.account);

  const passwordHash = await hashPassword(password);
  const accountId = randomUUID();
  if (!(await data.invitations.use(grant.invitationId, { accountId, at: clock() }))) {
    return refused('invitationUsed');
  }
  try {
    await createRepresentative(context, { accountId, passwordHash, uscc: grant.uscc, name: firm.representative.name });
  } catch (error) {
    await data.invitations.giveBack(grant.invitationId, accountId);
    throw error;
  }
  await takeFirms(context, grant.uscc, accountId);
  await recordActivation(context, accountId, grant);
  const account = await data.accounts.findById(accountId);
  return account === null ? refused('accountDisabled') : admit(context, account);
}

async function joinOnly(
  context: Context,
  grant: Extract<PasswordGrant, { kind: 'invitation' }>,
  account: Account,
): Promise<Refused | Extract<Claimed, { joined: unknown }>> {
  const answer = await joinFirm(context, grant, account);
  return 'grant' in answer ? refused('invitationUsed') : answer;
}

const MOST_NAMES = 50;

/** A former representative of the firm may still hold the credit code as a sign-in name; then a number is added. */
async function createRepresentative(
  context: Context,
  made: { accountId: string; passwordHash: string; uscc: string; name: string },
): Promise<void> {
  const { data, clock } = context;
  const { idNumber, phone } = await data.enterprises.privateOf(made.uscc);
  // A number that was changed after the code had gone out waits for the account as it does for the firm.
  const contact = (await data.enterprises.findByUscc(made.uscc))?.representative.contact;
  const waits = (await waitOf(context, contact)) !== null;
  for (let number = 1; number <= MOST_NAMES; number += 1) {
    const written = await data.accounts.create({
      accountId: made.accountId,
      signInName: number === 1 ? made.uscc : `${made.uscc}-${String(number)}`,
      displayName: made.name,
      role: 'LEGAL_REP',
      passwordHash: made.passwordHash,
      idNumber,
      phone,
      contact: waits ? contact : undefined,
      createdAt: clock(),
    });
    if (written !== 'taken') return;
  }
  throw new Error(`No free sign-in name for ${made.uscc}`);
}
