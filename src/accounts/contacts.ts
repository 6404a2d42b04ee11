import type { Account } from '../data/accountStore.js';
import { maskedPhone } from '../data/fieldCrypto.js';
import type { Enterprise } from '../data/index.js';
import { type Actor, personRefOf, samePerson } from '../domain/access/actor.js';
import {
  type ContactRecord,
  type ContactRules,
  type ContactWait,
  contactWait,
  isOwnContact,
} from '../domain/access/contact.js';
import { may } from '../domain/access/permissions.js';
import { addDays, dayOf, startOfDay } from '../domain/calendarDay.js';
import { coverPersonalNumbers } from '../domain/entries/personalData.js';
import { contactRulesToday } from '../facts/law.js';
import { issueCode } from './accountCodes.js';
import { type AccountsDependencies, recordAct, refused, type Refused } from './accountsDependencies.js';
import { tellPhoneConfirmed } from './contactMessages.js';
import { waitOf } from './contactWaits.js';
import { NO_PASSWORD } from './passwordHash.js';

/** A telephone on record with its wait, as the office sees it. */
export interface ContactState {
  readonly contact: ContactRecord | undefined;
  readonly wait: ContactWait | null;
  /** The reader brought the number and so may not be the one who confirms it or has a code sent to it. */
  readonly own: boolean;
  readonly rules: ContactRules;
}

export interface AccountContact extends ContactState {
  readonly account: Account;
}

export interface FirmContact extends ContactState {
  readonly firm: Enterprise;
}

export interface Confirmation {
  /** One-time key of the form. */
  readonly key: string;
  /** Since when the number stands that was confirmed, epoch milliseconds. */
  readonly since: number;
  /** How the person was identified, in words. */
  readonly note: string;
}

export interface RecordedPhone {
  readonly key: string;
  readonly phone: string;
  readonly note: string;
}

type Done = { readonly ok: true } | Refused | null;

/**
 * Telephones that wait: the window or an administrator of the county, and never whoever brought the number, confirms who
 * holds it; for a listed firm whose representative has no account yet, they also put a number on record. What is out of
 * the reader's scope answers null, as if it were not there.
 */
export function createContacts(dependencies: AccountsDependencies) {
  return {
    waiting: (actor: Actor) => waiting(dependencies, actor),
    ofAccount: (actor: Actor, accountId: string) => ofAccount(dependencies, actor, accountId),
    ofFirm: (actor: Actor, uscc: string) => ofFirm(dependencies, actor, uscc),
    /** The wait of this account's telephone, for its own holder and for the administrator of accounts. */
    waitOf: ({ contact }: Pick<Account, 'contact'>): Promise<ContactWait | null> => waitOf(dependencies, contact),
    confirmAccount: (actor: Actor, asked: Confirmation & { accountId: string }) =>
      confirmAccount(dependencies, actor, asked),
    confirmFirm: (actor: Actor, asked: Confirmation & { uscc: string }) => confirmFirm(dependencies, actor, asked),
    recordFirmPhone: (actor: Actor, asked: RecordedPhone & { uscc: string }) =>
      recordFirmPhone(dependencies, actor, asked),
  };
}

/** Counties to whose offices the person may come: those of the firms; none for officials, whom the city looks after. */
async function countiesOf({ data }: AccountsDependencies, account: Account): Promise<string[]> {
  if (account.role === 'LEGAL_REP') {
    return (await data.enterprises.ofRepresentative(account.accountId)).map(({ county }) => county);
  }
  if (account.role !== 'AGENT') return [];
  const firms = await data.enterprises.findManyByUscc(account.mandates.map(({ uscc }) => uscc));
  return firms.map(({ county }) => county);
}

async function isInScope(dependencies: AccountsDependencies, actor: Actor, account: Account): Promise<boolean> {
  if (samePerson(actor, account)) return false;
  if (may(actor, 'contacts.keep', {})) return true;
  return (await countiesOf(dependencies, account)).some(county => may(actor, 'contacts.keep', { county }));
}

const stateOf = (
  contact: ContactRecord | undefined,
  { actor, rules, now }: { actor: Actor; rules: ContactRules; now: number },
): ContactState => ({
  contact,
  wait: contactWait(contact, rules, now),
  own: isOwnContact(contact, actor),
  rules,
});

async function ofAccount(
  dependencies: AccountsDependencies,
  actor: Actor,
  accountId: string,
): Promise<AccountContact | null> {
  const account = await dependencies.data.accounts.findById(accountId);
  if (account === null || !(await isInScope(dependencies, actor, account))) return null;
  const rules = await contactRulesToday(dependencies);
  return { account, ...stateOf(account.contact, { actor, rules, now: dependencies.clock() }) };
}

async function ofFirm(dependencies: AccountsDependencies, actor: Actor, uscc: string): Promise<FirmContact | null> {
  const firm = await dependencies.data.enterprises.findByUscc(uscc);
  if (firm === null || !may(actor, 'contacts.keep', { uscc, county: firm.county })) return null;
  const rules = await contactRulesToday(dependencies);
  return { firm, ...stateOf(firm.representative.contact, { actor, rules, now: dependencies.clock() }) };
}

/** Calendar days in which so many working days certainly pass, long holidays included. */
const longest = (workingDays: number): number => workingDays * 3 + 20;

/** Every telephone of the reader's scope that waits now, newest first. */
async function waiting(
  dependencies: AccountsDependencies,
  actor: Actor,
): Promise<{ accounts: AccountContact[]; firms: FirmContact[] }> {
  const { data, clock } = dependencies;
  const rules = await contactRulesToday(dependencies);
  const now = clock();
  const since = startOfDay(addDays(dayOf(now), -longest(rules.waitingDays)));
  const county = may(actor, 'contacts.keep', {}) ? undefined : (actor.county ?? '');
  const [found, firms] = await Promise.all([data.accounts.waiting(since), data.enterprises.waiting(since, county)]);
  const accounts: AccountContact[] = [];
  for (const account of found) {
    const state = stateOf(account.contact, { actor, rules, now });
    if (state.wait !== null && (await isInScope(dependencies, actor, account))) accounts.push({ account, ...state });
  }
  const waits = firms
    .map(firm => ({ firm, ...stateOf(firm.representative.contact, { actor, rules, now }) }))
    .filter(({ wait }) => wait !== null);
  return { accounts, firms: waits };
}

/** Null where this number may be confirmed by this person now, or this person has confirmed it. */
function obstacle({ contact, wait, own }: ContactState, { since, by }: { since: number; by: string }): Refused | null {
  if (contact?.since === since && contact.confirmedBy === by) return null;
  if (wait === null || contact?.since !== since) return refused('contactNotWaiting');
  return own ? refused('contactOwnAct') : null;
}

/**
 * Ends the wait of a person's telephone: somebody other than the one who changed it has seen who holds it. A person who
 * has no password gets the activation code now. The same form twice has one effect.
 */
async function confirmAccount(
  dependencies: AccountsDependencies,
  actor: Actor,
  { accountId, key, since, note }: Confirmation & { accountId: string },
): Promise<Done> {
  const { data, clock } = dependencies;
  const found = await ofAccount(dependencies, actor, accountId);
  if (found === null) return null;
  const hindered = obstacle(found, { since, by: actor.accountId });
  if (hindered !== null) return hindered;
  const confirmed = { since, at: clock(), by: actor.accountId };
  const first = await data.accounts.confirmPhone(accountId, confirmed);
  if (!first && found.wait !== null) return refused('contactNotWaiting');
  await data.enterprises.confirmRepresentativePhone(accountId, confirmed);
  await recordAct(dependencies, actor, {
    kind: 'contactConfirmed',
    data: { accountId, note: coverPersonalNumbers(note) },
    key: `contactConfirmed:${accountId}:${key}`,
  });
  await tellPhoneConfirmed(dependencies, found.account, `contactConfirmed:${accountId}:${key}`);
  const { disabled, passwordHash } = found.account;
  if (first && !disabled && passwordHash === NO_PASSWORD) {
    await issueCode(dependencies, found.account, { purpose: 'ACTIVATE', phoneOnly: true });
  }
  return { ok: true };
}

async function confirmFirm(
  dependencies: AccountsDependencies,
  actor: Actor,
  { uscc, key, since, note }: Confirmation & { uscc: string },
): Promise<Done> {
  const { data, clock } = dependencies;
  const found = await ofFirm(dependencies, actor, uscc);
  if (found === null) return null;
  if (found.firm.representativeAccountId !== undefined) return refused('contactHasAccount');
  const hindered = obstacle(found, { since, by: actor.accountId });
  if (hindered !== null) return hindered;
  const confirmed = await data.enterprises.confirmPhone(uscc, { since, at: clock(), by: actor.accountId });
  if (!confirmed && found.wait !== null) return refused('contactNotWaiting');
  await recordAct(dependencies, actor, {
    kind: 'contactConfirmed',
    data: { uscc, note: coverPersonalNumbers(note) },
    key: `contactConfirmed:${uscc}:${key}`,
  });
  return { ok: true };
}

/**
 * Puts a telephone on record for the representative of a firm who has no account yet. Codes that were sent to the former
 * number are void, and it is told. The new one waits, and another person than the one who recorded it invites.
 */
async function recordFirmPhone(
  dependencies: AccountsDependencies,
  actor: Actor,
  { uscc, key, phone, note }: RecordedPhone & { uscc: string },
): Promise<Done> {
  const { data, clock } = dependencies;
  const found = await ofFirm(dependencies, actor, uscc);
  if (found === null) return null;
  if (found.firm.representativeAccountId !== undefined) return refused('contactHasAccount');
  const at = clock();
  await data.enterprises.setPhone(uscc, { phone, way: 'WINDOW', sourceId: key, by: [personRefOf(actor)], at });
  const now = await ofFirm(dependencies, actor, uscc);
  // The same form once more goes on: what it wrote and told is kept by its key.
  if (now?.contact?.sourceId !== key) return refused('contactSame');
  await data.invitations.revokeOpen(uscc, at);
  await recordAct(dependencies, actor, {
    kind: 'contactRecorded',
    data: { uscc, note: coverPersonalNumbers(note), replaced: now.contact.replaced },
    key: `contactRecorded:${uscc}:${key}`,
  });
  await tellFirmPhone(dependencies, now, key);
  return { ok: true };
}

async function tellFirmPhone(
  { data, clock, messages }: AccountsDependencies,
  { firm, wait }: FirmContact,
  key: string,
): Promise<void> {
  const { uscc, name: enterprise, county, representative } = firm;
  const { formerPhone } = await data.enterprises.privateOf(uscc);
  const { phoneMasked: shown = '' } = representative;
  const values = {
    enterprise,
    to: shown,
    ...(wait !== null && { day: wait.until, dayRule: wait.source, left: wait.left }),
  };
  const sms = { channel: 'SMS', values, county, at: clock() } as const;
  const act = `contactRecorded:${uscc}:${key}`;
  if (formerPhone !== undefined) {
    const recipient = { uscc, number: 'former', shown: maskedPhone(formerPhone) } as const;
    await messages.send({ ...sms, messageId: `${act}:former`, recipient, code: 'firmPhoneChanged' });
  }
  await messages.send({ ...sms, messageId: `${act}:new`, recipient: { uscc, shown }, code: 'firmPhoneOnRecord' });
}
