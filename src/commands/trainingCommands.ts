import { randomUUID } from 'node:crypto';
import type { Courseware } from '../courseware/index.js';
import type { DataAccess } from '../data/index.js';
import type { Actor } from '../domain/access/actor.js';
import type { Refusal } from '../domain/refusal.js';
import { answerChanges, type GivenAnswer, type PageAnswer } from '../domain/training/answerChanges.js';
import { mayAnswer } from '../domain/training/mayAnswer.js';
import { drawPaper } from '../domain/training/quizPaper.js';
import {
  creditHeartbeat,
  emptyProgress,
  type Heartbeat,
  moduleOpen,
  moduleProgress,
  openLesson,
  trainingComplete,
  type TrainingProgress,
  type TrainingRules,
} from '../domain/training/trainingProgress.js';
import { trainingRules } from '../facts/law.js';
import { trainingOf } from '../facts/training.js';
import type { CaseCommands } from './caseCommands.js';
import type { ExamCommands } from './examCommands.js';
import type { Failed } from './outcome.js';

export interface TrainingCommandSources {
  readonly data: Pick<DataAccess, 'training' | 'exams' | 'enterprises' | 'cases' | 'policies'>;
  readonly courseware: Pick<Courseware, 'bank' | 'lessonIds'>;
  readonly commands: { readonly cases: Pick<CaseCommands, 'trainingProgressed'>; readonly exams: ExamCommands };
  readonly demo: boolean;
  readonly logger: { warn(facts: object, message: string): void };
  readonly clock: () => number;
}

export interface LessonBeat extends Omit<Heartbeat, 'at'> {
  accountId: string;
  lessonId: string;
}

export interface BeatOutcome {
  progress: TrainingProgress;
  attentionDue: boolean;
  refusal?: Refusal;
}

/** What a page of a running quiz sends. */
export interface AnswerForm {
  actor: Actor;
  attempt: { attemptId: string; accountId: string };
  /** When the web received the form, epoch milliseconds by its own clock: the proof that it came in time. */
  at: number;
  page: readonly PageAnswer[];
}

/** `elsewhere`: questions that were changed here and, since the page was shown, otherwise elsewhere. */
export type AnswersOutcome = { ok: true; elsewhere: readonly string[] } | { ok: false; refusal: Refusal };
export type SittingOutcome = { ok: true; attemptId: string } | Failed;
export type TrainingCommands = ReturnType<typeof trainingCommands>;

/** What a representative does in the courses and before the quiz. */
export function trainingCommands(sources: TrainingCommandSources) {
  return {
    /**
     * Credits one beat of a lesson page and notes the lesson as opened. Completing the last module tells the open cases
     * of the person's firms.
     */
    async beat(beat: LessonBeat): Promise<BeatOutcome> {
      const { data, clock, courseware } = sources;
      const rules = { ...(await trainingRules(sources)), lessons: courseware.lessonIds };
      const at = clock();
      const { justDone, ...outcome } = await data.training.update(
        beat.accountId,
        stored => takeBeat(stored ?? emptyProgress(beat.accountId), { ...beat, at }, rules),
        at,
      );
      if (justDone) await tellCases(sources, beat.accountId);
      return outcome;
    },
    /**
     * Stores what a page changes in the answers before the workflow is asked, so that an answer received in time counts
     * however late the worker hears of it. Refused where the sitting is over or the form came after its end.
     */
    async giveAnswers({ actor, attempt, at, page }: AnswerForm): Promise<AnswersOutcome> {
      const verdict = mayAnswer(actor, attempt);
      if (!verdict.ok) return verdict;
      const { attemptId } = attempt;
      const received = await sources.data.exams.receive(attemptId, at, stored => answerChanges(page, stored));
      if (received === null) return { ok: false, refusal: { code: 'timeIsUp', clause: null } };
      await tellSitting(sources, { attemptId, actor, at, changes: received.changes });
      return { ok: true, elsewhere: received.elsewhere };
    },
    /**
     * Draws a paper and starts the server's clock. `attemptId` is the form's one-time key: sent twice, it is one
     * sitting. A sitting that is still running is gone on with instead.
     */
    async startSitting({ accountId, attemptId }: { accountId: string; attemptId: string }): Promise<SittingOutcome> {
      const running = (await sources.data.exams.openOf(accountId)) ?? (await ownSitting(sources, accountId, attemptId));
      if (running !== null) return startClock(sources, running);
      const drawn = await drawSitting(sources, { accountId, attemptId });
      return drawn.ok ? startClock(sources, drawn.attempt) : drawn;
    },
  };
}

/**
 * Beats of one person are applied one after the other; this function only computes. Opening a lesson for the first time
 * shows that someone is there, so it comes before the time.
 */
function takeBeat(before: TrainingProgress, beat: LessonBeat & { at: number }, rules: TrainingRules) {
  const isNew = !moduleProgress(before, beat.moduleId).lessonsOpened.includes(beat.lessonId);
  const opens = isNew && beat.visible && moduleOpen(before, beat.moduleId, rules).ok;
  const opened = opens ? openLesson(before, beat, rules) : before;
  const { progress, attentionDue, refusal } = creditHeartbeat(opened, beat, rules);
  const justDone = !trainingComplete(before) && trainingComplete(progress);
  const outcome = { progress, attentionDue, ...(refusal !== undefined && { refusal }) };
  return { progress, result: { ...outcome, justDone } };
}

type CaseTellers = Pick<TrainingCommandSources, 'commands' | 'logger'> & {
  readonly data: Pick<DataAccess, 'enterprises' | 'cases'>;
};

/** A case that cannot be told now hears it when the quiz starts or is passed. */
export async function tellCases({ data, commands, logger }: CaseTellers, accountId: string): Promise<void> {
  const firms = await data.enterprises.ofRepresentative(accountId);
  const usccs = firms.map(({ uscc }) => uscc);
  for (const { case: repairCase } of await data.cases.ofUsccs(usccs, { open: true })) {
    const { entryId, caseId } = repairCase;
    try {
      await commands.cases.trainingProgressed({ entryId, accountId });
    } catch (error) {
      logger.warn({ err: error, caseId }, 'case not told of training');
    }
  }
}

/** The answers are stored and count; a workflow that cannot be asked now marks them all the same when it ends. */
async function tellSitting(
  { commands, logger }: TrainingCommandSources,
  {
    attemptId,
    actor,
    at,
    changes,
  }: Omit<AnswerForm, 'attempt' | 'page'> & {
    attemptId: string;
    changes: readonly GivenAnswer[];
  },
): Promise<void> {
  for (const answer of changes) {
    const key = `answer:${answer.questionId}:${String(at)}:${answer.chosen.join('')}`;
    try {
      const outcome = await commands.exams.answer({ attemptId, key, actor, at, ...answer });
      if (!outcome.ok) return;
    } catch (error) {
      logger.warn({ err: error, attemptId }, 'sitting not told of an answer that is stored');
      return;
    }
  }
}

interface Sitting {
  attemptId: string;
  accountId: string;
  seconds: number;
}

async function ownSitting({ data }: TrainingCommandSources, accountId: string, attemptId: string) {
  const found = await data.exams.find(attemptId);
  return found?.accountId === accountId ? found : null;
}

async function drawSitting(
  sources: TrainingCommandSources,
  { accountId, attemptId }: { accountId: string; attemptId: string },
): Promise<{ ok: true; attempt: Sitting } | { ok: false; refusal: Refusal }> {
  const { data, courseware, clock } = sources;
  const now = clock();
  const { policy, verdict } = await trainingOf(sources, accountId, now);
  if (!verdict.ok) return verdict;
  await tellCases(sources, accountId);
  const seed = randomUUID();
  const paper = drawPaper(courseware.bank, { seed, quiz: policy.quiz });
  const attempt = { attemptId, accountId, seed, paper, seconds: policy.quiz.seconds, createdAt: now };
  const created = await data.exams.createAttempt({ ...attempt, policyVersion: policy.version });
  // Another tab was faster: its sitting is gone on with.
  const running = created === 'created' ? attempt : await data.exams.openOf(accountId);
  if (running === null) return { ok: false, refusal: { code: 'attemptClosed', clause: null } };
  return { ok: true, attempt: running };
}

async function startClock({ commands }: TrainingCommandSources, sitting: Sitting): Promise<SittingOutcome> {
  const { attemptId, accountId, seconds } = sitting;
  const started = await commands.exams.start({ attemptId, accountId, seconds });
  return started.ok ? { ok: true, attemptId } : started;
}
