import type { Courseware } from '../courseware/index.js';
import type { Certificate, DataAccess, Enterprise, ExamAttempt, StoredDocument } from '../data/index.js';
import { dayOf } from '../domain/calendarDay.js';
import type { Basis } from '../domain/law/sources.js';
import type { TrainingPolicy } from '../domain/policy/policy.js';
import { trainingPolicy } from '../domain/policy/policySet.js';
import type { Verdict } from '../domain/refusal.js';
import { examEligibility, type ExamStanding, examStanding } from '../domain/training/examEligibility.js';
import { attemptRecords } from '../domain/training/examRecord.js';
import type { Paper } from '../domain/training/quizPaper.js';
import { emptyProgress, type TrainingProgress, type TrainingRules } from '../domain/training/trainingProgress.js';

export interface TrainingSources {
  readonly data: Pick<DataAccess, 'training' | 'exams' | 'policies' | 'certificates' | 'documents' | 'enterprises'>;
  readonly courseware: Courseware;
  readonly demo: boolean;
  readonly clock: () => number;
}

/** Where a person stands with courses, quiz and certificate, now. */
export interface TrainingStanding {
  readonly policy: TrainingPolicy;
  readonly rules: TrainingRules;
  readonly progress: TrainingProgress;
  /** Newest first. */
  readonly attempts: readonly ExamAttempt<Paper>[];
  readonly standing: ExamStanding;
  /** Whether a sitting may start now. */
  readonly verdict: Verdict;
  /** All of the person, valid longest first. */
  readonly certificates: readonly Certificate[];
}

export type TrainingQueries = ReturnType<typeof trainingQueries>;

/** Reads of the learner's pages. */
export function trainingQueries({ data, courseware, demo, clock }: TrainingSources) {
  const policy = async (): Promise<TrainingPolicy> =>
    trainingPolicy(await data.policies.rows(), { day: dayOf(clock()), demo });

  return {
    policy,
    async standing(accountId: string): Promise<TrainingStanding> {
      const [figures, stored, attempts, certificates] = await Promise.all([
        policy(),
        data.training.progress(accountId),
        data.exams.ofAccount(accountId),
        data.certificates.ofAccount(accountId),
      ]);
      const progress = stored ?? emptyProgress(accountId);
      const record = { progress, attempts: attemptRecords(attempts) };
      const now = clock();
      return {
        ...{ policy: figures, rules: { ...figures, lessons: courseware.lessonIds }, progress, attempts, certificates },
        standing: examStanding(record, figures, now),
        verdict: examEligibility(record, figures, now),
      };
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
