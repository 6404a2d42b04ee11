import type { DataAccess, ListEntry, NewInvitation } from '../data/index.js';
import type { Actor } from '../domain/access/actor.js';
import { may } from '../domain/access/permissions.js';
import { dayOf } from '../domain/calendarDay.js';
import { isOnList } from '../domain/entries/entryEnd.js';
import { mayInvite } from '../domain/entries/mayInvite.js';
import { firstSubmissionDay } from '../domain/policy/entryPeriods.js';
import type { Policy } from '../domain/policy/policy.js';
import type { Refusal } from '../domain/refusal.js';
import { contactRulesToday, policyToday } from '../facts/law.js';
import type { MessageGateway } from '../messaging/messageGateway.js';
import { idOfForm } from './importCommands.js';

export interface InvitationDependencies {
  readonly data: Pick<DataAccess, 'entries' | 'enterprises' | 'invitations' | 'audit' | 'policies' | 'calendars'>;
  readonly messages: MessageGateway;
  readonly demo: boolean;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** A fresh one-time activation code. */
  readonly newCode: () => string;
}

/** `already`: the same form was sent before; its code is not made a second time. */
export type InviteOutcome = { ok: true; invitationId: string; already: boolean } | { ok: false; refusal: Refusal };

export interface BulkOutcome {
  invited: number;
  refused: readonly { entryId: string; refusal: Refusal }[];
}

const DAY_MS = 86_400_000;
const no = (code: string): { ok: false; refusal: Refusal } => ({ ok: false, refusal: { code, clause: null } });

/**
 * Invites the representative of a listed firm to open an account: a one-time code bound to the firm, sent by SMS, and
 * the repair notice by post. A new invitation takes back the firm's earlier unused ones. Refuses where the entry is out
 * of scope, and where `mayInvite` does.
 */
export async function inviteRepresentative(
  dependencies: InvitationDependencies,
  { actor, entryId, key }: { actor: Actor; entryId: string; key: string },
): Promise<InviteOutcome> {
  const { data, clock } = dependencies;
  const entry = await data.entries.findById(entryId);
  if (entry === null || !may(actor, 'entries.invite', { uscc: entry.uscc, county: entry.county })) {
    return no('entryNotFound');
  }
  const invitationId = idOfForm('invitation', actor.accountId, key, entry.uscc);
  if ((await data.invitations.findById(invitationId)) !== null) return { ok: true, invitationId, already: true };
  const refusal = await obstacle(dependencies, entry, actor);
  if (refusal !== null) return { ok: false, refusal };
  const at = clock();
  const code = dependencies.newCode();
  const policy = await policyToday(dependencies, entry);
  const expiresAt = at + policy.invitationDays * DAY_MS;
  const { uscc, county } = entry;
  const made = { invitationId, uscc, county, code, createdAt: at, expiresAt, by: actor.accountId };
  if ((await data.invitations.create(made)) === 'already') return { ok: true, invitationId, already: true };
  await sendMessages(dependencies, { entry, policy, made });
  await data.audit.append({
    chain: 'admin',
    kind: 'representativeInvited',
    actor: { accountId: actor.accountId, role: actor.role },
    at,
    key: `representativeInvited:${invitationId}`,
    data: { invitationId, entryId, uscc, expiresAt },
  });
  return { ok: true, invitationId, already: false };
}

/** Null where nothing stands in the way. */
async function obstacle(
  dependencies: InvitationDependencies,
  entry: ListEntry,
  inviter: Actor,
): Promise<Refusal | null> {
  const now = dependencies.clock();
  const day = dayOf(now);
  const [firm, rules] = await Promise.all([
    dependencies.data.enterprises.findByUscc(entry.uscc),
    contactRulesToday(dependencies),
  ]);
  const verdict = mayInvite({ onList: isOnList(entry, day), firm, inviter, rules, now });
  return verdict.ok ? null : verdict.refusal;
}

async function sendMessages(
  { data, messages }: InvitationDependencies,
  { entry, policy, made }: { entry: ListEntry; policy: Policy; made: NewInvitation },
): Promise<void> {
  const { invitationId, code, createdAt, expiresAt } = made;
  const { uscc, listType, county, enterpriseName, decisionNumber } = entry;
  const firm = await data.enterprises.findByUscc(uscc);
  const values = {
    enterprise: enterpriseName,
    listType,
    decisionNumber,
    firstDay: firstSubmissionDay(entry, policy),
    firstDayRule: policy.sources.minMonths,
    expires: dayOf(expiresAt),
    expiresRule: policy.sources.invitationDays,
  };
  const sent = { values, county, at: createdAt };
  const phone = firm?.representative.phoneMasked ?? '-';
  await messages.send({
    messageId: invitationId,
    channel: 'SMS',
    recipient: { uscc, shown: phone },
    code: 'invitation',
    secret: code,
    ...sent,
  });
  // Whose publication is over has nothing left to apply for: the account is for the training alone.
  if (entry.state !== 'ACTIVE') return;
  await messages.send({
    messageId: `${invitationId}:notice`,
    channel: 'MAIL',
    recipient: { uscc, shown: enterpriseName },
    code: 'repairNotice',
    ...sent,
  });
}

/** Invites the firms of a page one after another; what is refused is told and stops nothing. */
export async function inviteMany(
  dependencies: InvitationDependencies,
  { actor, entryIds, key }: { actor: Actor; entryIds: readonly string[]; key: string },
): Promise<BulkOutcome> {
  let invited = 0;
  const refused: { entryId: string; refusal: Refusal }[] = [];
  for (const entryId of new Set(entryIds)) {
    const outcome = await inviteRepresentative(dependencies, { actor, entryId, key });
    if (outcome.ok) invited += 1;
    else refused.push({ entryId, refusal: outcome.refusal });
  }
  return { invited, refused };
}

/** Takes an unused invitation back. `notFound`: out of scope; `spent`: used or taken back before. */
export async function revokeInvitation(
  { data, clock }: Pick<InvitationDependencies, 'data' | 'clock'>,
  { actor, invitationId }: { actor: Actor; invitationId: string },
): Promise<'revoked' | 'spent' | 'notFound'> {
  const invitation = await data.invitations.findById(invitationId);
  if (invitation === null) return 'notFound';
  const { uscc, county } = invitation;
  if (!may(actor, 'entries.invite', { uscc, county })) return 'notFound';
  const at = clock();
  if (!(await data.invitations.revoke(invitationId, at))) return 'spent';
  await data.audit.append({
    chain: 'admin',
    kind: 'invitationRevoked',
    actor: { accountId: actor.accountId, role: actor.role },
    at,
    key: `invitationRevoked:${invitationId}`,
    data: { invitationId, uscc },
  });
  return 'revoked';
}
