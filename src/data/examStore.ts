import type { Connection } from 'mongoose';
import type { Score } from '../domain/training/quizMarking.js';
import { attemptSchema } from './models/trainingModels.js';
import { isDuplicateKey, modelOf, op, without } from './storeKit.js';

export interface StoredAnswer {
  questionId: string;
  chosen: readonly string[];
}

export interface ExamOutcome {
  passed: boolean;
  score: number;
  /** The domain's marking in full (per module, per question). */
  detail: Score;
}

/** One sitting of the quiz. `paper` is the drawn paper as the domain made it. */
export interface ExamAttempt<Paper = unknown> {
  attemptId: string;
  accountId: string;
  seed: string;
  paper: Paper;
  seconds: number;
  policyVersion: string;
  createdAt: number;
  /** Set when the workflow's clock has started. */
  closesAt?: number;
  answers: Readonly<Record<string, readonly string[]>>;
  closedAt?: number;
  outcome?: ExamOutcome;
}

export type NewAttempt<Paper> = Pick<
  ExamAttempt<Paper>,
  'attemptId' | 'accountId' | 'seed' | 'paper' | 'seconds' | 'policyVersion' | 'createdAt'
>;

export interface ExamStore<Paper> {
  /** `open`: this person has another sitting that is still running. */
  createAttempt(attempt: NewAttempt<Paper>): Promise<'created' | 'already' | 'open'>;
  find(attemptId: string): Promise<ExamAttempt<Paper> | null>;
  openOf(accountId: string): Promise<ExamAttempt<Paper> | null>;
  /** The first start counts; a repeated one returns the first closing time. */
  start(attemptId: string, closesAt: number): Promise<number>;
  /** Keeps the last answer to each question. False once the sitting is closed. */
  saveAnswers(attemptId: string, answers: readonly StoredAnswer[]): Promise<boolean>;
  /** The first closing counts; a repeated one returns the stored outcome. */
  close(attemptId: string, end: { at: number; outcome: ExamOutcome }): Promise<ExamOutcome>;
  /** Newest first. */
  ofAccount(accountId: string): Promise<ExamAttempt<Paper>[]>;
  /** How the sittings went, without their papers and answers; newest first. */
  sittingsOf(accountId: string): Promise<Pick<ExamAttempt, 'closedAt' | 'outcome'>[]>;
}

interface StoredAttempt<Paper> extends Omit<ExamAttempt<Paper>, 'attemptId' | 'answers'> {
  _id: string;
  open?: boolean;
  answers: StoredAnswer[];
}

const MOST_TRIES = 50;

/** Quiz sittings; one open sitting per person is promised by a unique index. */
export function examStore<Paper extends object>(connection: Connection): ExamStore<Paper> {
  const attempts = modelOf<StoredAttempt<Paper>>(connection, 'ExamAttempt', attemptSchema);
  const read = async (filter: object) =>
    ((await attempts.find(filter).sort({ createdAt: -1, _id: -1 }).lean()) as object[]).map(toAttempt<Paper>);
  const one = async (filter: object) => (await read(filter))[0] ?? null;
  const known = async (attemptId: string) => {
    const found = await one({ _id: attemptId });
    if (found === null) throw new Error('No such exam attempt');
    return found;
  };
  const change: Change = async (filter, update) => (await attempts.updateOne(filter, update)).matchedCount === 1;

  return {
    async createAttempt({ attemptId, ...attempt }) {
      try {
        await attempts.create([{ _id: attemptId, ...attempt, open: true, answers: [] }]);
        return 'created';
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await attempts.exists({ _id: attemptId } as never)) === null ? 'open' : 'already';
      }
    },
    find: attemptId => one({ _id: attemptId }),
    openOf: accountId => one({ accountId, open: true }),
    async start(attemptId, closesAt) {
      await change({ _id: attemptId, closesAt: op({ $exists: false }) }, { $set: { closesAt } });
      return (await known(attemptId)).closesAt ?? closesAt;
    },
    async saveAnswers(attemptId, answers) {
      for (const { questionId, chosen } of answers) {
        if (!(await saveOne(change, attemptId, { questionId, chosen: [...chosen] }))) return false;
      }
      return true;
    },
    async close(attemptId, { at, outcome }) {
      await change({ _id: attemptId, open: true }, { $set: { closedAt: at, outcome }, $unset: { open: 1 } });
      return (await known(attemptId)).outcome ?? outcome;
    },
    ofAccount: accountId => read({ accountId }),
    async sittingsOf(accountId) {
      const found = attempts.find({ accountId } as never, { _id: 0, closedAt: 1, outcome: 1 } as never);
      const sittings = await found.sort({ createdAt: -1, _id: -1 }).lean();
      return sittings;
    },
  };
}

/** One guarded write: whether a document matched. */
type Change = (filter: object, update: object) => Promise<boolean>;

/** Replaces the answer, or adds it when there is none; both writes ask again whether the sitting is open. */
async function saveOne(change: Change, attemptId: string, answer: StoredAnswer): Promise<boolean> {
  const { questionId, chosen } = answer;
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    const replaced = await change(
      { _id: attemptId, open: true, 'answers.questionId': questionId },
      { $set: { 'answers.$.chosen': chosen } },
    );
    if (replaced) return true;
    const added = await change(
      { _id: attemptId, open: true, 'answers.questionId': op({ $ne: questionId }) },
      { $push: { answers: answer } },
    );
    if (added) return true;
    // Neither matched: closed by now, or another request added the answer in between.
    if (!(await change({ _id: attemptId, open: true }, { $set: { open: true } }))) return false;
  }
  throw new Error('An exam answer is written by too many requests at once');
}

function toAttempt<Paper>(document: object): ExamAttempt<Paper> {
  const { _id, answers, ...rest } = without(document as StoredAttempt<Paper>, 'open');
  return {
    attemptId: _id,
    ...rest,
    answers: Object.fromEntries(answers.map(({ questionId, chosen }) => [questionId, chosen])),
  };
}
