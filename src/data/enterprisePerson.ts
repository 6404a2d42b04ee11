import type { Model } from 'mongoose';
import { isAnotherPerson } from '../domain/entries/personDifference.js';
import {
  type EnterpriseStore,
  ID_PLACE,
  openNumbers,
  PHONE_PLACE,
  type PersonOnRecord,
  type PersonTaken,
  type RecordOrigin,
  type StoredEnterprise,
} from './enterprise.js';
import { decidedPhone } from './enterprisePhones.js';
import { type FieldCrypto, plainIdNumber } from './fieldCrypto.js';
import { nameKeyOf, op } from './storeKit.js';

/** The representative of a stored firm in clear. */
export function personOnRecord(document: StoredEnterprise, crypto: FieldCrypto): PersonOnRecord {
  const { representative, representativeAccountId: accountId } = document;
  const { name, since, from, idFrom, phoneFrom, formerAccountId } = representative;
  const numbers = openNumbers(document, crypto);
  const parts = [nameKeyOf(name), numbers.idNumber ?? '', numbers.phone ?? '', accountId ?? ''];
  return {
    ...{ name, ...numbers },
    ...(accountId !== undefined && { accountId }),
    ...(since !== undefined && { since }),
    ...(from !== undefined && { from }),
    ...(idFrom !== undefined && { idFrom }),
    ...(phoneFrom !== undefined && { phoneFrom }),
    ...(formerAccountId !== undefined && { formerAccountId }),
    print: crypto.mark(JSON.stringify(parts), 'personOnRecord').slice(0, PRINT_LENGTH),
  };
}

const PRINT_LENGTH = 32;

/** The sealed parts as they were read: a write under this condition never meets another person than the one read. */
export const asRead = ({ _id, representative, representativeAccountId }: StoredEnterprise) => ({
  _id,
  'representative.name': representative.name,
  'representative.idNumber': representative.idNumber ?? null,
  'representative.phone': representative.phone ?? null,
  // Null stands for a field that is not there.
  representativeAccountId: op({ $eq: representativeAccountId ?? null }),
});

/** A person's stated numbers as fields of the record; what is not stated is left out. */
export function numberFields(
  { idNumber, phone }: { idNumber?: string | undefined; phone?: string | undefined },
  { crypto, from }: { crypto: FieldCrypto; from?: RecordOrigin | undefined },
): Record<string, unknown> {
  return {
    ...(idNumber !== undefined && {
      'representative.idNumber': crypto.seal(plainIdNumber(idNumber), ID_PLACE),
      'representative.idIndex': crypto.mark(plainIdNumber(idNumber), 'idNumber'),
      ...(from !== undefined && { 'representative.idFrom': from }),
    }),
    ...(phone !== undefined && {
      'representative.phone': crypto.seal(phone, PHONE_PLACE),
      ...(from !== undefined && { 'representative.phoneFrom': from }),
    }),
  };
}

/** Reads the person on record, and puts another one there where a decided question says so. */
export function enterprisePerson(
  enterprises: Model<StoredEnterprise>,
  crypto: FieldCrypto,
): Pick<EnterpriseStore, 'personOf' | 'takeOverPerson'> {
  return {
    async personOf(uscc) {
      const found = await enterprises.findById(uscc).lean();
      return found === null ? null : personOnRecord(found, crypto);
    },
    async takeOverPerson(uscc, taken) {
      const found = (await enterprises.findById(uscc).lean()) as StoredEnterprise | null;
      if (found === null) return false;
      const recorded = personOnRecord(found, crypto);
      if (recorded.from?.questionId === taken.questionId) return true;
      if (recorded.print !== taken.print) return false;
      const written = await enterprises.updateOne(asRead(found), changeOf(recorded, taken, crypto));
      return written.matchedCount === 1;
    },
  };
}

const FORMER = 'representative.formerAccountId';

function changeOf(recorded: PersonOnRecord, taken: PersonTaken, crypto: FieldCrypto) {
  const { person, questionId, at } = taken;
  const from = { questionId, at };
  const numbers = numberFields(person, { crypto, from });
  const phone = decidedPhone(recorded, taken, crypto);
  const names = { 'representative.name': person.name, 'representative.from': from, updatedAt: at };
  const stated = { ...names, ...numbers, ...phone.$set };
  if (!isAnotherPerson(recorded, person)) return { $set: stated, $unset: { [FORMER]: 1 as const, ...phone.$unset } };
  const { accountId } = recorded;
  // Another person's ID number, phone and account must not stay under the new representative's name.
  const left = [
    ...['representativeAccountId', ...(accountId === undefined ? [FORMER] : [])],
    ...(person.idNumber === undefined ? ['idNumber', 'idIndex', 'idFrom'] : []).map(name => `representative.${name}`),
    ...(person.phone === undefined ? ['phone', 'phoneFrom', 'contact', 'formerPhone', 'waitsSince'] : []).map(
      name => `representative.${name}`,
    ),
  ];
  return {
    $set: { ...stated, 'representative.since': at, ...(accountId !== undefined && { [FORMER]: accountId }) },
    $unset: { ...Object.fromEntries(left.map((name): [string, 1] => [name, 1])), ...phone.$unset },
  };
}
