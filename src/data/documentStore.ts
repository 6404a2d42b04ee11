import type { Connection } from 'mongoose';
import type { FileStore } from './fileStore.js';
import { documentSchema } from './models/caseModels.js';
import { bare, done, insertOnce, modelOf, op, without } from './storeKit.js';

/** A document as issued: the bytes never change and are never rendered again. */
export interface StoredDocument {
  documentId: string;
  /** COMMITMENT, EXIT_NOTICE, REJECTION, NON_ACCEPTANCE, CERTIFICATE … */
  kind: string;
  sha256: string;
  size: number;
  verificationCode?: string;
  caseId?: string;
  accountId?: string;
  /** Facts shown beside it (number, firm, day); no personal data. */
  meta: Readonly<Record<string, string | number>>;
  at: number;
  revokedAt?: number;
  revokedReason?: string;
}

export interface NewDocument {
  documentId: string;
  kind: string;
  bytes: Buffer;
  verificationCode?: string | undefined;
  caseId?: string | undefined;
  accountId?: string | undefined;
  meta: Readonly<Record<string, string | number>>;
  at: number;
}

export interface DocumentStore {
  /** The first bytes under an id stay; a repeated put returns what is stored and drops the new bytes. */
  put(document: NewDocument): Promise<StoredDocument>;
  find(documentId: string): Promise<StoredDocument | null>;
  /** The document with its bytes. */
  get(documentId: string): Promise<{ document: StoredDocument; bytes: Buffer } | null>;
  findBySha256(sha256: string): Promise<StoredDocument | null>;
  findByCode(verificationCode: string): Promise<StoredDocument | null>;
  ofCase(caseId: string): Promise<StoredDocument[]>;
  /** The bytes stay; verification says "later revoked". */
  revoke(documentId: string, revocation: { at: number; reason: string }): Promise<void>;
}

type Kept = Omit<StoredDocument, 'documentId'> & { _id: string; fileId: string };

/** Issued documents: facts and hash here, bytes in GridFS. The insert of the facts is the moment of issue. */
export function documentStore(connection: Connection, files: FileStore): DocumentStore {
  const documents = modelOf<Kept>(connection, 'Document', documentSchema);
  const read = async (filter: object) => (await documents.find(filter).sort({ at: 1, _id: 1 }).lean()).map(toDocument);
  const one = async (filter: object) => (await read(filter))[0] ?? null;
  return {
    async put({ documentId, bytes, ...rest }) {
      const kept = await files.save(bytes, rest.kind);
      const document = { _id: documentId, ...rest, meta: { ...rest.meta }, ...kept };
      if (await insertOnce(() => documents.create([document as never]))) return toDocument(document);
      await files.remove(kept.fileId);
      const stored = await one({ _id: documentId });
      if (stored === null) throw new Error('A verification code is used by two documents');
      return stored;
    },
    find: documentId => one({ _id: documentId }),
    async get(documentId) {
      const kept = await documents.findById(documentId).lean();
      const bytes = kept === null ? null : await files.read(kept.fileId);
      return kept === null || bytes === null ? null : { document: toDocument(kept), bytes };
    },
    findBySha256: sha256 => one({ sha256 }),
    findByCode: verificationCode => one({ verificationCode }),
    ofCase: caseId => read({ caseId }),
    revoke: (documentId, { at, reason }) =>
      done(
        documents.updateOne(
          { _id: documentId, revokedAt: op({ $exists: false }) },
          { $set: { revokedAt: at, revokedReason: reason } },
        ),
      ),
  };
}

function toDocument(kept: object): StoredDocument {
  return bare<StoredDocument>(without(kept as Kept, 'fileId'), 'documentId');
}
