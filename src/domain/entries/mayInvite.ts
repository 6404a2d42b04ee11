import type { PersonRef } from '../access/actor.js';
import { type ContactRecord, type ContactRules, contactWait, isOwnContact } from '../access/contact.js';
import { ALLOWED, refuse, type Verdict } from '../refusal.js';

/** What decides whether the representative of a listed firm may be invited. */
export interface InviteFacts {
  /** The firm is on the list through this entry today. */
  onList: boolean;
  /**
   * The firm's record, with the account of its representative, the (masked) ID number to check the person by, and the
   * (masked) telephone that the code goes to, with where it came from.
   */
  firm: {
    representativeAccountId?: string;
    representative: { idMasked?: string; phoneMasked?: string; contact?: ContactRecord };
  } | null;
  /** Who invites. */
  inviter: PersonRef;
  /** How long a changed telephone waits. */
  rules: ContactRules;
  /** Epoch milliseconds. */
  now: number;
}

/**
 * Whether the representative may be invited to open an account (S0-40); the first obstacle is told. No code goes to a
 * changed telephone before its wait is over, and nobody has a code sent to a telephone that he or she brought onto record
 * alone: another one has to confirm it or to invite.
 */
export function mayInvite({ onList, firm, inviter, rules, now }: InviteFacts): Verdict {
  if (!onList) return refuse('entryNotActive', null);
  if (firm?.representativeAccountId !== undefined) return refuse('representativeHasAccount', null);
  if (firm?.representative.idMasked === undefined) return refuse('representativeIdMissing', null);
  const { phoneMasked, contact } = firm.representative;
  if (phoneMasked === undefined) return refuse('representativePhoneMissing', null);
  const wait = contactWait(contact, rules, now);
  if (wait !== null) return refuse('phoneWaits', 'PLATFORM', { until: wait.until, left: wait.left });
  return isOwnContact(contact, inviter) ? refuse('phoneBroughtByInviter', 'PLATFORM') : ALLOWED;
}
