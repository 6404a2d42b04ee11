import type { Connection } from 'mongoose';
import { certificateSchema } from './models/trainingModels.js';
import { bare, insertOnce, modelOf, op, done } from './storeKit.js';

/** A training certificate. `usccs`: the firms represented by the person on the day of completion. */
export interface Certificate {
  certificateId: string;
  number: string;
  accountId: string;
  attemptId: string;
  personName: string;
  usccs: readonly string[];
  score: number;
  minutes: number;
  /** YYYY-MM-DD in Asia/Shanghai. */
  issuedOn: string;
  /** Last day of validity, YYYY-MM-DD. */
  validUntil: string;
  documentId?: string;
}

export interface CertificateStore {
  /** One per attempt: a repeated issue returns the stored certificate. */
  issue(certificate: Certificate): Promise<Certificate>;
  find(certificateId: string): Promise<Certificate | null>;
  ofAttempt(attemptId: string): Promise<Certificate | null>;
  ofAccount(accountId: string): Promise<Certificate[]>;
  /** The certificate valid longest on this day. */
  validOf(accountId: string, day: string): Promise<Certificate | null>;
  /** What counts for a case of this person on this day: the certificate it holds where that is such a one, else as `validOf`. */
  forCase(person: { accountId: string; day: string; held: string | undefined }): Promise<Certificate | null>;
  ofYear(year: number): Promise<Certificate[]>;
  attachDocument(certificateId: string, documentId: string): Promise<void>;
}

type StoredCertificate = Omit<Certificate, 'certificateId'> & { _id: string };

export function certificateStore(connection: Connection): CertificateStore {
  const certificates = modelOf<StoredCertificate>(connection, 'Certificate', certificateSchema);
  const read = async (filter: object) =>
    (await certificates.find(filter).sort({ validUntil: -1, _id: 1 }).lean()).map(document =>
      bare<Certificate>(document, 'certificateId'),
    );
  const one = async (filter: object) => (await read(filter))[0] ?? null;
  const countingOn = (accountId: string, day: string) => ({
    accountId,
    issuedOn: op({ $lte: day }),
    validUntil: op({ $gte: day }),
  });
  return {
    async issue({ certificateId, ...rest }) {
      const document = { _id: certificateId, ...rest, usccs: [...rest.usccs] };
      const written = await insertOnce(() => certificates.create([document]));
      const stored = await one({ attemptId: rest.attemptId });
      if (stored === null) throw new Error('A certificate id or number is used by another attempt');
      return written ? { certificateId, ...rest } : stored;
    },
    find: certificateId => one({ _id: certificateId }),
    ofAttempt: attemptId => one({ attemptId }),
    ofAccount: accountId => read({ accountId }),
    validOf: (accountId, day) => one(countingOn(accountId, day)),
    async forCase({ accountId, day, held }) {
      const counting = await read(countingOn(accountId, day));
      return counting.find(({ certificateId }) => certificateId === held) ?? counting[0] ?? null;
    },
    ofYear: year => read({ issuedOn: op({ $gte: `${String(year)}-01-01`, $lte: `${String(year)}-12-31` }) }),
    attachDocument: (certificateId, documentId) =>
      done(certificates.updateOne({ _id: certificateId }, { $set: { documentId } })),
  };
}
