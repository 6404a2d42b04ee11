import type { Model } from 'mongoose';
import { type Account, type AccountStore, FORMER_PLACE, ID_PLACE, PHONE_PLACE, type StoredAccount } from './account.js';
import { type FieldCrypto, plainIdNumber } from './fieldCrypto.js';
import { confirmation, contactOf, contactUpdate } from './phoneChange.js';
import { insertOnce, nameKeyOf, op } from './storeKit.js';

/** Corrections of what is on record of a person, each a single atomic write. */
export function accountRecords(
  accounts: Model<StoredAccount>,
  crypto: FieldCrypto,
  toAccount: (document: object) => Account,
): Pick<AccountStore, 'setPhone' | 'confirmPhone' | 'waiting' | 'setIdNumber'> {
  return {
    async setPhone(accountId, { phone, ...source }) {
      const found = await accounts.findById(accountId, { phone: 1, signInKey: 1 }).lean();
      if (found === null) return 'none';
      const former = found.phone === undefined ? undefined : crypto.open(found.phone, PHONE_PLACE);
      const isName = nameKeyOf(former ?? '') === found.signInKey;
      const name = isName ? { signInName: phone, signInKey: nameKeyOf(phone) } : {};
      const sealed = former === undefined ? undefined : crypto.seal(former, FORMER_PLACE);
      const { $set, $unset } = contactUpdate(contactOf(source, former !== undefined), sealed);
      const change = { phone: crypto.seal(phone, PHONE_PLACE), passwordByPhone: false, ...name, ...$set };
      const free = await insertOnce(() => accounts.updateOne({ _id: accountId }, { $set: change, $unset }));
      return free ? 'changed' : 'taken';
    },
    async confirmPhone(accountId, confirmed) {
      const { filter, update } = confirmation(confirmed);
      return (await accounts.updateOne({ _id: accountId, ...filter }, update)).modifiedCount === 1;
    },
    waiting: async since =>
      (
        await accounts
          .find({ waitsSince: op({ $gte: since }) })
          .sort({ waitsSince: -1 })
          .lean()
      ).map(toAccount),
    async setIdNumber(accountId, idNumber) {
      const plain = plainIdNumber(idNumber);
      const recorded = { idNumber: crypto.seal(plain, ID_PLACE), idIndex: crypto.mark(plain, 'idNumber') };
      const without = { _id: accountId, idIndex: op({ $exists: false }) };
      return (await accounts.updateOne(without, { $set: recorded })).matchedCount === 1;
    },
  };
}
