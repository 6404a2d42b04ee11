import { ALLOWED, refuse, type Verdict } from '../refusal.js';

/** What decides whether the representative of a listed firm may be invited. */
export interface InviteFacts {
  /** The firm is on the list through this entry today. */
  onList: boolean;
  /** The firm's record, with the account of its representative and the (masked) ID number to check the person by. */
  firm: { representativeAccountId?: string; representative: { idMasked?: string } } | null;
}

/** Whether the representative may be invited to open an account (S0-40); the first obstacle is told. */
export function mayInvite({ onList, firm }: InviteFacts): Verdict {
  if (!onList) return refuse('entryNotActive', null);
  if (firm?.representativeAccountId !== undefined) return refuse('representativeHasAccount', null);
  return firm?.representative.idMasked === undefined ? refuse('representativeIdMissing', null) : ALLOWED;
}
