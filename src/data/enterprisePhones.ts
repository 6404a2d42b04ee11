import type { Model } from 'mongoose';
import type { PhoneChange } from './account.js';
import {
  type Enterprise,
  type EnterpriseStore,
  FORMER_PLACE,
  type NewEnterprise,
  openNumbers,
  type PersonTaken,
  PHONE_PLACE,
  type StoredEnterprise,
} from './enterprise.js';
import type { FieldCrypto } from './fieldCrypto.js';
import { confirmation, contactOf, contactUpdate } from './phoneChange.js';
import { done, op } from './storeKit.js';

const PLACE = 'representative.';

/** Telephones of representatives on record, each with where it came from. */
export function enterprisePhones(
  enterprises: Model<StoredEnterprise>,
  crypto: FieldCrypto,
  toValue: (document: object) => Enterprise,
): Pick<
  EnterpriseStore,
  'setRepresentativePhone' | 'setPhone' | 'confirmPhone' | 'confirmRepresentativePhone' | 'waiting'
> {
  const change = async (uscc: string, changed: PhoneChange): Promise<'changed' | 'same' | 'none'> => {
    const found = await enterprises.findById(uscc, { representative: 1 }).lean();
    if (found === null) return 'none';
    const { phone } = openNumbers(found, crypto);
    if (phone === changed.phone) return 'same';
    const fields = phoneFields(changed, phone, crypto);
    // Of two changes at once the second sees the number of the first as the former one.
    const asRead = { _id: uscc, 'representative.phone': found.representative.phone ?? null };
    return (await enterprises.updateOne(asRead, fields)).modifiedCount === 1 ? 'changed' : change(uscc, changed);
  };
  return {
    setPhone: change,
    async setRepresentativePhone(accountId, changed) {
      const found = await enterprises.find({ representativeAccountId: accountId }, { _id: 1 }).lean();
      for (const { _id } of found) await change(_id, changed);
    },
    async confirmPhone(uscc, confirmed) {
      const { filter, update } = confirmation(confirmed, PLACE);
      return (await enterprises.updateOne({ _id: uscc, ...filter }, update)).modifiedCount === 1;
    },
    confirmRepresentativePhone(accountId, confirmed) {
      const { filter, update } = confirmation(confirmed, PLACE);
      return done(enterprises.updateMany({ representativeAccountId: accountId, ...filter }, update));
    },
    async waiting(since, county) {
      const found = await enterprises
        .find({
          'representative.waitsSince': op({ $gte: since }),
          representativeAccountId: null,
          ...(county !== undefined && { county }),
        })
        .sort({ 'representative.waitsSince': -1 })
        .lean();
      return found.map(toValue);
    },
  };
}

function phoneFields({ phone, ...source }: PhoneChange, former: string | undefined, crypto: FieldCrypto) {
  const sealed = former === undefined ? undefined : crypto.seal(former, FORMER_PLACE);
  const { $set, $unset } = contactUpdate(contactOf(source, former !== undefined), sealed, PLACE);
  return { $set: { ...$set, 'representative.phone': crypto.seal(phone, PHONE_PLACE) }, $unset };
}

/**
 * What a list adds to the record about where its telephone came from: the first one that the record knows of this person.
 * Nothing where none is written. `written`: the numbers that go into the record.
 */
export function broughtPhone(
  { brought, at }: Pick<NewEnterprise, 'brought' | 'at'>,
  written: { phone?: string | undefined },
): Record<string, unknown> {
  if (brought === undefined || written.phone === undefined) return {};
  return contactUpdate(contactOf({ ...brought, at }, false), undefined, PLACE).$set;
}

/** What the decision of a question does to the telephone on record: another one waits like any that replaces one. */
export function decidedPhone(
  recorded: { phone?: string | undefined },
  { person, questionId, by, at }: PersonTaken,
  crypto: FieldCrypto,
): { $set: Record<string, unknown>; $unset: Record<string, 1> } {
  if (person.phone === undefined || person.phone === recorded.phone) return { $set: {}, $unset: {} };
  const sealed = recorded.phone === undefined ? undefined : crypto.seal(recorded.phone, FORMER_PLACE);
  return contactUpdate(contactOf({ way: 'DECISION', sourceId: questionId, by, at }, true), sealed, PLACE);
}
