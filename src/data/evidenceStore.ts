import type { Connection } from 'mongoose';
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
  const place = async (document: StoredEvidence, maxFiles: number): Promise<boolean> => {
    for (let slot = 1; slot <= maxFiles; slot += 1) {
      if (await insertOnce(() => evidence.create([{ ...document, slot }]))) return true;
      if ((await evidence.exists({ _id: document._id })) !== null) return false;
    }
    return false;
  };

  return {
    async add({ evidenceId, bytes, maxFiles, ...rest }) {
      const earlier = await known(evidenceId);
      if (earlier !== null) return { outcome: 'already', evidence: earlier };
      if ((await evidence.countDocuments({ caseId: rest.caseId, slot: op({ $exists: true }) })) >= maxFiles) {
        return { outcome: 'full' };
      }
      const kept = await files.save(bytes, 'evidence');
      const document = { _id: evidenceId, ...rest, ...kept };
      if (await place(document, maxFiles)) return { outcome: 'added', evidence: toEvidence(document) };
      await files.remove(kept.fileId);
      const other = await known(evidenceId);
      return other === null ? { outcome: 'full' } : { outcome: 'already', evidence: other };
    },
    async list(caseId, { removed = false } = {}) {
      const filter = removed ? { caseId } : { caseId, slot: op({ $exists: true }) };
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
