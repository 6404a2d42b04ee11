import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection, WorkflowUpdateFailedError } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Activities } from '../../activities/index.js';
import { examCommands, type ExamCommands } from '../../src/commands/examCommands.js';
import { type Actor, ROLES } from '../../src/domain/access/actor.js';
import {
  type AnswerInput,
  answerUpdate,
  type AttemptState,
  examAttemptWorkflowId,
} from '../../workflows/examAttempt/messages.js';
import { machineNow } from '../support/machineClock.js';
import { workflowBundle } from '../support/workflowBundle.js';

const quiet = () => undefined;
const silent = { log: quiet, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet };
const address = () => {
  const found = process.env['TEMPORAL_ADDRESS'];
  if (found === undefined) throw new Error('TEMPORAL_ADDRESS is not set; run `npm test`');
  return found;
};

let nativeConnection: NativeConnection;
let connection: Connection;
beforeAll(async () => {
  Runtime.install({ logger: silent });
  [nativeConnection, connection] = await Promise.all([
    NativeConnection.connect({ address: address() }),
    Connection.connect({ address: address() }),
  ]);
}, 60_000);
afterAll(async () => {
  await Promise.all([connection.close(), nativeConnection.close()]);
});

/** What the world outside was told. */
interface Told {
  closesAt?: number;
  answers: AnswerInput[];
  closings: { at: number; answers: readonly AnswerInput[] }[];
  certificates: string[];
  askedFor: string[];
}

interface Sitting {
  attemptId: string;
  told: Told;
  exams: ExamCommands;
  result: () => Promise<AttemptState>;
  /** Sends one answer and waits for its refusal or its storing as long as it takes. */
  answered: (input: AnswerInput) => Promise<string>;
}

const PAUSE_MS = 50;
/** How long the worker stays away after the end: what is sent in that time has reached the server before it is back. */
const AWAY_MS = 1_500;

/** Runs one sitting of some seconds with its own worker; passing needs an answer `A` to question `q1`. */
async function withSitting(
  story: (sitting: Sitting) => Promise<void>,
  {
    seconds = 30,
    slowStore = 0,
    meanwhile,
  }: { seconds?: number; slowStore?: number; meanwhile?: (sitting: Sitting) => Promise<unknown> } = {},
) {
  const attemptId = `attempt-${String(Date.now())}-${Math.random().toString(36).slice(2)}`;
  const told: Told = { answers: [], closings: [], certificates: [], askedFor: [] };
  const taskQueue = attemptId;
  const activities: Partial<Activities> = {
    startAttempt: ({ closesAt }) => {
      told.closesAt ??= closesAt;
      return Promise.resolve();
    },
    storeAnswers: async ({ answers }) => {
      await new Promise(resolve => setTimeout(resolve, slowStore));
      told.answers.push(...answers);
    },
    closeAttempt: ({ at }) => {
      told.closings.push({ at, answers: [...told.answers] });
      const passed = told.answers.findLast(({ questionId }) => questionId === 'q1')?.chosen[0] === 'A';
      return Promise.resolve({ passed, score: passed ? 100 : 0 });
    },
    issueTrainingCertificate: ({ attemptId: certificateId }) => {
      told.certificates.push(certificateId);
      return Promise.resolve({ certificateId });
    },
    openEntriesOf: ({ accountId }) => {
      told.askedFor.push(accountId);
      // A case that closed in between must not fail the sitting.
      return Promise.resolve(['entry-without-a-case']);
    },
  };
  const newWorker = () => Worker.create({ connection: nativeConnection, taskQueue, workflowBundle, activities });
  const client = new Client({ connection });
  const exams = examCommands({ client, taskQueue });
  const handle = client.workflow.getHandle(examAttemptWorkflowId(attemptId));
  const result = () => handle.result() as Promise<AttemptState>;
  const answered = async (input: AnswerInput): Promise<string> => {
    const outcome = await handle.executeUpdate(answerUpdate, { args: [{ actor, ...input }] }).catch(failureOf);
    return typeof outcome === 'string' ? outcome : 'stored';
  };
  const sitting = { attemptId, told, exams, result, answered };
  const first = await newWorker();
  if (meanwhile !== undefined) {
    await first.runUntil(async () => {
      await exams.start({ attemptId, accountId: 'rep-1', seconds });
      await meanwhile(sitting);
    });
    // The worker is away until after the end; what is sent meanwhile waits for the next one.
    const late = (async () => {
      while (machineNow() <= (told.closesAt ?? Infinity)) await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
      await story(sitting);
    })();
    while (machineNow() <= (told.closesAt ?? Infinity) + AWAY_MS)
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
    await (await newWorker()).runUntil(late);
    return;
  }
  await first.runUntil(async () => {
    await exams.start({ attemptId, accountId: 'rep-1', seconds });
    await story(sitting);
  });
}

/** The code of a refused act. */
const failureOf = (error: unknown): string => {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return cause instanceof Error ? cause.message : String(error);
};

const answer = (questionId: string, ...chosen: string[]): AnswerInput => ({ questionId, chosen });
const actor: Actor = { accountId: 'rep-1', role: 'LEGAL_REP', usccs: [], interests: [] };

describe('a sitting of the quiz on the real server', () => {
  it('handed in in time and passed brings one certificate and tells the cases', async () => {
    await withSitting(async ({ attemptId, told, exams, result }) => {
      expect(await exams.answer({ attemptId, actor, key: 'k1', ...answer('q1', 'B') })).toMatchObject({ ok: true });
      await exams.answer({ attemptId, actor, key: 'k2', ...answer('q1', 'A') });

      const handedIn = await exams.finish({ attemptId, actor, answers: [answer('q2', 'C')], key: 'finish' });

      expect(handedIn).toMatchObject({
        ok: true,
        attempt: { closed: true, answers: { q1: ['A'], q2: ['C'] }, outcome: { passed: true, closedBy: 'PERSON' } },
      });
      expect((await result()).outcome).toEqual({ passed: true, score: 100, closedBy: 'PERSON' });
      expect(told.certificates).toEqual([attemptId]);
      expect(told.askedFor).toEqual(['rep-1']);
    });
  });

  it('closes itself at the second, marks what is stored and refuses what comes later', async () => {
    await withSitting(
      async ({ attemptId, told, exams, result }) => {
        await exams.answer({ attemptId, actor, key: 'k1', ...answer('q1', 'B') });
        const { outcome, closesAt } = await result();
        const over = machineNow();

        expect(outcome).toEqual({ passed: false, score: 0, closedBy: 'CLOCK' });
        expect(told.closings).toEqual([{ at: closesAt, answers: [answer('q1', 'B')] }]);
        expect(over - closesAt).toBeLessThan(3_000);
        expect(told.certificates).toEqual([]);
        expect(await exams.answer({ attemptId, actor, key: 'k2', ...answer('q1', 'A') })).toMatchObject({
          ok: false,
          refusal: { code: 'attemptClosed' },
        });
        expect(told.answers).toHaveLength(1);
      },
      { seconds: 3 },
    );
  });

  it('takes no answer sent after the end, where the worker was away and has not closed the sitting yet', async () => {
    await withSitting(
      async ({ told, result, answered }) => {
        const words = await Promise.all([answered(answer('q1', 'A')), answered(answer('q2', 'A'))]);

        expect(words).toEqual(['timeIsUp', 'timeIsUp']);
        expect((await result()).outcome).toEqual({ passed: false, score: 0, closedBy: 'CLOCK' });
        expect(told.answers).toEqual([answer('q1', 'B')]);
        expect(told.closings).toEqual([{ at: told.closesAt, answers: [answer('q1', 'B')] }]);
      },
      { seconds: 4, meanwhile: ({ answered }) => answered(answer('q1', 'B')) },
    );
  });

  it('hands on when the web received an answer', async () => {
    await withSitting(async ({ attemptId, told, exams }) => {
      await exams.answer({ attemptId, actor, key: 'k1', at: 17, ...answer('q1', 'A') });

      expect(told.answers).toEqual([{ ...answer('q1', 'A'), at: 17 }]);
    });
  });

  it('counts an answer given in time although it is stored after the bell', async () => {
    await withSitting(
      async ({ told, result, answered }) => {
        const late = answered(answer('q1', 'A'));

        expect((await result()).outcome).toMatchObject({ passed: true, closedBy: 'CLOCK' });
        expect(await late).toBe('stored');
        expect(told.closings).toHaveLength(1);
      },
      { seconds: 2, slowStore: 3_000 },
    );
  });

  it('keeps all of several answers given at once', async () => {
    await withSitting(async ({ attemptId, exams }) => {
      await Promise.all(
        ['q1', 'q2', 'q3', 'q4', 'q5'].map(id =>
          exams.answer({ attemptId, actor, key: `k-${id}`, ...answer(id, 'A') }),
        ),
      );

      expect(await exams.finish({ attemptId, actor, answers: [], key: 'finish' })).toMatchObject({
        attempt: { answers: { q1: ['A'], q2: ['A'], q3: ['A'], q4: ['A'], q5: ['A'] } },
      });
    });
  });

  it('started twice and handed in twice is one sitting with one end', async () => {
    await withSitting(async ({ attemptId, told, exams, result }) => {
      const first = told.closesAt;
      expect(await exams.start({ attemptId, accountId: 'rep-1', seconds: 999 })).toEqual({ ok: true });

      await exams.finish({ attemptId, actor, answers: [], key: 'finish' });
      await result();
      await exams.finish({ attemptId, actor, answers: [answer('q1', 'A')], key: 'finish' });

      expect(told.closings).toHaveLength(1);
      expect(told.answers).toEqual([]);
      expect(told.closesAt).toBe(first ?? told.closesAt);
    });
  });

  it('takes nothing from another representative or in another role, and goes on as if nobody had asked', async () => {
    await withSitting(async ({ attemptId, told, exams, result }) => {
      const strangers: Actor[] = [
        { ...actor, accountId: 'rep-2' },
        ...ROLES.filter(role => role !== actor.role).map(role => ({ ...actor, role })),
      ];

      const words: string[] = [];
      for (const stranger of strangers) {
        const act = { attemptId, actor: stranger, key: `by ${stranger.accountId} as ${stranger.role}` };
        const outcomes = [
          await exams.answer({ ...act, ...answer('q1', 'B') }),
          await exams.finish({ ...act, key: `${act.key}, finish`, answers: [answer('q1', 'B')] }),
        ];
        words.push(...outcomes.map(outcome => (outcome.ok ? 'taken' : (outcome.refusal?.code ?? 'pending'))));
      }

      expect(words).toHaveLength(2 * ROLES.length);
      expect([...new Set(words)]).toEqual(['notPermitted']);
      expect(told.answers).toEqual([]);
      await exams.finish({ attemptId, actor, answers: [answer('q1', 'A')], key: 'finish' });
      expect((await result()).outcome).toEqual({ passed: true, score: 100, closedBy: 'PERSON' });
    });
  });
});
