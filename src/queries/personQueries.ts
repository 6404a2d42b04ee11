import { type DataAccess, type Enterprise, needsCity, type PersonQuestion, type RecordOrigin } from '../data/index.js';
import type { Actor } from '../domain/access/actor.js';
import { mayDecidePerson } from '../domain/entries/personQuestion.js';
import type { Refusal } from '../domain/refusal.js';

/** Where a part of the record has its value from. */
export interface KnownOrigin extends RecordOrigin {
  /** Name of the list file. */
  fileName?: string;
}

export interface PersonEvidence {
  /** The firm as it is on record now; null where it is gone. */
  readonly firm: Enterprise | null;
  /** Opaque word of the present record. */
  readonly print: string;
  readonly since?: number;
  readonly origins: { readonly name?: KnownOrigin; readonly idNumber?: KnownOrigin; readonly phone?: KnownOrigin };
  /** When the representative's account was made. */
  readonly accountSince?: number;
  /** The record is another one than when the question arose. */
  readonly changed: boolean;
  readonly cityToo: boolean;
  /** Why this reader decides nothing here; null where he or she may. */
  readonly obstacle: Refusal | null;
  /** Display names of those who uploaded the lists and who decided, by account. */
  readonly names: ReadonlyMap<string, string>;
}

type Stores = Pick<DataAccess, 'enterprises' | 'imports' | 'accounts' | 'cases'>;

/** Everything that speaks for either side of an open question. */
export async function personEvidence(
  { data }: { data: Stores },
  { question, actor }: { question: PersonQuestion; actor: Actor },
): Promise<PersonEvidence> {
  const { uscc, evidence, decisions } = question;
  const [firm, record] = await Promise.all([data.enterprises.findByUscc(uscc), data.enterprises.personOf(uscc)]);
  const people = [...new Set([...evidence.map(({ by }) => by), ...decisions.map(({ accountId }) => accountId)])];
  // After the decision the record as the question found it.
  const standing = question.state === 'DECIDED' ? question.standing : (record ?? question.standing);
  const { accountId, since } = standing;
  const [origins, account, cityToo, names] = await Promise.all([
    originsOf(data, standing),
    accountId === undefined ? null : data.accounts.findById(accountId),
    needsCity(data.cases, { uscc, accountId }),
    data.accounts.displayNames(people),
  ]);
  return {
    ...{ firm, origins, cityToo, names, print: record?.print ?? '' },
    ...(since !== undefined && { since }),
    ...(account !== null && { accountSince: account.createdAt }),
    changed: question.state !== 'DECIDED' && record?.print !== question.print,
    obstacle: obstacleOf(question, actor),
  };
}

function obstacleOf(question: PersonQuestion, actor: Actor): Refusal | null {
  const verdict = mayDecidePerson(question, actor);
  return verdict.ok ? null : verdict.refusal;
}

async function originsOf(
  data: Stores,
  { from, idFrom, phoneFrom }: PersonQuestion['standing'],
): Promise<PersonEvidence['origins']> {
  const named = async (origin: RecordOrigin | undefined): Promise<KnownOrigin | undefined> => {
    if (origin?.importId === undefined) return origin;
    const list = await data.imports.find(origin.importId);
    return list === null ? origin : { ...origin, fileName: list.fileName };
  };
  const [name, idNumber, phone] = await Promise.all([from, idFrom, phoneFrom].map(named));
  return {
    ...(name !== undefined && { name }),
    ...(idNumber !== undefined && { idNumber }),
    ...(phone !== undefined && { phone }),
  };
}
