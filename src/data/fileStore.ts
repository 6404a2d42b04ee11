import { once } from 'node:events';
import type { Readable } from 'node:stream';
import mongoose, { type Connection } from 'mongoose';
import { type FieldCrypto, sha256 } from './fieldCrypto.js';

export interface StoredFile {
  fileId: string;
  sha256: string;
  size: number;
}

/** Bytes behind documents, evidence and imports: sealed at rest, each save under a fresh id, so a broken upload harms nothing. */
export interface FileStore {
  save(bytes: Buffer, kind: string): Promise<StoredFile>;
  read(fileId: string): Promise<Buffer | null>;
  remove(fileId: string): Promise<void>;
}

const CONTEXT = 'files';

/** GridFS bucket `files`. Hash and size are those of the plain bytes. */
export function fileStore(connection: Connection, crypto: FieldCrypto): FileStore {
  if (connection.db === undefined) throw new Error('The database connection is not open');
  const bucket = new mongoose.mongo.GridFSBucket(connection.db, { bucketName: 'files' });
  const idOf = (fileId: string) => new mongoose.mongo.ObjectId(fileId);
  return {
    async save(bytes, kind) {
      const upload = bucket.openUploadStream(kind);
      upload.end(crypto.sealBytes(bytes, CONTEXT));
      await once(upload, 'finish');
      return { fileId: upload.id.toHexString(), sha256: sha256(bytes), size: bytes.length };
    },
    async read(fileId) {
      const known = await bucket.find({ _id: idOf(fileId) }).hasNext();
      if (!known) return null;
      return crypto.openBytes(await collect(bucket.openDownloadStream(idOf(fileId))), CONTEXT);
    },
    async remove(fileId) {
      const known = await bucket.find({ _id: idOf(fileId) }).hasNext();
      if (known) await bucket.delete(idOf(fileId));
    },
  };
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
