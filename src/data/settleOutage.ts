import { restoreModules } from '../domain/training/examEligibility.js';
import { lostThroughOutage } from '../domain/training/sittingOutage.js';
import { emptyProgress, type TrainingProgress } from '../domain/training/trainingProgress.js';
import type { AuditStore } from './auditStore.js';
import type { ExamAttempt, ExamStore } from './examStore.js';
import type { NoticeStore } from './noticeStore.js';
import type { TrainingStore } from './trainingStore.js';

interface Stores {
  readonly exams: Pick<ExamStore<never>, 'markVoid'>;
  readonly training: TrainingStore<TrainingProgress>;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly notices: Pick<NoticeStore, 'add'>;
}

/**
 * Marks a closed sitting void where it lost answers through an outage of ours: the modules it reopened are given back,
 * the act is recorded with its proof, and the person is told. True where it is void; done twice it is done once. `at`:
 * now, epoch milliseconds.
 */
export async function settleOutage(
  { exams, training, audit, notices }: Stores,
  attempt: ExamAttempt,
  at: number,
): Promise<boolean> {
  const { attemptId, accountId, outcome, closedAt, closesAt, receivedAt, outage } = attempt;
  if (closedAt === undefined || outcome === undefined) return false;
  if (!lostThroughOutage({ ...attempt, passed: outcome.passed })) return false;
  await exams.markVoid(attemptId, at);
  await training.update(
    accountId,
    progress => ({ progress: restoreModules(progress ?? emptyProgress(accountId), closedAt), result: undefined }),
    at,
  );
  await audit.append({
    ...{ chain: 'admin', kind: 'quizVoided', key: `quizVoided:${attemptId}`, at },
    data: { attemptId, accountId, outage, closesAt, receivedAt },
  });
  await notices.add({
    ...{ noticeId: `exam:${attemptId}:void`, accountId, code: 'quizVoided', at },
    values: { endedAt: closedAt },
  });
  return true;
}
