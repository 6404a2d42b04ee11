import type { Connection, Model } from 'mongoose';
import type { Score } from '../domain/training/quizMarking.js';
import type { Outage } from '../domain/training/sittingOutage.js';
import { attemptSchema } from './models/trainingModels.js';
import { bare, isDuplicateKey, modelOf, op, without } from './storeKit.js';

export interface StoredAnswer {
  questionId: string;
  chosen: readonly string[];
  /** When the web received it, epoch milliseconds by its own clock; absent of answers kept without. */
  at?: number;
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
  /** Grows with every change of the answers. */
  revision: number;
  /** Arrival of the last form of this sitting that was stored. */
  receivedAt?: number;
  /** When forms of this sitting could not be stored: the proof of an outage. */
  outage?: Outage;
  /** Set where the sitting lost answers through that outage and does not count. */
  voidedAt?: number;
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
  /**
   * Keeps what a form that arrived at `at` changes in the answers stored then, as one write: of two forms at once the
   * second is computed on the first. `changesOf` may be asked more than once and must be pure. Null, and nothing is kept,
   * where the sitting is closed, its clock has not started, or the form came after its end.
   */
  receive<Changes extends { changes: readonly StoredAnswer[] }>(
    attemptId: string,
    at: number,
    changesOf: (answers: ExamAttempt['answers']) => Changes,
  ): Promise<Changes | null>;
  /** Keeps the newest answer to each question. False once the sitting is closed. */
  saveAnswers(attemptId: string, answers: readonly StoredAnswer[]): Promise<boolean>;
  /** Widens the proof of an outage to this instant. Null of a sitting that did not run then. */
  noteOutage(attemptId: string, at: number): Promise<ExamAttempt<Paper> | null>;
  /** The first instant counts. */
  markVoid(attemptId: string, at: number): Promise<void>;
  /**
   * The first closing counts; a repeated one returns the stored outcome. Null where the answers have changed since the
   * revision that was marked: mark them anew.
   */
  close(attemptId: string, end: { at: number; outcome: ExamOutcome; revision: number }): Promise<ExamOutcome | null>;
  /** Newest first. */
  ofAccount(accountId: string): Promise<ExamAttempt<Paper>[]>;
  /** How the sittings went, without their papers and answers; newest first. */
  sittingsOf(accountId: string): Promise<Pick<ExamAttempt, 'attemptId' | 'closedAt' | 'outcome' | 'voidedAt'>[]>;
}

interface StoredAttempt<Paper> extends Omit<ExamAttempt<Paper>, 'attemptId' | 'answers' | 'revision'> {
  _id: string;
  open?: boolean;
  revision?: number;
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
        await attempts.create([{ _id: attemptId, ...attempt, open: true, answers: [], revision: 0 }]);
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
    ...answerWrites(attempts, change),
    ...endWrites(change, known),
    ofAccount: accountId => read({ accountId }),
    async sittingsOf(accountId) {
      const found = attempts.find({ accountId } as never, { closedAt: 1, outcome: 1, voidedAt: 1 } as never);
      const sittings = await found.sort({ createdAt: -1, _id: -1 }).lean();
      return sittings.map(sitting => bare(sitting, 'attemptId'));
    },
  };
}

/** One guarded write: whether a document matched. */
type Change = (filter: object, update: object) => Promise<boolean>;

/** How a sitting ends, and what is known of an outage during it. */
function endWrites<Paper>(
  change: Change,
  known: (attemptId: string) => Promise<ExamAttempt<Paper>>,
): Pick<ExamStore<Paper>, 'noteOutage' | 'markVoid' | 'close'> {
  return {
    async noteOutage(attemptId, at) {
      const ran = { createdAt: op({ $lte: at }), closesAt: op({ $gte: at }) };
      const noted = await change(
        { _id: attemptId, ...ran },
        { $min: { 'outage.from': at }, $max: { 'outage.to': at } },
      );
      return noted ? known(attemptId) : null;
    },
    async markVoid(attemptId, at) {
      await change({ _id: attemptId, voidedAt: op({ $exists: false }) }, { $set: { voidedAt: at } });
    },
    async close(attemptId, { at, outcome, revision }) {
      await change(
        { _id: attemptId, open: true, ...ofRevision(revision) },
        { $set: { closedAt: at, outcome }, $unset: { open: 1 } },
      );
      return (await known(attemptId)).outcome ?? null;
    },
  };
}

/** Sittings begun before revisions were kept have none. */
const ofRevision = (revision: number): object => ({ revision: revision === 0 ? op({ $in: [0, null] }) : revision });

/** The two ways in which answers come, both as one guarded write. */
function answerWrites<Paper>(
  attempts: Model<StoredAttempt<Paper>>,
  change: Change,
): Pick<ExamStore<Paper>, 'receive' | 'saveAnswers'> {
  const write = async (stored: StoredAttempt<Paper>, fields: object): Promise<boolean> => {
    const { _id, revision = 0 } = stored;
    return change({ _id, open: true, ...ofRevision(revision) }, { $set: { ...fields, revision: revision + 1 } });
  };
  const openOne = async (attemptId: string) => {
    const stored = (await attempts.findById(attemptId).lean()) as StoredAttempt<Paper> | null;
    return stored?.open === true ? stored : null;
  };
  return {
    async receive(attemptId, at, changesOf) {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const stored = await openOne(attemptId);
        if (stored?.closesAt === undefined || at > stored.closesAt) return null;
        const found = changesOf(byQuestion(stored.answers));
        const answers = newest(
          stored.answers,
          found.changes.map(answer => ({ ...answer, at })),
        );
        if (await write(stored, { answers, receivedAt: Math.max(at, stored.receivedAt ?? 0) })) return found;
      }
      throw new Error('The answers of a sitting are written by too many requests at once');
    },
    async saveAnswers(attemptId, given) {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const stored = await openOne(attemptId);
        if (stored === null) return false;
        if (await write(stored, { answers: newest(stored.answers, given) })) return true;
      }
      throw new Error('The answers of a sitting are written by too many requests at once');
    },
  };
}

/** The answers with those given in their places; an answer received earlier than the stored one changes nothing. */
function newest(stored: readonly StoredAnswer[], given: readonly StoredAnswer[]): StoredAnswer[] {
  const byId = new Map(stored.map(answer => [answer.questionId, answer]));
  for (const { questionId, chosen, at } of given) {
    if ((byId.get(questionId)?.at ?? 0) > (at ?? 0)) continue;
    byId.set(questionId, { questionId, chosen: [...chosen], ...(at !== undefined && { at }) });
  }
  return [...byId.values()];
}

const byQuestion = (answers: readonly StoredAnswer[]): ExamAttempt['answers'] =>
  Object.fromEntries(answers.map(({ questionId, chosen }) => [questionId, chosen]));

function toAttempt<Paper>(document: object): ExamAttempt<Paper> {
  const { _id, answers, revision = 0, ...rest } = without(document as StoredAttempt<Paper>, 'open');
  return { attemptId: _id, ...rest, revision, answers: byQuestion(answers) };
}
