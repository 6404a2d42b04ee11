import type { Model } from 'mongoose';
import { type AccountStore, ID_PLACE, PHONE_PLACE, type StoredAccount } from './account.js';
import { type FieldCrypto, plainIdNumber } from './fieldCrypto.js';
import { insertOnce, nameKeyOf, op } from './storeKit.js';

/** Corrections of what is on record of a person, each a single atomic write. */
export function accountRecords(
  accounts: Model<StoredAccount>,
  crypto: FieldCrypto,
): Pick<AccountStore, 'setPhone' | 'setIdNumber'> {
  return {
    async setPhone(accountId, phone) {
      const found = await accounts.findById(accountId, { phone: 1, signInKey: 1 }).lean();
      if (found === null) return 'none';
      const former = found.phone === undefined ? '' : nameKeyOf(crypto.open(found.phone, PHONE_PLACE));
      const name = former === found.signInKey ? { signInName: phone, signInKey: nameKeyOf(phone) } : {};
      const change = { phone: crypto.seal(phone, PHONE_PLACE), passwordByPhone: false, ...name };
      const free = await insertOnce(() => accounts.updateOne({ _id: accountId }, { $set: change }));
      return free ? 'changed' : 'taken';
    },
    async setIdNumber(accountId, idNumber) {
      const plain = plainIdNumber(idNumber);
      const recorded = { idNumber: crypto.seal(plain, ID_PLACE), idIndex: crypto.mark(plain, 'idNumber') };
      const without = { _id: accountId, idIndex: op({ $exists: false }) };
      return (await accounts.updateOne(without, { $set: recorded })).matchedCount === 1;
    },
  };
}
