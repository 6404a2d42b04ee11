import type { Connection } from 'mongoose';
import type { ListType } from '../domain/repair/stages.js';
import { commitmentSchema } from './models/listModels.js';
import {
  bare,
  done,
  insertOnce,
  modelOf,
  nameKeyOf,
  type Page,
  type PageRequest,
  readPage,
  startsWith,
  without,
} from './storeKit.js';

/** The public view of a signed commitment: firm, matter, statements, date; no personal data (part 6). */
export interface PublicCommitment {
  caseId: string;
  entryId: string;
  uscc: string;
  enterpriseName: string;
  county: string;
  listType: ListType;
  authorityName: string;
  decisionNumber: string;
  letterId: string;
  letterNumber: string;
  /** Codes of the ticked statements, C1 … C10. */
  statements: readonly string[];
  /** The firm's own improvement measures. */
  measures: string;
  signedOn: string;
  state: 'PUBLISHED' | 'REVOKED';
  publishedAt: number;
  revokedAt?: number;
  revokedReason?: string;
}

export interface CommitmentStore {
  /** Again with a newer letter of the same case: the newer letter is shown. */
  publish(commitment: Omit<PublicCommitment, 'state' | 'revokedAt' | 'revokedReason'>): Promise<void>;
  revoke(caseId: string, revocation: { at: number; reason: string }): Promise<void>;
  find(caseId: string): Promise<PublicCommitment | null>;
  /** Newest first; by exact USCC or beginning of the name. */
  list(
    filter: { uscc?: string | undefined; namePrefix?: string | undefined },
    page: PageRequest,
  ): Promise<Page<PublicCommitment>>;
}

type StoredCommitment = Omit<PublicCommitment, 'caseId'> & { _id: string; nameKey: string };

export function commitmentStore(connection: Connection): CommitmentStore {
  const commitments = modelOf<StoredCommitment>(connection, 'Commitment', commitmentSchema);
  const read = async (filter: object) => (await commitments.find(filter).lean()).map(toCommitment);
  return {
    async publish({ caseId, publishedAt, ...rest }) {
      const content = { ...rest, statements: [...rest.statements], nameKey: nameKeyOf(rest.enterpriseName) };
      const document = { _id: caseId, ...content, publishedAt, state: 'PUBLISHED' as const };
      if (await insertOnce(() => commitments.create([document]))) return;
      await commitments.updateOne({ _id: caseId }, { $set: content });
    },
    revoke: (caseId, { at, reason }) =>
      done(
        commitments.updateOne(
          { _id: caseId, state: 'PUBLISHED' },
          { $set: { state: 'REVOKED', revokedAt: at, revokedReason: reason } },
        ),
      ),
    find: async caseId => (await read({ _id: caseId }))[0] ?? null,
    list: ({ uscc, namePrefix }, request) =>
      readPage(commitments as never, {
        filter: {
          ...(uscc !== undefined && { uscc }),
          ...(namePrefix !== undefined && namePrefix !== '' && { nameKey: startsWith(namePrefix) }),
        },
        sort: { publishedAt: -1, _id: -1 },
        request,
        toValue: toCommitment,
      }),
  };
}

function toCommitment(document: object): PublicCommitment {
  return bare<PublicCommitment>(without(document as StoredCommitment, 'nameKey'), 'caseId');
}
