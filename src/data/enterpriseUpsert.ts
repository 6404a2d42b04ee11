import type { Model } from 'mongoose';
import { type PersonPart, personDifference } from '../domain/entries/personDifference.js';
import type {
  EnterpriseStore,
  NewEnterprise,
  PersonDifference,
  PersonOnRecord,
  RecordColumn,
  RecordComparison,
  StoredEnterprise,
} from './enterprise.js';
import { asRead, numberFields, personOnRecord } from './enterprisePerson.js';
import { broughtPhone } from './enterprisePhones.js';
import { type FieldCrypto, plainIdNumber } from './fieldCrypto.js';
import { inBatches, insertOnce, nameKeyOf, op } from './storeKit.js';

const NESTED = 'representative.';
/** Other lists may write the same firms at this moment; each try reads the records anew. */
const MOST_TRIES = 10;

type Stored = ReadonlyMap<string, StoredEnterprise>;

/** What lists do to the records of firms. */
export function enterpriseUpsert(
  enterprises: Model<StoredEnterprise>,
  crypto: FieldCrypto,
): Pick<EnterpriseStore, 'upsert' | 'upsertMany' | 'compare'> {
  const read = async (batch: readonly NewEnterprise[]): Promise<Stored> => {
    const found = await enterprises.find({ _id: op({ $in: batch.map(({ uscc }) => uscc) }) }).lean();
    return new Map(found.map(document => [document._id, document as StoredEnterprise]));
  };

  /** New firms in one insert per batch, known ones only where something stated is different: a list repeats mostly the known. */
  const write = async (batch: readonly NewEnterprise[], tries = 1): Promise<PersonDifference[]> => {
    let stored = await read(batch);
    const fresh = batch.filter(({ uscc }) => !stored.has(uscc));
    const written = fresh.length === 0 || (await insertOnce(() => insertAll(enterprises, fresh, crypto)));
    // Another list brought some of them at this moment: they are known now.
    if (!written) stored = await read(batch);
    const compared = batch.flatMap(stated => {
      const known = stored.get(stated.uscc);
      return known === undefined ? [] : [{ known, stated, ...comparison(known, stated, crypto) }];
    });
    const work = compared.flatMap(change => changeOperations(change, crypto));
    const matched = work.length === 0 ? 0 : (await enterprises.bulkWrite(work, { ordered: true })).matchedCount;
    if (matched < work.length) {
      if (tries >= MOST_TRIES) throw new Error('Records of firms change faster than a list can be written');
      return write(batch, tries + 1);
    }
    return compared.flatMap(({ stated, recorded, otherPerson: differing }) =>
      differing.length === 0 ? [] : [{ stated, recorded, differing }],
    );
  };

  const upsertMany = async (list: readonly NewEnterprise[]): Promise<PersonDifference[]> => {
    const differences: PersonDifference[] = [];
    for (const batch of inBatches(list)) {
      for (const round of roundsOf(batch)) differences.push(...(await write(round)));
    }
    return differences;
  };

  return {
    upsert: enterprise => upsertMany([enterprise]),
    upsertMany,
    async compare(list) {
      const compared: (RecordComparison | null)[] = [];
      for (const batch of inBatches(list)) {
        const stored = await read(batch);
        compared.push(...batch.map(stated => comparisonOf(stored.get(stated.uscc), stated, crypto)));
      }
      return compared;
    },
  };
}

function comparisonOf(
  known: StoredEnterprise | undefined,
  stated: NewEnterprise,
  crypto: FieldCrypto,
): RecordComparison | null {
  if (known === undefined) return null;
  const { otherPerson, written } = comparison(known, stated, crypto);
  return { otherPerson, written };
}

/**
 * The rows in rounds of one row a firm: what a list states of a firm twice it states in order, so that the second row
 * meets the record that the first one made. Rows that say the same are one.
 */
function roundsOf(batch: readonly NewEnterprise[]): NewEnterprise[][] {
  const told = new Set<string>();
  const rowsOf = new Map<string, number>();
  const rounds: NewEnterprise[][] = [];
  for (const row of batch) {
    const said = JSON.stringify({ ...row, at: 0, from: null });
    if (told.has(said)) continue;
    told.add(said);
    const round = rowsOf.get(row.uscc) ?? 0;
    rowsOf.set(row.uscc, round + 1);
    (rounds[round] ??= []).push(row);
  }
  return rounds;
}

const originOf = ({ from, at }: NewEnterprise) => (from === undefined ? undefined : { ...from, at });

const insertAll = (enterprises: Model<StoredEnterprise>, fresh: readonly NewEnterprise[], crypto: FieldCrypto) =>
  enterprises.insertMany(
    fresh.map(enterprise => {
      const from = originOf(enterprise);
      const numbers = Object.entries({
        ...numberFields(enterprise.representative, { crypto }),
        ...broughtPhone(enterprise, enterprise.representative),
      });
      return {
        ...firmFields(enterprise),
        _id: enterprise.uscc,
        representative: {
          name: enterprise.representative.name,
          ...Object.fromEntries(numbers.map(([name, value]) => [name.slice(NESTED.length), value])),
          ...(from !== undefined && { from }),
        },
      };
    }) as never,
    { ordered: false, lean: true },
  );

const NUMBER_COLUMNS = { idNumber: 'representativeId', phone: 'phone' } as const;

interface Compared extends RecordComparison {
  known: StoredEnterprise;
  stated: NewEnterprise;
  recorded: PersonOnRecord;
  /** What the record lacks of the same person. */
  missing: { idNumber?: string; phone?: string };
}

/** What the list leaves out is no difference. */
function comparison(
  known: StoredEnterprise,
  stated: NewEnterprise,
  crypto: FieldCrypto,
): Omit<Compared, 'known' | 'stated'> {
  const recorded = personOnRecord(known, crypto);
  const { name, idNumber, phone } = stated.representative;
  const person = { name, idNumber: idNumber === undefined ? undefined : plainIdNumber(idNumber), phone };
  const otherPerson: readonly PersonPart[] = personDifference(recorded, person);
  const isSame = otherPerson.length === 0;
  const missing = {
    ...(isSame && recorded.idNumber === undefined && person.idNumber !== undefined && { idNumber: person.idNumber }),
    ...(isSame && recorded.phone === undefined && phone !== undefined && { phone }),
  };
  const movesTo = stated.address !== undefined && stated.address !== known.address;
  const filled = (['idNumber', 'phone'] as const).filter(part => part in missing).map(part => NUMBER_COLUMNS[part]);
  const written: RecordColumn[] = [...filled, ...(movesTo ? (['address'] as const) : [])];
  return { recorded, otherPerson, missing, written };
}

/** The firm's own facts always; of the person only what is missing, and only while the record is as it was read. */
function changeOperations({ known, stated, missing, written }: Compared, crypto: FieldCrypto) {
  const numbers = { ...numberFields(missing, { crypto, from: originOf(stated) }), ...broughtPhone(stated, missing) };
  const isFilled = Object.keys(numbers).length > 0;
  if (written.length === 0 && known.name === stated.name && known.county === stated.county) return [];
  const filter = isFilled ? asRead(known) : { _id: stated.uscc };
  return [{ updateOne: { filter, update: { $set: { ...firmFields(stated), ...numbers } } } }];
}

const firmFields = ({ name, county, address, at }: NewEnterprise) => ({
  ...{ name, nameKey: nameKeyOf(name), county, updatedAt: at },
  ...(address !== undefined && { address }),
});
