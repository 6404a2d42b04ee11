import type { Connection } from 'mongoose';
import { type Actor, ROLES } from '../domain/access/actor.js';
import { mustBeImpartial } from '../domain/access/permissions.js';
import type { AccountInUse, AccountRead, AccountStore, Mandate, PersonRead, StoredAccount } from './account.js';
import { type FieldCrypto, personMarkOf } from './fieldCrypto.js';
import { accountSchema } from './models/peopleModels.js';
import { modelOf } from './storeKit.js';

/** Stands where there is nothing to look for: a look-up by an absent or empty value would find whatever lacks it. */
const NOTHING = '-';

const IMPARTIAL_ROLES = ROLES.filter(mustBeImpartial);

const ACCOUNT_FIELDS = {
  role: 1,
  displayName: 1,
  language: 1,
  county: 1,
  authorityId: 1,
  disabled: 1,
  demo: 1,
  passwordChangedAt: 1,
  noticesReadAt: 1,
  idIndex: 1,
  interests: 1,
  mandates: 1,
} as const satisfies Record<Exclude<keyof AccountRead, '_id'>, 1>;

const firmsBy = (foreignField: string, localField: string, as: string): object => ({
  $lookup: { from: 'enterprises', localField, foreignField, pipeline: [{ $project: { _id: 1 } }], as },
});
const valueIf = (condition: object, value: unknown): object => ({ $cond: [condition, value, NOTHING] });

/**
 * Stages that add to each document the account it names in this field and the person's firms, each looked up by an index:
 * who asks is one question, whatever the role.
 */
export const personStages = (accountField: string): object[] => [
  {
    $lookup: {
      from: 'accounts',
      localField: accountField,
      foreignField: '_id',
      pipeline: [{ $project: ACCOUNT_FIELDS }],
      as: 'person',
    },
  },
  { $set: { person: { $first: '$person' } } },
  // Without a mark there is no ID number to know the person by.
  {
    $set: {
      soughtId: valueIf({ $in: ['$person.role', [...IMPARTIAL_ROLES]] }, { $ifNull: ['$person.idIndex', NOTHING] }),
    },
  },
  {
    $lookup: {
      from: 'accounts',
      localField: 'soughtId',
      foreignField: 'idIndex',
      pipeline: [{ $project: { role: 1, mandates: 1 } }],
      as: 'others',
    },
  },
  firmsBy('representative.idIndex', 'soughtId', 'recorded'),
  {
    $set: {
      holders: {
        $concatArrays: [
          [valueIf({ $eq: ['$person.role', 'LEGAL_REP'] }, '$person._id')],
          {
            $map: { input: '$others', as: 'other', in: valueIf({ $eq: ['$$other.role', 'LEGAL_REP'] }, '$$other._id') },
          },
        ],
      },
    },
  },
  firmsBy('representativeAccountId', 'holders', 'bound'),
];

/** Reads accounts with the reach of their holders on a day. */
export function personReader(
  connection: Connection,
  crypto: FieldCrypto,
): Pick<AccountStore, 'actorOf' | 'inUse' | 'inUseOf'> {
  const accounts = modelOf<StoredAccount>(connection, 'Account', accountSchema);
  const inUseOf = (read: PersonRead, today: string) => accountInUse(read, { today, crypto });
  const inUse = async (accountId: string, today: string) => {
    const stages = [{ $match: { _id: accountId } }, { $project: { _id: 1 } }, ...personStages('_id')];
    const [read] = await accounts.aggregate<PersonRead>(stages as never);
    return read === undefined ? null : inUseOf(read, today);
  };
  return {
    inUse,
    inUseOf,
    async actorOf({ accountId }, today) {
      const found = await inUse(accountId, today);
      if (found === null) throw new Error(`No account ${accountId}`);
      return found.actor;
    },
  };
}

function accountInUse(
  read: PersonRead,
  { today, crypto }: { today: string; crypto: FieldCrypto },
): AccountInUse | null {
  const { person } = read;
  if (person === undefined || person === null) return null;
  const { _id: accountId, role, displayName, language, disabled, demo, passwordChangedAt, noticesReadAt } = person;
  return {
    ...{ accountId, role, displayName, language, disabled, demo, passwordChangedAt },
    ...(noticesReadAt !== undefined && { noticesReadAt }),
    actor: actorFrom(person, { ...firmsOf(read, person, today), crypto }),
  };
}

const idsOf = (found: readonly { _id: string }[]): string[] => found.map(({ _id }) => _id);

const validOn = (today: string, mandates: readonly Mandate[]): string[] =>
  mandates.filter(({ validUntil }) => validUntil >= today).map(({ uscc }) => uscc);

/**
 * Firms the account acts for today, and of a reviewer those that the same person represents by whatever account: as the
 * representative on record, through a representative's account, or as an agent with a valid mandate.
 */
function firmsOf({ others, recorded, bound }: PersonRead, { role, mandates }: AccountRead, today: string) {
  if (role === 'LEGAL_REP') return { usccs: idsOf(bound), represents: [] };
  const asAgent = others.flatMap(other => (other.role === 'AGENT' ? validOn(today, other.mandates) : []));
  const represents = [...new Set([...idsOf(recorded), ...idsOf(bound), ...asAgent])].sort();
  return { usccs: validOn(today, mandates), represents };
}

function actorFrom(
  { _id: accountId, role, idIndex, county, authorityId, interests }: AccountRead,
  { usccs, represents, crypto }: { usccs: readonly string[]; represents: readonly string[]; crypto: FieldCrypto },
): Actor {
  return {
    accountId,
    role,
    ...(idIndex !== undefined && { personMark: personMarkOf(idIndex, crypto) }),
    ...(county !== undefined && { county }),
    ...(authorityId !== undefined && { authorityId }),
    usccs,
    interests,
    ...(represents.length > 0 && { represents }),
  };
}
