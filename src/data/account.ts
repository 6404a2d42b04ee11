import type { Actor, Role } from '../domain/access/actor.js';
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
  actorOf(account: Account, today: string): Promise<Actor>;
  privateOf(accountId: string): Promise<PrivateDetails>;
  /** False where there is no such account, or its password was changed meanwhile. */
  setPassword(accountId: string, change: PasswordChange): Promise<boolean>;
  setLanguage(accountId: string, language: 'zh' | 'en'): Promise<void>;
  setDisabled(accountId: string, disabled: boolean): Promise<boolean>;
  /**
   * Another telephone on record. No password counts as proven by it; an agent who signs in by the former number signs in
   * by this one from now on. `taken`: another account signs in by it; `none`: there is no such account.
   */
  setPhone(accountId: string, phone: string): Promise<'changed' | 'taken' | 'none'>;
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
}

export const ID_PLACE = 'accounts.idNumber';
export const PHONE_PLACE = 'accounts.phone';
