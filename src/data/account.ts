import type { Actor, Role } from '../domain/access/actor.js';
import type { ContactRecord, ContactSource } from '../domain/access/contact.js';
import type { Page, PageRequest } from './storeKit.js';

export interface Mandate {
  uscc: string;
  /** Last day of validity, YYYY-MM-DD. */
  validUntil: string;
}

/** A person who signs in. ID number and phone appear masked; the full values only through `privateOf`. */
export interface Account {
  accountId: string;
  signInName: string;
  displayName: string;
  role: Role;
  county?: string;
  authorityId?: string;
  passwordHash: string;
  passwordChangedAt: number;
  /** The present password was set with a code that only the telephone on record had received. */
  passwordByPhone?: boolean;
  language: 'zh' | 'en';
  disabled: boolean;
  idMasked?: string;
  phoneMasked?: string;
  /** Since when and by whom the telephone stands, where it was changed after the account was made. */
  contact?: ContactRecord;
  /** Keyed hash of the ID number: two accounts of one natural person carry the same mark (four eyes). */
  personMark?: string;
  interests: readonly string[];
  mandates: readonly Mandate[];
  demo: boolean;
  createdAt: number;
  /** When the person last marked every notice as read. */
  noticesReadAt?: number;
}

export interface NewAccount {
  accountId: string;
  signInName: string;
  displayName: string;
  role: Role;
  county?: string | undefined;
  authorityId?: string | undefined;
  passwordHash: string;
  language?: 'zh' | 'en';
  idNumber?: string | undefined;
  phone?: string | undefined;
  /** Where the telephone was changed shortly before and still waits. */
  contact?: ContactRecord | undefined;
  interests?: readonly string[];
  mandates?: readonly Mandate[];
  demo?: boolean;
  createdAt: number;
}

export interface PasswordChange {
  passwordHash: string;
  at: number;
  /** Changes only a password that has not been changed after this moment. */
  unchangedSince?: number;
  /** Says anew whether the telephone on record was proven; the last word stands without it. */
  byPhone?: boolean;
}

export interface PrivateDetails {
  idNumber?: string;
  phone?: string;
  /** The telephone on record before the present one. */
  formerPhone?: string;
}

/** Another telephone on record. */
export interface PhoneChange extends ContactSource {
  phone: string;
  /** Epoch milliseconds. */
  at: number;
}

/** Somebody else confirms the number that stands since then. */
export interface PhoneConfirmation {
  since: number;
  at: number;
  by: string;
}

/** An account as a signed-in request needs it; nothing sealed is opened for it. */
export interface AccountInUse extends Pick<
  Account,
  'accountId' | 'role' | 'displayName' | 'language' | 'disabled' | 'demo' | 'passwordChangedAt' | 'noticesReadAt'
> {
  actor: Actor;
}

export interface AccountStore {
  /** `already`: the same accountId was stored before; `taken`: another account has this sign-in name. */
  create(account: NewAccount): Promise<'created' | 'already' | 'taken'>;
  findBySignInName(signInName: string): Promise<Account | null>;
  findById(accountId: string): Promise<Account | null>;
  findManyById(accountIds: readonly string[]): Promise<Account[]>;
  /** What to call these people, by account; nothing sealed is opened for it. */
  displayNames(accountIds: readonly string[]): Promise<Map<string, string>>;
  findByIdNumber(idNumber: string): Promise<Account[]>;
  /**
   * The actor with today's scope: firms of a representative, valid mandates of an agent; of a reviewer the firms that the
   * same person represents.
   */
  actorOf(account: Pick<Account, 'accountId'>, today: string): Promise<Actor>;
  /** What a signed-in request asks of its account, with the actor; null where there is no such account. */
  inUse(accountId: string, today: string): Promise<AccountInUse | null>;
  /** The same of an account that was read together with something else (`personStages`). */
  inUseOf(read: PersonRead, today: string): AccountInUse | null;
  privateOf(accountId: string): Promise<PrivateDetails>;
  /** False where there is no such account, or its password was changed meanwhile. */
  setPassword(accountId: string, change: PasswordChange): Promise<boolean>;
  setLanguage(accountId: string, language: 'zh' | 'en'): Promise<void>;
  setDisabled(accountId: string, disabled: boolean): Promise<boolean>;
  /**
   * Another telephone on record. No password counts as proven by it; an agent who signs in by the former number signs in
   * by this one from now on. `taken`: another account signs in by it; `none`: there is no such account.
   */
  setPhone(accountId: string, change: PhoneChange): Promise<'changed' | 'taken' | 'none'>;
  /** Ends the wait of the number that stands since then; false where another one stands now, or it was confirmed before. */
  confirmPhone(accountId: string, confirmation: PhoneConfirmation): Promise<boolean>;
  /** Accounts whose number was changed since then (epoch milliseconds) and not confirmed, newest first. */
  waiting(since: number): Promise<Account[]>;
  /** Records an ID number where the account has none; false where it has one, or there is no such account. */
  setIdNumber(accountId: string, idNumber: string): Promise<boolean>;
  setInterests(accountId: string, usccs: readonly string[]): Promise<void>;
  giveMandate(accountId: string, mandate: Mandate): Promise<void>;
  withdrawMandate(accountId: string, uscc: string): Promise<void>;
  agentsOf(uscc: string): Promise<Account[]>;
  /** `q`: the beginning of the sign-in name. */
  list(filter: { role?: Role | undefined; q?: string | undefined }, page: PageRequest): Promise<Page<Account>>;
  count(filter?: { demo?: boolean }): Promise<number>;
}

export interface StoredAccount extends Omit<Account, 'accountId' | 'idMasked' | 'phoneMasked' | 'personMark'> {
  _id: string;
  signInKey: string;
  idNumber?: string;
  idIndex?: string;
  phone?: string;
  formerPhone?: string;
  waitsSince?: number;
}

/** The fields of an account that its use is judged by. */
export type AccountRead = Pick<
  StoredAccount,
  | '_id'
  | 'role'
  | 'displayName'
  | 'language'
  | 'county'
  | 'authorityId'
  | 'disabled'
  | 'demo'
  | 'passwordChangedAt'
  | 'noticesReadAt'
  | 'idIndex'
  | 'interests'
  | 'mandates'
>;

/** An account as `personStages` leaves it in a document, with all that its holder's reach follows from. */
export interface PersonRead {
  person?: AccountRead | null;
  /** Accounts of the same natural person; of a reviewer alone. */
  others: readonly { _id: string; role: Role; mandates: readonly Mandate[] }[];
  /** Firms with the person on record as their representative; of a reviewer alone. */
  recorded: readonly { _id: string }[];
  /** Firms bound to the representative's account; of a reviewer those of the person's other accounts. */
  bound: readonly { _id: string }[];
}

export const ID_PLACE = 'accounts.idNumber';
export const PHONE_PLACE = 'accounts.phone';
export const FORMER_PLACE = 'accounts.formerPhone';
