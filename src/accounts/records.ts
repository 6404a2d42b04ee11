import type { Account } from '../data/accountStore.js';
import type { Actor } from '../domain/access/actor.js';
import { coverPersonalNumbers } from '../domain/entries/personalData.js';
import { issueCode } from './accountCodes.js';
import { type AccountsDependencies, recordAct, refused, type Refused } from './accountsDependencies.js';
import { NO_PASSWORD } from './passwordHash.js';
import { STAFF_ROLES } from './staff.js';

/** Why a telephone is corrected: the person has another one now, or the one on record was never the person's. */
export const PHONE_REASONS = ['CHANGED', 'NEVER_OWN'] as const;
export type PhoneReason = (typeof PHONE_REASONS)[number];

export interface PhoneCorrection {
  /** One-time key of the form: sent twice, it leaves one record. */
  readonly key: string;
  readonly accountId: string;
  readonly phone: string;
  readonly reason: PhoneReason;
  /** How the person was identified, in words. */
  readonly note: string;
}

/** Corrections of what is on record of a person, by the office; each leaves an administrative record without numbers. */
export function createRecords(dependencies: AccountsDependencies) {
  return {
    correctPhone: (actor: Actor, correction: PhoneCorrection) => correctPhone(dependencies, actor, correction),
    recordIdNumber: (actor: Actor, recorded: { accountId: string; idNumber: string }) =>
      recordIdNumber(dependencies, actor, recorded),
  };
}

/**
 * Puts another telephone on record. Codes sent to the former one are void, and no password counts as proven by it; a
 * representative's number is corrected in the records of the firms as well. Where the former number was never the
 * person's, password and sessions end too, and a code goes to the right number alone. Answers the masked number; null
 * for the own account and where there is none.
 */
async function correctPhone(
  dependencies: AccountsDependencies,
  actor: Actor,
  { key, accountId, phone, reason, note }: PhoneCorrection,
): Promise<{ readonly ok: true; readonly to: string } | Refused | null> {
  const { data } = dependencies;
  const account = await data.accounts.findById(accountId);
  if (account === null || accountId === actor.accountId) return null;
  const changed = (await data.accounts.privateOf(accountId)).phone !== phone;
  if (changed) {
    if ((await data.accounts.setPhone(accountId, phone)) === 'taken') return refused('phoneTaken');
    if (account.role === 'LEGAL_REP') await data.enterprises.setRepresentativePhone(accountId, phone);
    await data.oneTimeCodes.withdrawAll(accountId);
    await beginAnew(dependencies, account, reason);
  }
  await recordAct(dependencies, actor, {
    kind: 'phoneCorrected',
    data: { accountId, reason, note: coverPersonalNumbers(note), changed },
    key: `phoneCorrected:${accountId}:${key}`,
  });
  const corrected = await data.accounts.findById(accountId);
  return { ok: true, to: corrected?.phoneMasked ?? '' };
}

/** Whoever held a number that was never the person's may have set the password; whoever has none yet needs a code. */
async function beginAnew(dependencies: AccountsDependencies, account: Account, reason: PhoneReason): Promise<void> {
  const { data, clock } = dependencies;
  const { accountId, disabled, passwordHash } = account;
  if (reason === 'NEVER_OWN') {
    await data.accounts.setPassword(accountId, { passwordHash: NO_PASSWORD, at: clock(), byPhone: false });
    await data.sessions.revokeAll(accountId);
  }
  const now = await data.accounts.findById(accountId);
  if (now === null || disabled || (reason === 'CHANGED' && passwordHash !== NO_PASSWORD)) return;
  await issueCode(dependencies, now, { purpose: 'ACTIVATE', phoneOnly: true });
}

/**
 * Records the ID number of an official whose account was made without one, so that four eyes see one person behind two
 * accounts. A number on record is never replaced. Null where there is no such account of an official.
 */
async function recordIdNumber(
  dependencies: AccountsDependencies,
  actor: Actor,
  { accountId, idNumber }: { accountId: string; idNumber: string },
): Promise<{ readonly ok: true } | Refused | null> {
  const { data } = dependencies;
  const account = await data.accounts.findById(accountId);
  if (account === null || !STAFF_ROLES.some(role => role === account.role)) return null;
  if (!(await data.accounts.setIdNumber(accountId, idNumber))) {
    const holders = await data.accounts.findByIdNumber(idNumber);
    if (!holders.some(holder => holder.accountId === accountId)) return refused('idNumberThere');
  }
  const key = `idNumberRecorded:${accountId}`;
  await recordAct(dependencies, actor, { kind: 'idNumberRecorded', data: { accountId }, key });
  return { ok: true };
}
