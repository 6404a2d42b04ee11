import { ApplicationFailure } from '@temporalio/common';
import type { Certificate, Enterprise } from '../src/data/index.js';
import { dayOf, yearOf } from '../src/domain/calendarDay.js';
import { certificateNumber, certificateValidUntil } from '../src/domain/training/trainingCertificate.js';
import { creditedMinutes } from '../src/domain/training/trainingProgress.js';
import { trainingRules } from '../src/facts/law.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireAttempt } from './requireAttempt.js';
import { newVerificationCode } from './verificationCode.js';

/**
 * Gives the certificate of a passed sitting a number, writes its PDF and stores both. Every step is stored under the
 * sitting's own id, so that a second run finds what the first one left.
 */
export const createIssueTrainingCertificate =
  (dependencies: ActivityDependencies) =>
  async ({ attemptId }: { attemptId: string }): Promise<{ certificateId: string }> => {
    const { data, documents, baseUrl } = dependencies;
    const certificate = (await data.certificates.ofAttempt(attemptId)) ?? (await issue(dependencies, attemptId));
    const { certificateId, accountId, number, personName, minutes, score, issuedOn, validUntil } = certificate;
    if (certificate.documentId !== undefined) return { certificateId };

    const documentId = `certificate:${attemptId}`;
    const verificationCode = newVerificationCode();
    const firms = await data.enterprises.findManyByUscc(certificate.usccs);
    const meta = { number, score, issuedOn, validUntil };
    const at = (await requireAttempt(data, attemptId)).closedAt ?? dependencies.clock();
    const { bytes } = await documents.trainingCertificate({
      issuedAt: new Date(at).toISOString(),
      ...{ number, personName, minutes, score, issuedOn, validUntil, verificationCode },
      enterprises: firms.map(({ name, uscc }) => ({ name, uscc })),
      verifyUrl: `${baseUrl}/verify/${verificationCode}`,
    });
    // Of two runs at once the first bytes stay, with the code printed on them.
    await data.documents.put({ documentId, kind: 'CERTIFICATE', bytes, verificationCode, accountId, meta, at });
    await data.certificates.attachDocument(certificateId, documentId);
    return { certificateId };
  };

async function issue(dependencies: ActivityDependencies, attemptId: string): Promise<Certificate> {
  const { data } = dependencies;
  const { accountId, outcome, closedAt } = await requireAttempt(data, attemptId);
  if (outcome?.passed !== true || closedAt === undefined)
    throw ApplicationFailure.nonRetryable('the quiz is not passed', 'NotPassed');
  const [account, firms, progress, policy] = await Promise.all([
    data.accounts.findById(accountId),
    data.enterprises.ofRepresentative(accountId),
    data.training.progress(accountId),
    trainingRules(dependencies, closedAt),
  ]);
  if (account === null) throw ApplicationFailure.nonRetryable('account is not stored', 'MissingAccount');
  const issuedOn = dayOf(closedAt);
  const sequence = await data.counters.next(`trainingCertificate:${String(yearOf(issuedOn))}`);
  return data.certificates.issue({
    certificateId: attemptId,
    number: certificateNumber(issuedOn, sequence),
    accountId,
    attemptId,
    personName: account.displayName,
    usccs: firms.map(({ uscc }: Enterprise) => uscc),
    score: outcome.score,
    minutes: progress === null ? 0 : creditedMinutes(progress),
    issuedOn,
    validUntil: certificateValidUntil(issuedOn, policy),
  });
}
