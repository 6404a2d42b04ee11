import type { Connection, Model } from 'mongoose';
import { type FieldCrypto, maskedIdNumber, maskedPhone, plainIdNumber, sameText } from './fieldCrypto.js';
import { enterpriseSchema } from './models/peopleModels.js';
import {
  inBatches,
  insertOnce,
  modelOf,
  nameKeyOf,
  op,
  type Page,
  type PageRequest,
  readPage,
  startsWith,
  without,
  looksLikeUscc,
} from './storeKit.js';

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

export interface EnterpriseStore {
  upsert(enterprise: NewEnterprise): Promise<void>;
  /** As `upsert`, in batches; what a row does not state (ID number, phone, address) is kept. */
  upsertMany(enterprises: readonly NewEnterprise[]): Promise<void>;
  findByUscc(uscc: string): Promise<Enterprise | null>;
  findManyByUscc(usccs: readonly string[]): Promise<Enterprise[]>;
  ofRepresentative(accountId: string): Promise<Enterprise[]>;
  /** False when another account already represents the firm; `replace` takes over after a change of representative. */
  setRepresentative(uscc: string, accountId: string, options?: { replace?: boolean }): Promise<boolean>;
  /** Name and last six characters of the ID number against the record; false also when the record has no ID number. */
  isRepresentative(uscc: string, claim: { name: string; idTail: string }): Promise<boolean>;
  /** USCCs of the firms whose recorded representative has this ID number. */
  usccsOfIdNumber(idNumber: string): Promise<string[]>;
  privateOf(uscc: string): Promise<{ idNumber?: string; phone?: string }>;
  page(filter: { county?: string | undefined; q?: string | undefined }, page: PageRequest): Promise<Page<Enterprise>>;
}

interface StoredEnterprise {
  _id: string;
  name: string;
  nameKey: string;
  address?: string;
  county: string;
  representative: { name: string; idNumber?: string; idIndex?: string; phone?: string; since?: number };
  representativeAccountId?: string;
  updatedAt: number;
}

const ID_PLACE = 'enterprises.representative.idNumber';
const PHONE_PLACE = 'enterprises.representative.phone';
const TAIL = 6;
const NESTED = 'representative.';
const FORMER_REPRESENTATIVE = {
  'representative.idNumber': 1,
  'representative.idIndex': 1,
  'representative.phone': 1,
  representativeAccountId: 1,
};

/** Firms by USCC, with their representative's personal data sealed. */
export function enterpriseStore(connection: Connection, crypto: FieldCrypto): EnterpriseStore {
  const enterprises = modelOf<StoredEnterprise>(connection, 'Enterprise', enterpriseSchema);
  const toValue = (document: object) => enterpriseOf(document as StoredEnterprise, crypto);

  return {
    upsert: enterprise => upsertMany(enterprises, [enterprise], crypto),
    upsertMany: list => upsertMany(enterprises, list, crypto),
    async findByUscc(uscc) {
      const found = await enterprises.findById(uscc).lean();
      return found === null ? null : toValue(found);
    },
    findManyByUscc: async usccs => (await enterprises.find({ _id: op({ $in: [...usccs] }) }).lean()).map(toValue),
    ofRepresentative: async accountId =>
      (await enterprises.find({ representativeAccountId: accountId }).sort({ nameKey: 1 }).lean()).map(toValue),
    async setRepresentative(uscc, accountId, { replace = false } = {}) {
      const free = replace ? {} : { representativeAccountId: op({ $in: [null, accountId] }) };
      const result = await enterprises.updateOne(
        { _id: uscc, ...free },
        { $set: { representativeAccountId: accountId } },
      );
      return result.matchedCount === 1;
    },
    ...representatives(enterprises, crypto),
    page: ({ county, q }, request) =>
      readPage(enterprises as never, {
        filter: {
          ...(county !== undefined && { county }),
          ...(q !== undefined &&
            q !== '' &&
            (looksLikeUscc(q) ? { _id: q.toUpperCase() } : { nameKey: startsWith(q) })),
        },
        sort: { nameKey: 1, _id: 1 },
        request,
        toValue,
      }),
  };
}

/** What the recorded representative's sealed data can answer. */
function representatives(
  enterprises: Model<StoredEnterprise>,
  crypto: FieldCrypto,
): Pick<EnterpriseStore, 'isRepresentative' | 'usccsOfIdNumber' | 'privateOf'> {
  const representativeOf = async (uscc: string) =>
    (await enterprises.findById(uscc, { representative: 1 }).lean())?.representative;

  return {
    async isRepresentative(uscc, { name, idTail }) {
      const recorded = await representativeOf(uscc);
      const idNumber = recorded?.idNumber === undefined ? undefined : crypto.open(recorded.idNumber, ID_PLACE);
      // Both comparisons always run, so that the time does not tell which half was right.
      const nameRight = sameText(nameKeyOf(recorded?.name ?? ''), nameKeyOf(name));
      const tailRight = sameText(idNumber?.slice(-TAIL) ?? '', plainIdNumber(idTail));
      return idNumber !== undefined && idTail.length > 0 && nameRight && tailRight;
    },
    async usccsOfIdNumber(idNumber) {
      const mark = crypto.mark(plainIdNumber(idNumber), 'idNumber');
      return (await enterprises.find({ 'representative.idIndex': mark }, { _id: 1 }).lean()).map(found => found._id);
    },
    async privateOf(uscc) {
      const recorded = await representativeOf(uscc);
      return {
        ...(recorded?.idNumber !== undefined && { idNumber: crypto.open(recorded.idNumber, ID_PLACE) }),
        ...(recorded?.phone !== undefined && { phone: crypto.open(recorded.phone, PHONE_PLACE) }),
      };
    },
  };
}

/** New firms in one insert per batch, known ones only where something stated is different: a list repeats mostly the known. */
async function upsertMany(
  enterprises: Model<StoredEnterprise>,
  list: readonly NewEnterprise[],
  crypto: FieldCrypto,
): Promise<void> {
  const lastOfEach = [...new Map(list.map(enterprise => [enterprise.uscc, enterprise])).values()];
  for (const batch of inBatches(lastOfEach)) {
    const found = await enterprises.find({ _id: op({ $in: batch.map(({ uscc }) => uscc) }) }).lean();
    const stored = new Map(found.map(document => [document._id, document as StoredEnterprise]));
    const fresh = batch.filter(({ uscc }) => !stored.has(uscc));
    const written = fresh.length === 0 || (await insertOnce(() => insertAll(enterprises, fresh, crypto)));
    const changed = batch.filter(enterprise => {
      const known = stored.get(enterprise.uscc);
      return known === undefined ? !written : differs(known, enterprise, crypto);
    });
    if (changed.length > 0) {
      const work = changed.flatMap(enterprise => changeOperations(enterprise, crypto));
      await enterprises.bulkWrite(work, { ordered: true });
    }
  }
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

function changeOperations(enterprise: NewEnterprise, crypto: FieldCrypto) {
  const { uscc, representative } = enterprise;
  return [
    // Another person's ID number, phone and account must not stay under the new representative's name.
    {
      updateOne: {
        filter: { _id: uscc, 'representative.name': op({ $ne: representative.name }) },
        update: { $unset: FORMER_REPRESENTATIVE, $set: { 'representative.since': enterprise.at } },
      },
    },
    { updateOne: { filter: { _id: uscc }, update: { $set: statedFields(enterprise, crypto) }, upsert: true } },
  ];
}

/** Whether the list states anything that is not recorded so; what it leaves out is no difference. */
function differs(known: StoredEnterprise, stated: NewEnterprise, crypto: FieldCrypto): boolean {
  const { address = known.address, representative } = stated;
  const { idNumber, phone } = representative;
  const mark = idNumber === undefined ? known.representative.idIndex : crypto.mark(plainIdNumber(idNumber), 'idNumber');
  const same = [
    known.name === stated.name,
    known.county === stated.county,
    known.address === address,
    known.representative.name === representative.name,
    known.representative.idIndex === mark,
    phone === undefined || phone === openPhone(known, crypto),
  ];
  return same.includes(false);
}

const openPhone = ({ representative: { phone } }: StoredEnterprise, crypto: FieldCrypto) =>
  phone === undefined ? undefined : crypto.open(phone, PHONE_PLACE);

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
      'representative.idIndex': crypto.mark(plainIdNumber(idNumber), 'idNumber'),
    }),
    ...(phone !== undefined && { 'representative.phone': crypto.seal(phone, PHONE_PLACE) }),
  };
}

function enterpriseOf(document: StoredEnterprise, crypto: FieldCrypto): Enterprise {
  const { _id, representative, ...rest } = without(document, 'nameKey');
  const idNumber = representative.idNumber === undefined ? undefined : crypto.open(representative.idNumber, ID_PLACE);
  const phone = openPhone(document, crypto);
  return {
    uscc: _id,
    ...rest,
    representative: {
      name: representative.name,
      ...(idNumber !== undefined && { idMasked: maskedIdNumber(idNumber), idLast4: idNumber.slice(-4) }),
      ...(phone !== undefined && { phoneMasked: maskedPhone(phone) }),
    },
  };
}
