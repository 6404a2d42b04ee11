import type { Connection, Model } from 'mongoose';
import { type Enterprise, type EnterpriseStore, openNumbers, type StoredEnterprise } from './enterprise.js';
import { enterprisePerson } from './enterprisePerson.js';
import { enterprisePhones } from './enterprisePhones.js';
import { enterpriseUpsert } from './enterpriseUpsert.js';
import { type FieldCrypto, maskedIdNumber, maskedPhone, plainIdNumber, sameText } from './fieldCrypto.js';
import { enterpriseSchema } from './models/peopleModels.js';
import { looksLikeUscc, modelOf, nameKeyOf, op, readPage, startsWith, without } from './storeKit.js';

export type { Enterprise, NewEnterprise } from './enterprise.js';

const TAIL = 6;

/** Firms by USCC, with their representative's personal data sealed. */
export function enterpriseStore(connection: Connection, crypto: FieldCrypto): EnterpriseStore {
  const enterprises = modelOf<StoredEnterprise>(connection, 'Enterprise', enterpriseSchema);
  const toValue = (document: object) => enterpriseOf(document as StoredEnterprise, crypto);

  return {
    ...enterpriseUpsert(enterprises, crypto),
    ...enterprisePerson(enterprises, crypto),
    async findByUscc(uscc) {
      const found = await enterprises.findById(uscc).lean();
      return found === null ? null : toValue(found);
    },
    representativeAccount: async uscc =>
      (await enterprises.findById(uscc, { representativeAccountId: 1 }).lean())?.representativeAccountId,
    async withAccount(usccs) {
      const found = await enterprises.find({ _id: op({ $in: [...usccs] }) }, { representativeAccountId: 1 }).lean();
      return new Set(
        found.flatMap(({ _id, representativeAccountId }) => (representativeAccountId === undefined ? [] : [_id])),
      );
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
    ...enterprisePhones(enterprises, crypto, toValue),
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
      const { idNumber } = recorded === undefined ? {} : openNumbers({ representative: recorded }, crypto);
      // Both comparisons always run, so that the time does not tell which half was right.
      const nameRight = sameText(nameKeyOf(recorded?.name ?? ''), nameKeyOf(name));
      const tailRight = sameText(idNumber?.slice(-TAIL) ?? '', plainIdNumber(idTail));
      return idNumber !== undefined && idTail.length > 0 && nameRight && tailRight;
    },
    async usccsOfIdNumber(idNumber, counties) {
      const mark = crypto.mark(plainIdNumber(idNumber), 'idNumber');
      const wanted = { 'representative.idIndex': mark, county: op({ $in: [...counties] }) };
      return (await enterprises.find(wanted, { _id: 1 }).lean()).map(found => found._id);
    },
    async privateOf(uscc) {
      const recorded = await representativeOf(uscc);
      return recorded === undefined ? {} : openNumbers({ representative: recorded }, crypto);
    },
  };
}

function enterpriseOf(document: StoredEnterprise, crypto: FieldCrypto): Enterprise {
  const { _id, representative, ...rest } = without(document, 'nameKey');
  const { idNumber, phone } = openNumbers(document, crypto);
  return {
    uscc: _id,
    ...rest,
    representative: {
      name: representative.name,
      ...(idNumber !== undefined && { idMasked: maskedIdNumber(idNumber), idLast4: idNumber.slice(-4) }),
      ...(phone !== undefined && { phoneMasked: maskedPhone(phone) }),
      ...(representative.contact !== undefined && { contact: representative.contact }),
    },
  };
}
