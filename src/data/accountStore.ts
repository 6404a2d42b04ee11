import type { Connection, Model } from 'mongoose';
import {
  type Account,
  type AccountStore,
  FORMER_PLACE,
  ID_PLACE,
  type NewAccount,
  PHONE_PLACE,
  type StoredAccount,
} from './account.js';
import { accountRecords } from './accountRecords.js';
import { type FieldCrypto, maskedIdNumber, maskedPhone, personMarkOf, plainIdNumber } from './fieldCrypto.js';
import { accountSchema } from './models/peopleModels.js';
import { personReader } from './personReader.js';
import { bare, done, insertOnce, modelOf, nameKeyOf, op, readPage, startsWith, without } from './storeKit.js';

export type { Account, AccountStore, NewAccount } from './account.js';

/** People and what they may reach; ID number and phone are sealed, the ID number findable by its blind index. */
export function accountStore(connection: Connection, crypto: FieldCrypto): AccountStore {
  const accounts = modelOf<StoredAccount>(connection, 'Account', accountSchema);
  const toAccount = (document: object): Account => accountOf(document as StoredAccount, crypto);
  const many = async (filter: object) => (await accounts.find(filter).sort({ signInKey: 1 }).lean()).map(toAccount);
  const one = async (filter: object) => {
    const document = await accounts.findOne(filter).lean();
    return document === null ? null : toAccount(document);
  };

  return {
    async create(account) {
      const written = await insertOnce(() => accounts.create([storedAccount(account, crypto)]));
      if (written) return 'created';
      return (await accounts.exists({ _id: account.accountId })) === null ? 'taken' : 'already';
    },
    findBySignInName: signInName => one({ signInKey: nameKeyOf(signInName) }),
    findById: accountId => one({ _id: accountId }),
    findManyById: accountIds => many({ _id: op({ $in: [...accountIds] }) }),
    displayNames: namesOf(accounts),
    findByIdNumber: idNumber => many({ idIndex: crypto.mark(plainIdNumber(idNumber), 'idNumber') }),
    ...personReader(connection, crypto),
    async privateOf(accountId) {
      const found = await accounts.findById(accountId, { idNumber: 1, phone: 1, formerPhone: 1 }).lean();
      return {
        ...(found?.idNumber !== undefined && { idNumber: crypto.open(found.idNumber, ID_PLACE) }),
        ...(found?.phone !== undefined && { phone: crypto.open(found.phone, PHONE_PLACE) }),
        ...(found?.formerPhone !== undefined && { formerPhone: crypto.open(found.formerPhone, FORMER_PLACE) }),
      };
    },
    ...accountWriter(accounts),
    ...accountRecords(accounts, crypto, toAccount),
    agentsOf: uscc => many({ role: 'AGENT', 'mandates.uscc': uscc }),
    list: ({ role, q = '' }, request) =>
      readPage(accounts as never, {
        filter: { ...(role !== undefined && { role }), ...(q !== '' && { signInKey: startsWith(q) }) },
        sort: { role: 1, signInKey: 1 },
        request,
        toValue: toAccount,
      }),
    count: (filter = {}) => accounts.countDocuments({ ...filter }),
  };
}

const MOST_NAMES = 5_000;

/** What people are called. A display name never changes once the account is made, so each is read once in a process. */
function namesOf(accounts: Model<StoredAccount>): AccountStore['displayNames'] {
  const known = new Map<string, string>();
  return async accountIds => {
    const names = new Map<string, string>();
    const missing: string[] = [];
    for (const accountId of new Set(accountIds)) {
      const name = known.get(accountId);
      if (name === undefined) missing.push(accountId);
      else names.set(accountId, name);
    }
    if (missing.length === 0) return names;
    const found = await accounts.find({ _id: op({ $in: missing }) }, { displayName: 1 }).lean();
    if (known.size + found.length > MOST_NAMES) known.clear();
    for (const { _id, displayName } of found) {
      known.set(_id, displayName);
      names.set(_id, displayName);
    }
    return names;
  };
}

/** Changes of one account, each a single atomic write. */
function accountWriter(
  accounts: Model<StoredAccount>,
): Pick<
  AccountStore,
  'setPassword' | 'setLanguage' | 'setDisabled' | 'setInterests' | 'giveMandate' | 'withdrawMandate'
> {
  const change = async (accountId: string, update: object) =>
    (await accounts.updateOne({ _id: accountId }, update)).matchedCount === 1;

  return {
    async setPassword(accountId, { passwordHash, at, unchangedSince, byPhone }) {
      const unchanged = unchangedSince === undefined ? {} : { passwordChangedAt: op({ $lte: unchangedSince }) };
      const proof = byPhone === undefined ? {} : { passwordByPhone: byPhone };
      const update = { $set: { passwordHash, passwordChangedAt: at, ...proof } };
      return (await accounts.updateOne({ _id: accountId, ...unchanged }, update)).matchedCount === 1;
    },
    setLanguage: (accountId, language) => done(change(accountId, { $set: { language } })),
    setDisabled: (accountId, disabled) => change(accountId, { $set: { disabled } }),
    setInterests: (accountId, usccs) => done(change(accountId, { $set: { interests: [...usccs] } })),
    async giveMandate(accountId, mandate) {
      const extended = await accounts.updateOne(
        { _id: accountId, 'mandates.uscc': mandate.uscc },
        { $set: { 'mandates.$.validUntil': mandate.validUntil } },
      );
      if (extended.matchedCount === 1) return;
      // The condition is asked again by the server, so two appointments at once leave one mandate.
      await accounts.updateOne(
        { _id: accountId, 'mandates.uscc': op({ $ne: mandate.uscc }) },
        { $push: { mandates: { ...mandate } } },
      );
    },
    withdrawMandate: (accountId, uscc) => done(change(accountId, { $pull: { mandates: { uscc } } })),
  };
}

function storedAccount(account: NewAccount, crypto: FieldCrypto): StoredAccount {
  const { accountId, idNumber, phone, contact, county, authorityId, ...rest } = account;
  return {
    _id: accountId,
    language: 'zh',
    demo: false,
    disabled: false,
    ...rest,
    signInKey: nameKeyOf(account.signInName),
    passwordChangedAt: account.createdAt,
    interests: [...(account.interests ?? [])],
    mandates: [...(account.mandates ?? [])],
    ...(county !== undefined && { county }),
    ...(authorityId !== undefined && { authorityId }),
    ...(idNumber !== undefined && {
      idNumber: crypto.seal(plainIdNumber(idNumber), ID_PLACE),
      idIndex: crypto.mark(plainIdNumber(idNumber), 'idNumber'),
    }),
    ...(phone !== undefined && { phone: crypto.seal(phone, PHONE_PLACE) }),
    ...(contact !== undefined && { contact, waitsSince: contact.since }),
  };
}

function accountOf(document: StoredAccount, crypto: FieldCrypto): Account {
  const { idNumber, idIndex, phone } = document;
  return {
    ...bare<Account>(
      without(document, 'signInKey', 'idNumber', 'idIndex', 'phone', 'formerPhone', 'waitsSince'),
      'accountId',
    ),
    ...(idNumber !== undefined && { idMasked: maskedIdNumber(crypto.open(idNumber, ID_PLACE)) }),
    ...(idIndex !== undefined && { personMark: personMarkOf(idIndex, crypto) }),
    ...(phone !== undefined && { phoneMasked: maskedPhone(crypto.open(phone, PHONE_PLACE)) }),
  };
}
