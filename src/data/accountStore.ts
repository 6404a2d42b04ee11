import type { Connection, Model } from 'mongoose';
import type { Actor, Role } from '../domain/access/actor.js';
import { type FieldCrypto, maskedIdNumber, maskedPhone, plainIdNumber } from './fieldCrypto.js';
import { accountSchema, enterpriseSchema } from './models/peopleModels.js';
import {
  bare,
  done,
  insertOnce,
  modelOf,
  nameKeyOf,
  op,
  type Page,
  type PageRequest,
  readPage,
  without,
} from './storeKit.js';

export interface Mandate {
  uscc: string;
  /** Last day of validity, YYYY-MM-DD. */
  validUntil: string;
}

/** A person who signs in. ID number and phone appear masked; the full values only through `privateOf`. */
export interface Account {
  accountId: string;
  signInName: string;
  displayName: string;
  role: Role;
  county?: string;
  authorityId?: string;
  passwordHash: string;
  passwordChangedAt: number;
  /** The present password was set with a code that only the telephone on record had received. */
  passwordByPhone?: boolean;
  language: 'zh' | 'en';
  disabled: boolean;
  idMasked?: string;
  phoneMasked?: string;
  /** Keyed hash of the ID number: two accounts of one natural person carry the same mark (four eyes). */
  personMark?: string;
  interests: readonly string[];
  mandates: readonly Mandate[];
  demo: boolean;
  createdAt: number;
  /** When the person last marked every notice as read. */
  noticesReadAt?: number;
}

export interface NewAccount {
  accountId: string;
  signInName: string;
  displayName: string;
  role: Role;
  county?: string | undefined;
  authorityId?: string | undefined;
  passwordHash: string;
  language?: 'zh' | 'en';
  idNumber?: string | undefined;
  phone?: string | undefined;
  interests?: readonly string[];
  mandates?: readonly Mandate[];
  demo?: boolean;
  createdAt: number;
}

export interface PasswordChange {
  passwordHash: string;
  at: number;
  /** Changes only a password that has not been changed after this moment. */
  unchangedSince?: number;
  /** Says anew whether the telephone on record was proven; the last word stands without it. */
  byPhone?: boolean;
}

export interface PrivateDetails {
  idNumber?: string;
  phone?: string;
}

export interface AccountStore {
  /** `already`: the same accountId was stored before; `taken`: another account has this sign-in name. */
  create(account: NewAccount): Promise<'created' | 'already' | 'taken'>;
  findBySignInName(signInName: string): Promise<Account | null>;
  findById(accountId: string): Promise<Account | null>;
  findManyById(accountIds: readonly string[]): Promise<Account[]>;
  /** What to call these people, by account; nothing sealed is opened for it. */
  displayNames(accountIds: readonly string[]): Promise<Map<string, string>>;
  findByIdNumber(idNumber: string): Promise<Account[]>;
  /** The actor with today's scope: firms of a representative, valid mandates of an agent. */
  actorOf(account: Account, today: string): Promise<Actor>;
  privateOf(accountId: string): Promise<PrivateDetails>;
  /** False where there is no such account, or its password was changed meanwhile. */
  setPassword(accountId: string, change: PasswordChange): Promise<boolean>;
  setLanguage(accountId: string, language: 'zh' | 'en'): Promise<void>;
  setDisabled(accountId: string, disabled: boolean): Promise<boolean>;
  setInterests(accountId: string, usccs: readonly string[]): Promise<void>;
  giveMandate(accountId: string, mandate: Mandate): Promise<void>;
  withdrawMandate(accountId: string, uscc: string): Promise<void>;
  agentsOf(uscc: string): Promise<Account[]>;
  list(filter: { role?: Role | undefined }, page: PageRequest): Promise<Page<Account>>;
  count(filter?: { demo?: boolean }): Promise<number>;
}

interface StoredAccount extends Omit<Account, 'accountId' | 'idMasked' | 'phoneMasked' | 'personMark'> {
  _id: string;
  signInKey: string;
  idNumber?: string;
  idIndex?: string;
  phone?: string;
}

const ID_PLACE = 'accounts.idNumber';
const PHONE_PLACE = 'accounts.phone';

/** People and what they may reach; ID number and phone are sealed, the ID number findable by its blind index. */
export function accountStore(connection: Connection, crypto: FieldCrypto): AccountStore {
  const accounts = modelOf<StoredAccount>(connection, 'Account', accountSchema);
  const enterprises = modelOf<{ _id: string; representativeAccountId: string }>(
    connection,
    'Enterprise',
    enterpriseSchema,
  );
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
    displayNames: accountIds => namesOf(accounts, accountIds),
    findByIdNumber: idNumber => many({ idIndex: crypto.mark(plainIdNumber(idNumber), 'idNumber') }),
    async actorOf(account, today) {
      const own =
        account.role === 'LEGAL_REP'
          ? (await enterprises.find({ representativeAccountId: account.accountId }, { _id: 1 }).lean()).map(e => e._id)
          : account.mandates.filter(mandate => mandate.validUntil >= today).map(mandate => mandate.uscc);
      return actorFrom(account, own);
    },
    async privateOf(accountId) {
      const found = await accounts.findById(accountId, { idNumber: 1, phone: 1 }).lean();
      return {
        ...(found?.idNumber !== undefined && { idNumber: crypto.open(found.idNumber, ID_PLACE) }),
        ...(found?.phone !== undefined && { phone: crypto.open(found.phone, PHONE_PLACE) }),
      };
    },
    ...accountWriter(accounts),
    agentsOf: uscc => many({ role: 'AGENT', 'mandates.uscc': uscc }),
    list: ({ role }, request) =>
      readPage(accounts as never, {
        filter: role === undefined ? {} : { role },
        sort: { role: 1, signInKey: 1 },
        request,
        toValue: toAccount,
      }),
    count: (filter = {}) => accounts.countDocuments({ ...filter }),
  };
}

async function namesOf(accounts: Model<StoredAccount>, accountIds: readonly string[]): Promise<Map<string, string>> {
  const found = await accounts.find({ _id: op({ $in: [...accountIds] }) }, { displayName: 1 }).lean();
  return new Map(found.map(({ _id, displayName }) => [_id, displayName]));
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
  const { accountId, idNumber, phone, county, authorityId, ...rest } = account;
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
  };
}

function accountOf(document: StoredAccount, crypto: FieldCrypto): Account {
  const { idNumber, idIndex, phone } = document;
  return {
    ...bare<Account>(without(document, 'signInKey', 'idNumber', 'idIndex', 'phone'), 'accountId'),
    ...(idNumber !== undefined && { idMasked: maskedIdNumber(crypto.open(idNumber, ID_PLACE)) }),
    ...(idIndex !== undefined && { personMark: personMarkOf(idIndex, crypto) }),
    ...(phone !== undefined && { phoneMasked: maskedPhone(crypto.open(phone, PHONE_PLACE)) }),
  };
}

const MARK_LENGTH = 32;

/** Another value than the index the ID number is found by: the mark goes into cases and histories, the index does not. */
const personMarkOf = (idIndex: string, crypto: FieldCrypto): string =>
  crypto.mark(idIndex, 'personMark').slice(0, MARK_LENGTH);

function actorFrom(account: Account, usccs: readonly string[]): Actor {
  return {
    accountId: account.accountId,
    role: account.role,
    ...(account.personMark !== undefined && { personMark: account.personMark }),
    ...(account.county !== undefined && { county: account.county }),
    ...(account.authorityId !== undefined && { authorityId: account.authorityId }),
    usccs,
    interests: account.interests,
  };
}
