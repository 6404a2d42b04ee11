import type { Connection } from 'mongoose';
import type { FileStore } from './fileStore.js';
import { type PREVIEW_REFUSALS, previewSchema } from './models/previewModel.js';
import { bare, insertOnce, modelOf, op, without } from './storeKit.js';

/** Why a file has no pictures: it asks for a password, cannot be read, or takes too much time or memory. */
export type PreviewRefusal = (typeof PREVIEW_REFUSALS)[number];

export interface Preview {
  /** Of the file whose pages these are. */
  sha256: string;
  at: number;
  /** False when the drawing was cut off; another attempt may get further. */
  complete: boolean;
  refusal?: PreviewRefusal;
  /** All pages of the file; not all of them have pictures. */
  pageCount: number;
  pages: readonly { number: number; width: number; height: number }[];
}

export interface DrawnPage {
  number: number;
  width: number;
  height: number;
  bytes: Buffer;
}

export interface PreviewStore {
  find(sha256s: readonly string[]): Promise<Preview[]>;
  /** Takes the place of an attempt that was cut off; a whole one stays, its pictures are the same. */
  put(preview: Omit<Preview, 'pages'>, pages: readonly DrawnPage[]): Promise<void>;
  picture(sha256: string, number: number): Promise<Buffer | null>;
  remove(sha256: string): Promise<void>;
}

type KeptPage = Preview['pages'][number] & { fileId: string };
type Kept = Omit<Preview, 'sha256' | 'pages'> & { _id: string; pages: KeptPage[] };

/** Facts here, pictures in GridFS, sealed like the evidence they show. */
export function previewStore(connection: Connection, files: FileStore): PreviewStore {
  const previews = modelOf<Kept>(connection, 'Preview', previewSchema);
  const drop = async (earlier: { pages: readonly KeptPage[] } | null) => {
    await Promise.all((earlier?.pages ?? []).map(({ fileId }) => files.remove(fileId)));
  };
  return {
    async find(sha256s) {
      const found = await previews.find({ _id: op({ $in: [...sha256s] }) }).lean();
      return found.map(({ pages, ...rest }) => ({
        ...bare<Omit<Preview, 'pages'>>(rest, 'sha256'),
        pages: pages.map(page => without(page, 'fileId')),
      }));
    },
    async put({ sha256, ...rest }, drawn) {
      const pages: KeptPage[] = [];
      for (const { bytes, ...page } of drawn) {
        pages.push({ ...page, fileId: (await files.save(bytes, 'preview')).fileId });
      }
      const document = { _id: sha256, ...rest, pages };
      const insert = () => insertOnce(() => previews.create([document]));
      if (await insert()) return;
      await drop(await previews.findOneAndDelete({ _id: sha256, complete: false }).lean());
      if (!(await insert())) await drop(document);
    },
    async picture(sha256, number) {
      const kept = await previews.findById(sha256, { pages: 1 }).lean();
      const page = kept?.pages.find(one => one.number === number);
      return page === undefined ? null : files.read(page.fileId);
    },
    async remove(sha256) {
      await drop(await previews.findOneAndDelete({ _id: sha256 }).lean());
    },
  };
}
