import type { TrainingPolicy } from '../policy/policy.js';
import { ALLOWED, refuse, type Verdict } from '../refusal.js';
import { MODULE_IDS, type ModuleId } from './modules.js';
import { owedSeconds, trainingComplete, type TrainingProgress } from './trainingProgress.js';

/** One sitting as the rules see it; `closedAt` (epoch milliseconds) is absent while it runs. */
export interface AttemptRecord {
  closedAt?: number;
  passed: boolean;
  failedModules: readonly ModuleId[];
  /** Lost answers through an outage of ours, see `lostThroughOutage`: not counted as an attempt. */
  void?: true;
}

export interface ExamRecord {
  progress: TrainingProgress;
  /** Every sitting of the person, oldest first. */
  attempts: readonly AttemptRecord[];
}

export interface ExamStanding {
  /** Failed sittings of the present round. */
  used: number;
  left: number;
  /** The instant from which the next round may begin, epoch milliseconds; only where the last round is used up. */
  coolDownEndsAt?: number;
  /** Modules to be taken again before the next round. */
  retake: readonly ModuleId[];
  running: boolean;
}

type ExamRules = Pick<TrainingPolicy, 'quiz' | 'trainingSeconds'>;

/**
 * The progress as it stands after a sitting: when the round is used up, the modules failed last lose their time, lessons
 * and completion and are to be earned again. Doing it twice changes nothing; new reading is never taken away.
 */
export function reopenFailedModules(record: ExamRecord, rules: ExamRules, nowMs: number): TrainingProgress {
  const { progress } = record;
  const { retake } = examStanding(record, rules, nowMs);
  const reopened = retake.filter(moduleId => progress.modules[moduleId]?.completedAt !== undefined);
  const kept = Object.entries(progress.modules).filter(
    ([moduleId]) => !(reopened as readonly string[]).includes(moduleId),
  );
  if (reopened.length === 0) return progress;
  const modules = Object.fromEntries(kept);
  const setAside = Object.fromEntries(Object.entries(progress.modules).filter(([moduleId]) => !(moduleId in modules)));
  const at =
    record.attempts.findLast(attempt => attempt.closedAt !== undefined && attempt.void !== true)?.closedAt ?? nowMs;
  return { ...progress, modules, setAside: { at, modules: setAside } };
}

/**
 * The progress as it was before the sitting that ended at `closedAt` reopened its modules, for a sitting that turns out
 * not to count. What was learnt anew since then stays. Doing it twice changes nothing.
 */
export function restoreModules(progress: TrainingProgress, closedAt: number): TrainingProgress {
  const { setAside, ...rest } = progress;
  if (setAside?.at !== closedAt) return progress;
  const relearnt = Object.fromEntries(
    Object.entries(rest.modules).filter(([, { completedAt }]) => completedAt !== undefined),
  );
  return { ...rest, modules: { ...rest.modules, ...setAside.modules, ...relearnt } };
}

/** Order of the modules, reading time, attempts: rules of this platform. */
const CLAUSE = 'PLATFORM';

/**
 * Where the person stands between sittings. A round is `quiz.attempts` failed sittings; after it a cool-down runs and the
 * modules failed in its last sitting are to be taken again. A pass begins afresh; a void sitting counts for nothing.
 */
export function examStanding(
  { progress, attempts: all }: ExamRecord,
  { quiz }: ExamRules,
  nowMs: number,
): ExamStanding {
  const attempts = all.filter(attempt => attempt.void !== true);
  const afterPass = attempts.slice(attempts.findLastIndex(({ passed }) => passed) + 1);
  const failed = afterPass.filter(({ closedAt }) => closedAt !== undefined);
  const running = afterPass.length > failed.length;
  const used = failed.length % quiz.attempts;
  const last = failed.at(-1);
  if (last?.closedAt === undefined || used > 0) return { used, left: quiz.attempts - used, retake: [], running };
  const { closedAt } = last;
  const coolDownEndsAt = closedAt + quiz.coolDownSeconds * 1_000;
  const retake = last.failedModules.filter(moduleId => (progress.modules[moduleId]?.completedAt ?? 0) <= closedAt);
  const over = nowMs >= coolDownEndsAt && retake.length === 0;
  return over
    ? { used: 0, left: quiz.attempts, retake: [], running }
    : { used: quiz.attempts, left: 0, coolDownEndsAt, retake, running };
}

/** Whether the person may start a sitting now; the refusal says what is missing and until when. */
export function examEligibility(record: ExamRecord, rules: ExamRules, nowMs: number): Verdict {
  const { running, coolDownEndsAt, retake } = examStanding(record, rules, nowMs);
  if (running) return refuse('attemptRunning', CLAUSE);
  if (retake.length > 0) return refuse('modulesToRetake', CLAUSE, { modules: retake.join(', ') });
  if (!trainingComplete(record.progress)) {
    const seconds = owedSeconds(record.progress, rules);
    const modules = MODULE_IDS.filter(id => record.progress.modules[id]?.completedAt === undefined).join(', ');
    return refuse('trainingIncomplete', CLAUSE, { seconds, minutes: Math.ceil(seconds / 60), modules });
  }
  if (coolDownEndsAt !== undefined) return refuse('coolDown', CLAUSE, { until: coolDownEndsAt });
  return ALLOWED;
}
