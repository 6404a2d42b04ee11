import type { Model } from 'mongoose';
import {
  type EnterpriseStore,
  ID_PLACE,
  type NewEnterprise,
  openNumbers,
  PHONE_PLACE,
  RECORD_COLUMNS,
  type RecordComparison,
  type StoredEnterprise,
} from './enterprise.js';
import { type FieldCrypto, plainIdNumber } from './fieldCrypto.js';
import { inBatches, insertOnce, nameKeyOf, op } from './storeKit.js';

const NESTED = 'representative.';
const FORMER_REPRESENTATIVE = {
  'representative.idNumber': 1,
  'representative.idIndex': 1,
  'representative.phone': 1,
  representativeAccountId: 1,
};

/** What lists do to the records of firms. */
export function enterpriseUpsert(
  enterprises: Model<StoredEnterprise>,
  crypto: FieldCrypto,
): Pick<EnterpriseStore, 'upsert' | 'upsertMany' | 'compare'> {
  const read = async (batch: readonly NewEnterprise[]): Promise<ReadonlyMap<string, StoredEnterprise>> => {
    const found = await enterprises.find({ _id: op({ $in: batch.map(({ uscc }) => uscc) }) }).lean();
    return new Map(found.map(document => [document._id, document as StoredEnterprise]));
  };

  /** New firms in one insert per batch, known ones only where something stated is different: a list repeats mostly the known. */
  const upsertMany = async (list: readonly NewEnterprise[]): Promise<void> => {
    const lastOfEach = [...new Map(list.map(enterprise => [enterprise.uscc, enterprise])).values()];
    for (const batch of inBatches(lastOfEach)) {
      let stored = await read(batch);
      const fresh = batch.filter(({ uscc }) => !stored.has(uscc));
      const written = fresh.length === 0 || (await insertOnce(() => insertAll(enterprises, fresh, crypto)));
      // Another list brought some of them at this moment: they are known now.
      if (!written) stored = await read(batch);
      const work = batch.flatMap(stated => {
        const known = stored.get(stated.uscc);
        return known === undefined || !differs(known, stated, crypto) ? [] : changeOperations(known, stated, crypto);
      });
      if (work.length > 0) await enterprises.bulkWrite(work, { ordered: true });
    }
  };

  return {
    upsert: enterprise => upsertMany([enterprise]),
    upsertMany,
    async compare(list) {
      const compared: (RecordComparison | null)[] = [];
      for (const batch of inBatches(list)) {
        const stored = await read(batch);
        for (const stated of batch) {
          const known = stored.get(stated.uscc);
          compared.push(known === undefined ? null : comparison(known, stated, crypto));
        }
      }
      return compared;
    },
  };
}

const insertAll = (enterprises: Model<StoredEnterprise>, fresh: readonly NewEnterprise[], crypto: FieldCrypto) =>
  enterprises.insertMany(
    fresh.map(enterprise => {
      const fields = statedFields(enterprise, crypto);
      const nested = Object.entries(fields).filter(([name]) => name.startsWith(NESTED));
      return {
        ...Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith(NESTED))),
        _id: enterprise.uscc,
        representative: Object.fromEntries(nested.map(([name, value]) => [name.slice(NESTED.length), value])),
      };
    }) as never,
    { ordered: false, lean: true },
  );

function changeOperations(known: StoredEnterprise, stated: NewEnterprise, crypto: FieldCrypto) {
  const { name, idIndex = null } = known.representative;
  const asRead = { _id: stated.uscc, 'representative.name': name, 'representative.idIndex': idIndex };
  // Another person's ID number, phone and account must not stay under the new representative's name.
  const forget = { $unset: FORMER_REPRESENTATIVE, $set: { 'representative.since': stated.at } };
  return [
    ...(isOtherPerson(known, stated, crypto) ? [{ updateOne: { filter: asRead, update: forget } }] : []),
    { updateOne: { filter: { _id: stated.uscc }, update: { $set: statedFields(stated, crypto) } } },
  ];
}

/**
 * Whether the list names another representative than the record: by the ID number where both have one, else by the
 * name, whatever its width, case and blanks.
 */
function isOtherPerson(
  { representative: recorded }: StoredEnterprise,
  { representative: stated }: NewEnterprise,
  crypto: FieldCrypto,
): boolean {
  if (recorded.idIndex !== undefined && stated.idNumber !== undefined)
    return recorded.idIndex !== markOf(stated.idNumber, crypto);
  return nameKeyOf(recorded.name) !== nameKeyOf(stated.name);
}

const markOf = (idNumber: string, crypto: FieldCrypto): string => crypto.mark(plainIdNumber(idNumber), 'idNumber');

/** What the list leaves out is no difference. */
function comparison(known: StoredEnterprise, stated: NewEnterprise, crypto: FieldCrypto): RecordComparison {
  const { idNumber, phone } = stated.representative;
  const { address } = stated;
  const differing = {
    representativeId: idNumber !== undefined && markOf(idNumber, crypto) !== known.representative.idIndex,
    phone: phone !== undefined && phone !== openNumbers(known, crypto).phone,
    address: address !== undefined && address !== known.address,
  };
  return {
    replaces: isOtherPerson(known, stated, crypto),
    bound: known.representativeAccountId !== undefined,
    differing: RECORD_COLUMNS.filter(column => differing[column]),
  };
}

/** Whether the list states anything that is not recorded so. */
function differs(known: StoredEnterprise, stated: NewEnterprise, crypto: FieldCrypto): boolean {
  const same = [
    known.name === stated.name,
    known.county === stated.county,
    known.representative.name === stated.representative.name,
    comparison(known, stated, crypto).differing.length === 0,
  ];
  return same.includes(false);
}

function statedFields(enterprise: NewEnterprise, crypto: FieldCrypto): Record<string, unknown> {
  const { idNumber, phone, name } = enterprise.representative;
  return {
    name: enterprise.name,
    nameKey: nameKeyOf(enterprise.name),
    county: enterprise.county,
    updatedAt: enterprise.at,
    'representative.name': name,
    ...(enterprise.address !== undefined && { address: enterprise.address }),
    ...(idNumber !== undefined && {
      'representative.idNumber': crypto.seal(plainIdNumber(idNumber), ID_PLACE),
      'representative.idIndex': markOf(idNumber, crypto),
    }),
    ...(phone !== undefined && { 'representative.phone': crypto.seal(phone, PHONE_PLACE) }),
  };
}
