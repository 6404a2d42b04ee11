import type { Courseware } from '../courseware/index.js';
import type { Certificate, DataAccess, Enterprise, ExamAttempt, StoredDocument } from '../data/index.js';
import type { Basis } from '../domain/law/sources.js';
import type { TrainingPolicy } from '../domain/policy/policy.js';
import type { Paper } from '../domain/training/quizPaper.js';
import type { TrainingRules } from '../domain/training/trainingProgress.js';
import { trainingRules } from '../facts/law.js';
import { type Training, trainingOf } from '../facts/training.js';

export interface TrainingSources {
  readonly data: Pick<DataAccess, 'training' | 'exams' | 'policies' | 'certificates' | 'documents' | 'enterprises'>;
  readonly courseware: Courseware;
  readonly demo: boolean;
  readonly clock: () => number;
}

/** Where a person stands with courses, quiz and certificate, now. */
export interface TrainingStanding extends Training {
  readonly rules: TrainingRules;
  /** All of the person, valid longest first. */
  readonly certificates: readonly Certificate[];
}

export type TrainingQueries = ReturnType<typeof trainingQueries>;

/** Reads of the learner's pages. */
export function trainingQueries({ data, courseware, demo, clock }: TrainingSources) {
  const policy = (): Promise<TrainingPolicy> => trainingRules({ data, demo, clock });

  return {
    policy,
    async standing(accountId: string): Promise<TrainingStanding> {
      const [training, certificates] = await Promise.all([
        trainingOf({ data, demo, clock }, accountId),
        data.certificates.ofAccount(accountId),
      ]);
      return { ...training, rules: { ...training.policy, lessons: courseware.lessonIds }, certificates };
    },
    /** The sitting, where it is this person's own; null otherwise. */
    async ownAttempt(accountId: string, attemptId: string): Promise<ExamAttempt<Paper> | null> {
      const attempt = await data.exams.find(attemptId);
      return attempt?.accountId === accountId ? attempt : null;
    },
    /** The certificate with its firms and, once written, its document; null where it is not this person's own. */
    async ownCertificate(accountId: string, certificateId: string): Promise<OwnCertificate | null> {
      const certificate = await data.certificates.find(certificateId);
      if (certificate?.accountId !== accountId) return null;
      const [{ sources }, enterprises, document] = await Promise.all([
        policy(),
        data.enterprises.findManyByUscc(certificate.usccs),
        certificate.documentId === undefined ? null : data.documents.find(certificate.documentId),
      ]);
      return { certificate, enterprises, document, validityBasis: sources.certificateMonths };
    },
  };
}

export interface OwnCertificate {
  readonly certificate: Certificate;
  readonly enterprises: readonly Enterprise[];
  readonly document: StoredDocument | null;
  /** What its validity rests on. */
  readonly validityBasis: Basis;
}
