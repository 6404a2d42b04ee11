import type { Connection } from 'mongoose';
import { dayOf } from '../domain/calendarDay.js';
import { accountSchema, enterpriseSchema } from './models/peopleModels.js';
import { certificateSchema } from './models/trainingModels.js';
import { modelOf, op, ROWS_AT_ONCE } from './storeKit.js';

interface Training {
  accountId: string;
  issuedOn: string;
  usccs: readonly string[];
}
interface Holder {
  _id: string;
  idIndex?: string;
}
interface Office {
  _id: string;
  representativeAccountId?: string;
  representative: { idIndex?: string; since?: number };
}

/**
 * Day of the first training passed between two days, by firm (part 8.1). A training counts for the firms its holder
 * represented at completion, whoever came after (doubt 5), and for every firm listed later whose representative, in
 * office since before, is the same account or person. Four reads, whatever their number.
 */
export function trainingDays(connection: Connection) {
  const certificates = modelOf<Training>(connection, 'Certificate', certificateSchema);
  const officesOf = officeReader(connection);
  return async ({ first, last }: { first: string; last: string }): Promise<ReadonlyMap<string, string>> => {
    const trainings = (await certificates
      .find({ issuedOn: op({ $gte: first, $lte: last }) }, { issuedOn: 1, usccs: 1, accountId: 1 })
      .sort({ issuedOn: -1 })
      .batchSize(ROWS_AT_ONCE)
      .lean()) as readonly Training[];
    const offices = await officesOf([...new Set(trainings.map(({ accountId }) => accountId))]);
    // Newest first, so that the earliest training is the one that stays.
    return new Map(
      trainings.flatMap(({ accountId, issuedOn, usccs }) => {
        const held = (offices.get(accountId) ?? []).filter(office => wasInOffice(office, issuedOn));
        return [...usccs, ...held.map(({ _id }) => _id)].map(uscc => [uscc, issuedOn] as const);
      }),
    );
  };
}

/** Who took over a firm after the training was not in office at completion. */
const wasInOffice = ({ representative: { since } }: Office, day: string): boolean =>
  since === undefined || dayOf(since) <= day;

/** The firms that each account represents now, by itself or as the person that the firm's record names. */
function officeReader(connection: Connection) {
  const accounts = modelOf<Holder>(connection, 'Account', accountSchema);
  const enterprises = modelOf<Office>(connection, 'Enterprise', enterpriseSchema);
  const fields = { representativeAccountId: 1, 'representative.idIndex': 1, 'representative.since': 1 };
  const firms = async (filter: object) =>
    (await enterprises.find(filter, fields).batchSize(ROWS_AT_ONCE).lean()) as unknown as Office[];

  return async (accountIds: readonly string[]): Promise<ReadonlyMap<string, readonly Office[]>> => {
    const holders = (await accounts
      .find({ _id: op({ $in: [...accountIds] }) }, { idIndex: 1 })
      .batchSize(ROWS_AT_ONCE)
      .lean()) as Holder[];
    const marks = holders.flatMap(({ idIndex }) => idIndex ?? []);
    const [byAccount, byPerson] = await Promise.all([
      firms({ representativeAccountId: op({ $in: [...accountIds] }) }),
      firms({ 'representative.idIndex': op({ $in: marks }) }),
    ]);
    const ofAccount = grouped(byAccount, office => office.representativeAccountId);
    const ofPerson = grouped(byPerson, office => office.representative.idIndex);
    const personOf = new Map(holders.map(({ _id, idIndex }) => [_id, idIndex]));
    return new Map(
      accountIds.map(id => [id, [...(ofAccount.get(id) ?? []), ...(ofPerson.get(personOf.get(id)) ?? [])]]),
    );
  };
}

function grouped(offices: readonly Office[], keyOf: (office: Office) => string | undefined) {
  const groups = new Map<string | undefined, Office[]>();
  for (const office of offices) {
    const group = groups.get(keyOf(office));
    if (group === undefined) groups.set(keyOf(office), [office]);
    else group.push(office);
  }
  return groups;
}
