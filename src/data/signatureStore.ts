import type { Connection } from 'mongoose';
import type { FieldCrypto } from './fieldCrypto.js';
import { signatureSchema } from './models/caseModels.js';
import { done, insertOnce, modelOf, op } from './storeKit.js';

/**
 * One act of signing: who, what, how, from where (F29); or a draft that was read. Everything but ids, hash and times is
 * sealed at rest.
 */
export interface Signature<Content = unknown> {
  signatureId: string;
  caseId: string;
  accountId: string;
  /** SHA-256 of the canonical content. */
  contentHash: string;
  /** Exactly what the preview showed. */
  content: Content;
  /** Drawn signature (PNG data or path), or the typed name as the accessible alternative. */
  drawn?: string | undefined;
  typedName?: string | undefined;
  ip: string;
  device: string;
  at: number;
  /** When the statements of the letter were ticked; of a draft, by the account that it names. */
  tickedAt?: number | undefined;
  /** Set where the act signed nothing: the case refused it, or its letter could not be made. */
  refusedAt?: number | undefined;
}

export interface SignatureStore {
  /** The first save under an id stays. */
  save(signature: Signature): Promise<'saved' | 'already'>;
  /** Notes on a draft who ticked its statements and when; the last time counts. False where there is no such draft. */
  tick(signatureId: string, ticking: { accountId: string; at: number }): Promise<boolean>;
  /** Notes that the act signed nothing: the case refused it, or its letter could not be made. The first time counts. */
  refuse(signatureId: string, at: number): Promise<void>;
  find<Content = unknown>(signatureId: string): Promise<Signature<Content> | null>;
  ofCase<Content = unknown>(caseId: string): Promise<Signature<Content>[]>;
}

interface StoredSignature {
  _id: string;
  caseId: string;
  accountId: string;
  contentHash: string;
  at: number;
  tickedAt?: number;
  refusedAt?: number;
  content: string;
}

const PLACE = 'signatures.content';

export function signatureStore(connection: Connection, crypto: FieldCrypto): SignatureStore {
  const signatures = modelOf<StoredSignature>(connection, 'Signature', signatureSchema);
  const read = async <Content>(filter: object): Promise<Signature<Content>[]> =>
    (await signatures.find(filter).sort({ at: -1, _id: 1 }).lean()).map(({ _id, content, ...rest }) => ({
      signatureId: _id,
      ...rest,
      ...(JSON.parse(crypto.open(content, PLACE)) as Pick<Signature<Content>, 'content' | 'ip' | 'device'>),
    }));
  return {
    async save({ signatureId, caseId, accountId, contentHash, at, tickedAt, refusedAt, ...sealed }) {
      const content = crypto.seal(JSON.stringify(sealed), PLACE);
      const times = { at, ...(tickedAt !== undefined && { tickedAt }), ...(refusedAt !== undefined && { refusedAt }) };
      const document = { _id: signatureId, caseId, accountId, contentHash, ...times, content };
      return (await insertOnce(() => signatures.create([document]))) ? 'saved' : 'already';
    },
    tick: async (signatureId, { accountId, at }) =>
      (await signatures.updateOne({ _id: signatureId }, { $set: { accountId, tickedAt: at } })).matchedCount === 1,
    refuse: (signatureId, at) =>
      done(signatures.updateOne({ _id: signatureId, refusedAt: op({ $exists: false }) }, { $set: { refusedAt: at } })),
    find: async <Content>(signatureId: string) => (await read<Content>({ _id: signatureId }))[0] ?? null,
    ofCase: <Content>(caseId: string) => read<Content>({ caseId }),
  };
}
