import { createActivities, type ActivityDependencies } from '../../../../activities/index.js';
import type { Courseware } from '../../../../src/courseware/index.js';
import type { DataAccess } from '../../../../src/data/index.js';
import { addDays, dayOf } from '../../../../src/domain/calendarDay.js';
import { trainingPolicy } from '../../../../src/domain/policy/policySet.js';
import { MODULE_IDS } from '../../../../src/domain/training/modules.js';
import { drawPaper } from '../../../../src/domain/training/quizPaper.js';
import { FIRM, NOW } from './objects.js';
import { personOf, REPRESENTATIVE } from './people.js';

export const RUNNING = 'attempt-running';
export const CLOSED = 'attempt-closed';
export const CERTIFICATE = { certificateId: 'certificate-here', number: 'TC-2026-000777' };
const HALF_HOUR = 1_800_000;

/** Both representatives have read everything; the one here holds a certificate, a closed sitting and a running one. */
export async function storeLearning(data: DataAccess, courseware: Courseware): Promise<void> {
  for (const side of ['here', 'elsewhere'] as const) {
    const { accountId } = personOf('LEGAL_REP', side);
    const done = { seconds: 1_800, completedAt: NOW, lessonsOpened: [] };
    const modules = Object.fromEntries(MODULE_IDS.map(moduleId => [moduleId, done]));
    const progress = { accountId, modules, unattendedSeconds: 0 };
    await data.training.update(accountId, () => ({ progress, result: undefined }), NOW);
  }
  await sit(data, courseware, { attemptId: CLOSED, closesAt: NOW - HALF_HOUR });
  const documents = {} as ActivityDependencies['documents'];
  const site = { baseUrl: 'http://xinfu.test', demo: true, clock: () => NOW };
  const { closeAttempt } = createActivities({ data, documents, courseware, ...site });
  await closeAttempt({ attemptId: CLOSED, at: NOW - HALF_HOUR });
  await sit(data, courseware, { attemptId: RUNNING, closesAt: NOW + HALF_HOUR });
  await storeCertificate(data);
}

async function sit(
  data: DataAccess,
  courseware: Courseware,
  { attemptId, closesAt }: { attemptId: string; closesAt: number },
): Promise<void> {
  const policy = trainingPolicy(await data.policies.on(dayOf(NOW)), { day: dayOf(NOW), demo: true });
  const { accountId } = personOf('LEGAL_REP');
  const paper = drawPaper(courseware.bank, { seed: attemptId, quiz: policy.quiz });
  const sitting = { attemptId, accountId, seed: attemptId, paper, seconds: policy.quiz.seconds };
  await data.exams.createAttempt({
    ...sitting,
    policyVersion: policy.version,
    createdAt: closesAt - policy.quiz.seconds * 1_000,
  });
  await data.exams.start(attemptId, closesAt);
}

async function storeCertificate(data: DataAccess): Promise<void> {
  const { accountId } = personOf('LEGAL_REP');
  const day = dayOf(NOW);
  await data.certificates.issue({
    ...CERTIFICATE,
    ...{ accountId, attemptId: 'attempt-of-last-year', personName: REPRESENTATIVE.name, usccs: [FIRM.uscc] },
    ...{ score: 96, minutes: 200, issuedOn: addDays(day, -30), validUntil: addDays(day, 300) },
  });
  const bytes = Buffer.from('%PDF-1.7 the certificate');
  const meta = { number: CERTIFICATE.number, enterpriseName: FIRM.name, uscc: FIRM.uscc };
  const documentId = 'certificate-document';
  await data.documents.put({ documentId, kind: 'CERTIFICATE', bytes, accountId, meta, at: NOW });
  await data.certificates.attachDocument(CERTIFICATE.certificateId, documentId);
}
