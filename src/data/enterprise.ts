import type { FieldCrypto } from './fieldCrypto.js';
import type { Page, PageRequest } from './storeKit.js';

/** A firm. The representative's ID number and phone appear masked; full values only through `privateOf`. */
export interface Enterprise {
  uscc: string;
  name: string;
  address?: string;
  county: string;
  representative: { name: string; idMasked?: string; idLast4?: string; phoneMasked?: string };
  representativeAccountId?: string;
  updatedAt: number;
}

export interface NewEnterprise {
  uscc: string;
  name: string;
  address?: string | undefined;
  county: string;
  representative: { name: string; idNumber?: string | undefined; phone?: string | undefined };
  at: number;
}

/** Columns of a list that only the firm's record keeps. */
export const RECORD_COLUMNS = ['representativeId', 'phone', 'address'] as const;
export type RecordColumn = (typeof RECORD_COLUMNS)[number];

/** What writing a stated firm would do to the record. */
export interface RecordComparison {
  /** The representative on record is another person, whose ID number, phone and account leave the record. */
  replaces: boolean;
  /** An account stands for the representative on record. */
  bound: boolean;
  /** Columns that the list states otherwise than the record. */
  differing: readonly RecordColumn[];
}

export interface EnterpriseStore {
  upsert(enterprise: NewEnterprise): Promise<void>;
  /** As `upsert`, in batches; what a row does not state (ID number, phone, address) is kept. */
  upsertMany(enterprises: readonly NewEnterprise[]): Promise<void>;
  /** What `upsertMany` would do to each firm's record, in the order given; null for a firm without one. Writes nothing. */
  compare(enterprises: readonly NewEnterprise[]): Promise<(RecordComparison | null)[]>;
  findByUscc(uscc: string): Promise<Enterprise | null>;
  findManyByUscc(usccs: readonly string[]): Promise<Enterprise[]>;
  ofRepresentative(accountId: string): Promise<Enterprise[]>;
  /** False when another account already represents the firm; `replace` takes over after a change of representative. */
  setRepresentative(uscc: string, accountId: string, options?: { replace?: boolean }): Promise<boolean>;
  /** The telephone of a representative in the record of every firm that the account represents. */
  setRepresentativePhone(accountId: string, phone: string): Promise<void>;
  /** Name and last six characters of the ID number against the record; false also when the record has no ID number. */
  isRepresentative(uscc: string, claim: { name: string; idTail: string }): Promise<boolean>;
  /** USCCs of the firms whose recorded representative has this ID number. */
  usccsOfIdNumber(idNumber: string): Promise<string[]>;
  privateOf(uscc: string): Promise<{ idNumber?: string; phone?: string }>;
  page(filter: { county?: string | undefined; q?: string | undefined }, page: PageRequest): Promise<Page<Enterprise>>;
}

export interface StoredEnterprise {
  _id: string;
  name: string;
  nameKey: string;
  address?: string;
  county: string;
  representative: { name: string; idNumber?: string; idIndex?: string; phone?: string; since?: number };
  representativeAccountId?: string;
  updatedAt: number;
}

export const ID_PLACE = 'enterprises.representative.idNumber';
export const PHONE_PLACE = 'enterprises.representative.phone';

/** The representative's sealed numbers in clear. */
export function openNumbers(
  { representative: { idNumber, phone } }: Pick<StoredEnterprise, 'representative'>,
  crypto: Pick<FieldCrypto, 'open'>,
): { idNumber?: string; phone?: string } {
  return {
    ...(idNumber !== undefined && { idNumber: crypto.open(idNumber, ID_PLACE) }),
    ...(phone !== undefined && { phone: crypto.open(phone, PHONE_PLACE) }),
  };
}
