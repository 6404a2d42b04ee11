import type { Connection, Model } from 'mongoose';
import type { ActorRef } from '../domain/repair/repairCase.js';
import type { FileStore } from './fileStore.js';
import { evidenceSchema, openingSchema } from './models/caseModels.js';
import { bare, bareOrNull, done, insertOnce, modelOf, op, without } from './storeKit.js';

export interface Evidence {
  evidenceId: string;
  caseId: string;
  /** MAT1 … MAT8. */
  material: string;
  fileName: string;
  contentType: string;
  size: number;
  sha256: string;
  uploadedBy: ActorRef;
  at: number;
  removedAt?: number;
  removedBy?: ActorRef;
}

export interface NewEvidence {
  evidenceId: string;
  caseId: string;
  material: string;
  fileName: string;
  contentType: string;
  bytes: Buffer;
  uploadedBy: ActorRef;
  at: number;
  /** Most files of one case, from the policy. */
  maxFiles: number;
}

export interface Opening {
  openingId: string;
  evidenceId: string;
  caseId: string;
  by: ActorRef;
  at: number;
}

export interface EvidenceStore {
  /** `full`: the case has its most files already, also when several uploads arrive at once. */
  add(evidence: NewEvidence): Promise<{ outcome: 'added' | 'already'; evidence: Evidence } | { outcome: 'full' }>;
  /** Files in place, oldest first; removed ones only when asked for. */
  list(caseId: string, options?: { removed?: boolean }): Promise<Evidence[]>;
  find(evidenceId: string): Promise<Evidence | null>;
  /** The bytes; null once removed. */
  bytes(evidenceId: string): Promise<Buffer | null>;
  /** Takes the file away and frees its place; the record stays, and with `keepFile` (an earlier submission) the bytes. */
  remove(evidenceId: string, removal: { by: ActorRef; at: number; keepFile?: boolean }): Promise<boolean>;
  logOpening(opening: Opening): Promise<void>;
  openings(caseId: string): Promise<Opening[]>;
}

type StoredEvidence = Omit<Evidence, 'evidenceId'> & { _id: string; slot?: number; fileId: string };

export function evidenceStore(connection: Connection, files: FileStore): EvidenceStore {
  const evidence = modelOf<StoredEvidence>(connection, 'Evidence', evidenceSchema);
  const known = async (evidenceId: string) => {
    const document = await evidence.findById(evidenceId).lean();
    return document === null ? null : toEvidence(document);
  };
  const slots = slotsOf(evidence);

  return {
    async add({ evidenceId, bytes, maxFiles, ...rest }) {
      const [earlier, free] = await Promise.all([known(evidenceId), slots.free(rest.caseId, maxFiles)]);
      if (earlier !== null) return { outcome: 'already', evidence: earlier };
      if (free.length === 0) return { outcome: 'full' };
      const kept = await files.save(bytes, 'evidence');
      const document = { _id: evidenceId, ...rest, ...kept };
      if (await slots.take(document, { maxFiles, free })) return { outcome: 'added', evidence: toEvidence(document) };
      await files.remove(kept.fileId);
      const other = await known(evidenceId);
      return other === null ? { outcome: 'full' } : { outcome: 'already', evidence: other };
    },
    async list(caseId, { removed = false } = {}) {
      const filter = removed ? { caseId } : inPlace(caseId);
      return (await evidence.find(filter).sort({ at: 1, _id: 1 }).lean()).map(toEvidence);
    },
    find: known,
    async bytes(evidenceId) {
      const document = await evidence.findById(evidenceId, { fileId: 1 }).lean();
      return document === null ? null : files.read(document.fileId);
    },
    async remove(evidenceId, { by, at, keepFile = false }) {
      const document = await evidence
        .findOneAndUpdate(
          { _id: evidenceId, slot: op({ $exists: true }) },
          { $set: { removedAt: at, removedBy: by }, $unset: { slot: 1 } },
        )
        .lean();
      if (document === null) return false;
      if (!keepFile) await files.remove(document.fileId);
      return true;
    },
    ...openingLog(connection),
  };
}

const inPlace = (caseId: string) => ({ caseId, slot: op({ $exists: true }) });

/** The numbered places of a case's files, each taken by one file, so that no rush of uploads goes over the limit. */
function slotsOf(evidence: Model<StoredEvidence>) {
  /** None where the case has its most files, also where the limit was higher when they came. */
  const free = async (caseId: string, maxFiles: number): Promise<number[]> => {
    const taken = (await evidence.find(inPlace(caseId), { slot: 1 }).lean()).map(({ slot }) => slot);
    const all = Array.from({ length: maxFiles }, (_, index) => index + 1);
    return all.filter(slot => !taken.includes(slot)).slice(0, Math.max(0, maxFiles - taken.length));
  };
  return {
    free,
    /** False where an upload of the same id was first, or where no place is left. */
    async take(
      document: StoredEvidence,
      { maxFiles, free: first }: { maxFiles: number; free: readonly number[] },
    ): Promise<boolean> {
      // Others may take what is free now and give back what is not, so it is asked again until nothing is.
      for (let slots = first; slots.length > 0; slots = await free(document.caseId, maxFiles)) {
        for (const slot of slots) {
          if (await insertOnce(() => evidence.create([{ ...document, slot }]))) return true;
          if ((await evidence.exists({ _id: document._id })) !== null) return false;
        }
      }
      return false;
    },
  };
}

/** Who opened which file (PIPL: every look leaves a trace). */
function openingLog(connection: Connection): Pick<EvidenceStore, 'logOpening' | 'openings'> {
  const openings = modelOf<Omit<Opening, 'openingId'> & { _id: string }>(connection, 'EvidenceOpening', openingSchema);
  return {
    logOpening: ({ openingId, ...opening }) =>
      done(insertOnce(() => openings.create([{ _id: openingId, ...opening }]))),
    openings: async caseId =>
      (await openings.find({ caseId }).sort({ at: -1, _id: 1 }).lean()).flatMap(
        document => bareOrNull<Opening>(document, 'openingId') ?? [],
      ),
  };
}

function toEvidence(document: object): Evidence {
  return bare<Evidence>(without(document as StoredEvidence, 'slot', 'fileId'), 'evidenceId');
}
