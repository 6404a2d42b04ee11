import type { PersonRef } from '../domain/access/actor.js';
import type { ContactRecord, ContactSource } from '../domain/access/contact.js';
import type { PersonPart, StatedPerson } from '../domain/entries/personDifference.js';
import type { PhoneChange, PhoneConfirmation } from './account.js';
import type { FieldCrypto } from './fieldCrypto.js';
import type { Page, PageRequest } from './storeKit.js';

/** A firm. The representative's ID number and phone appear masked; full values only through `privateOf`. */
export interface Enterprise {
  uscc: string;
  name: string;
  address?: string;
  county: string;
  representative: {
    name: string;
    idMasked?: string;
    idLast4?: string;
    phoneMasked?: string;
    /** Since when and by which import or act the telephone stands; absent where that was not kept. */
    contact?: ContactRecord;
  };
  representativeAccountId?: string;
  updatedAt: number;
}

/** Where the record has a part of the representative from: a line of a list, or the decision of an open question. */
export interface RecordOrigin {
  at: number;
  importId?: string;
  line?: number;
  questionId?: string;
}

/** The representative as the record has him or her, in clear; for comparing and deciding, never for a page. */
export interface PersonOnRecord {
  name: string;
  idNumber?: string;
  phone?: string;
  accountId?: string;
  /** Instant at which the record learnt of this representative; absent for the first one known. */
  since?: number;
  from?: RecordOrigin;
  idFrom?: RecordOrigin;
  phoneFrom?: RecordOrigin;
  /** The account that a decided question has released from the firm. */
  formerAccountId?: string;
  /** An opaque word that is another one as soon as any part of the person, or the account, is. */
  print: string;
}

/** A row whose representative is another one than the record's. */
export interface PersonDifference {
  stated: NewEnterprise;
  recorded: PersonOnRecord;
  differing: readonly PersonPart[];
}

export interface NewEnterprise {
  uscc: string;
  name: string;
  address?: string | undefined;
  county: string;
  representative: { name: string; idNumber?: string | undefined; phone?: string | undefined };
  /** Who brings the telephone, by which import or act. */
  brought?: ContactSource | undefined;
  at: number;
  /** The line of the list that states it. */
  from?: { importId: string; line: number } | undefined;
}

/** Columns of a list that only the firm's record keeps. */
export const RECORD_COLUMNS = ['representativeId', 'phone', 'address'] as const;
export type RecordColumn = (typeof RECORD_COLUMNS)[number];

/** What writing a stated firm would do to the record. */
export interface RecordComparison {
  /** Parts in which the list states another representative; none of the person is written then. */
  otherPerson: readonly PersonPart[];
  /** Columns that would be written: an address that differs, and what the record lacks of the same person. */
  written: readonly RecordColumn[];
}

/** The decision of an open question that puts another person on record. */
export interface PersonTaken {
  questionId: string;
  print: string;
  person: StatedPerson;
  /** Everybody who imported or decided it: none of them has a code sent to its telephone alone. */
  by: readonly PersonRef[];
  at: number;
}

export interface EnterpriseStore {
  upsert(enterprise: NewEnterprise): Promise<PersonDifference[]>;
  /**
   * As `upsert`, in batches; what a row does not state (ID number, phone, address) is kept. A representative on record is
   * never replaced: ID number and phone are filled in where the record has none and the row names the same person. Where
   * a row states another one, its other facts are written and the difference comes back.
   */
  upsertMany(enterprises: readonly NewEnterprise[]): Promise<PersonDifference[]>;
  /** What `upsertMany` would do to each firm's record, in the order given; null for a firm without one. Writes nothing. */
  compare(enterprises: readonly NewEnterprise[]): Promise<(RecordComparison | null)[]>;
  findByUscc(uscc: string): Promise<Enterprise | null>;
  /** The account of the firm's representative alone. */
  representativeAccount(uscc: string): Promise<string | undefined>;
  findManyByUscc(usccs: readonly string[]): Promise<Enterprise[]>;
  /** Which of these firms' representatives have an account. */
  withAccount(usccs: readonly string[]): Promise<ReadonlySet<string>>;
  ofRepresentative(accountId: string): Promise<Enterprise[]>;
  /** False when another account already represents the firm; `replace` takes over after a change of representative. */
  setRepresentative(uscc: string, accountId: string, options?: { replace?: boolean }): Promise<boolean>;
  /** The telephone of a representative in the record of every firm that the account represents. */
  setRepresentativePhone(accountId: string, change: PhoneChange): Promise<void>;
  /** Another telephone of the representative on record; `same`: it stands there already; `none`: no such firm. */
  setPhone(uscc: string, change: PhoneChange): Promise<'changed' | 'same' | 'none'>;
  /** As for accounts. */
  confirmPhone(uscc: string, confirmation: PhoneConfirmation): Promise<boolean>;
  /** The same for the firms that the account represents. */
  confirmRepresentativePhone(accountId: string, confirmation: PhoneConfirmation): Promise<void>;
  /** Firms without an account whose number was changed since then and not confirmed, newest first. */
  waiting(since: number, county: string | undefined): Promise<Enterprise[]>;
  /** Name and last six characters of the ID number against the record; false also when the record has no ID number. */
  isRepresentative(uscc: string, claim: { name: string; idTail: string }): Promise<boolean>;
  /** USCCs of the firms of these counties whose recorded representative has this ID number. */
  usccsOfIdNumber(idNumber: string, counties: readonly string[]): Promise<string[]>;
  privateOf(uscc: string): Promise<{ idNumber?: string; phone?: string; formerPhone?: string }>;
  personOf(uscc: string): Promise<PersonOnRecord | null>;
  /**
   * Puts a decided question's person on record, if it is still the record of `print`. Another natural person loses ID
   * number, phone and account of the former one; a correction of the same person keeps them. True also on a second call
   * for the same question.
   */
  takeOverPerson(uscc: string, taken: PersonTaken): Promise<boolean>;
  page(filter: { county?: string | undefined; q?: string | undefined }, page: PageRequest): Promise<Page<Enterprise>>;
}

export interface StoredEnterprise {
  _id: string;
  name: string;
  nameKey: string;
  address?: string;
  county: string;
  representative: {
    name: string;
    idNumber?: string;
    idIndex?: string;
    phone?: string;
    formerPhone?: string;
    contact?: ContactRecord;
    waitsSince?: number;
    since?: number;
    from?: RecordOrigin;
    idFrom?: RecordOrigin;
    phoneFrom?: RecordOrigin;
    formerAccountId?: string;
  };
  representativeAccountId?: string;
  updatedAt: number;
}

export const ID_PLACE = 'enterprises.representative.idNumber';
export const PHONE_PLACE = 'enterprises.representative.phone';
export const FORMER_PLACE = 'enterprises.representative.formerPhone';

/** The representative's sealed numbers in clear. */
export function openNumbers(
  { representative: { idNumber, phone, formerPhone } }: Pick<StoredEnterprise, 'representative'>,
  crypto: Pick<FieldCrypto, 'open'>,
): { idNumber?: string; phone?: string; formerPhone?: string } {
  return {
    ...(idNumber !== undefined && { idNumber: crypto.open(idNumber, ID_PLACE) }),
    ...(phone !== undefined && { phone: crypto.open(phone, PHONE_PLACE) }),
    ...(formerPhone !== undefined && { formerPhone: crypto.open(formerPhone, FORMER_PLACE) }),
  };
}
