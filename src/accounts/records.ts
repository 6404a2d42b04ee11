import type { Account } from '../data/accountStore.js';
import { type Actor, type PersonRef, personRefOf } from '../domain/access/actor.js';
import type { ContactWait } from '../domain/access/contact.js';
import { coverPersonalNumbers } from '../domain/entries/personalData.js';
import { type AccountsDependencies, recordAct, refused, type Refused } from './accountsDependencies.js';
import { tellIdNumberRecorded, tellPhoneChanged } from './contactMessages.js';
import { waitOf } from './contactWaits.js';
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
 * person's, password and sessions end too. The former number, the new one and the person's own page are told, and the new
 * one opens nothing until its wait is over or somebody else confirms it. Answers the masked number and the wait; null for
 * the own account and where there is none.
 */
async function correctPhone(
  dependencies: AccountsDependencies,
  actor: Actor,
  { key, accountId, phone, reason, note }: PhoneCorrection,
): Promise<{ readonly ok: true; readonly to: string; readonly wait: ContactWait | null } | Refused | null> {
  const { data } = dependencies;
  const account = await data.accounts.findById(accountId);
  if (account === null || accountId === actor.accountId) return null;
  const changed = (await data.accounts.privateOf(accountId)).phone !== phone;
  if (changed && (await changePhone(dependencies, account, { key, phone, reason, by: actor })) === 'taken') {
    return refused('phoneTaken');
  }
  await recordAct(dependencies, actor, {
    kind: 'phoneCorrected',
    data: { accountId, reason, note: coverPersonalNumbers(note), changed },
    key: `phoneCorrected:${accountId}:${key}`,
  });
  const corrected = (await data.accounts.findById(accountId)) ?? account;
  const wait = await waitOf(dependencies, corrected.contact);
  // Told by keys of the form: whoever sends it again after a fault has everything told once.
  if (corrected.contact?.sourceId === key) {
    await tellPhoneChanged(dependencies, corrected, { key: `phoneCorrected:${accountId}:${key}`, wait });
  }
  return { ok: true, to: corrected.phoneMasked ?? '', wait };
}

async function changePhone(
  dependencies: AccountsDependencies,
  account: Account,
  { key, phone, reason, by }: Pick<PhoneCorrection, 'key' | 'phone' | 'reason'> & { by: PersonRef },
): Promise<'changed' | 'taken'> {
  const { data, clock } = dependencies;
  const { accountId, role } = account;
  const change = { phone, way: 'CORRECTION', sourceId: key, by: [personRefOf(by)], at: clock() } as const;
  if ((await data.accounts.setPhone(accountId, change)) === 'taken') return 'taken';
  if (role === 'LEGAL_REP') await data.enterprises.setRepresentativePhone(accountId, change);
  await data.oneTimeCodes.withdrawAll(accountId);
  if (reason === 'NEVER_OWN') await endAccess(dependencies, account);
  return 'changed';
}

/** Whoever held a number that was never the person's may have set the password. */
async function endAccess({ data, clock }: AccountsDependencies, { accountId }: Account): Promise<void> {
  await data.accounts.setPassword(accountId, { passwordHash: NO_PASSWORD, at: clock(), byPhone: false });
  await data.sessions.revokeAll(accountId);
}

/**
 * Records the ID number of an official whose account was made without one, so that four eyes see one person behind two
 * accounts. A number on record is never replaced, and the person is told. Null where there is no such account of an official.
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
  const recorded = await data.accounts.findById(accountId);
  if (recorded !== null) await tellIdNumberRecorded(dependencies, recorded, key);
  return { ok: true };
}
