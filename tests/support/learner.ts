import { createHash } from 'node:crypto';
import type { Request } from 'express';
import request from 'supertest';
import { type ActivityDependencies, createActivities } from '../../activities/index.js';
import type { AttemptOutcome, ExamCommands } from '../../src/commands/examCommands.js';
import { examOutages, type ExamOutages } from '../../src/commands/examOutages.js';
import type { Failed } from '../../src/commands/outcome.js';
import { type Courseware, loadCourseware } from '../../src/courseware/index.js';
import type { Role } from '../../src/domain/access/actor.js';
import { MODULE_IDS } from '../../src/domain/training/modules.js';
import { rightLabels } from '../../src/domain/training/quizMarking.js';
import type { Paper } from '../../src/domain/training/quizPaper.js';
import type { RouteDependencies } from '../../src/web/allRoutes.js';
import type { SignedInPerson } from '../../src/web/middleware/locals.js';
import { repairCase } from '../data/support/values.js';
import { appWith } from './appWith.js';
import { openTestDatabase, type TestDatabase } from './database.js';
import { seedPolicies } from './law.js';

export const USCC = '91411722PDY000028K';
const PASSED_DAY = Date.parse('2026-11-23T02:00:00Z');

export const person = (accountId: string, role: Role = 'LEGAL_REP', language: 'zh' | 'en' = 'zh'): SignedInPerson => ({
  actor: { accountId, role, usccs: [USCC], interests: [] },
  displayName: '张示例',
  language,
});

/** Real stores and real activities; the exam workflow is played by calling its activities in its order. */
export interface LearnerWorld {
  database: TestDatabase;
  courseware: Courseware;
  activities: ReturnType<typeof createActivities>;
  routes: Partial<RouteDependencies>;
  /** The time everyone sees, epoch milliseconds. */
  now: number;
  /** Entries whose cases were told of training. */
  told: string[];
  /** The next exam command answers this instead. */
  failNext?: Failed;
  /** No worker answers. */
  workerAway?: boolean;
  /** What the web process keeps of answers that it could not store. */
  outages: ExamOutages;
  addLearner(accountId: string): Promise<void>;
  completeTraining(accountId: string): Promise<void>;
  /** The answers of a paper, all right or all wrong, by question id. */
  answersOf(paper: Paper, right: boolean): Record<string, string[]>;
  runOut(attemptId: string): Promise<void>;
}

export async function learnerWorld({ demo = true } = {}): Promise<LearnerWorld> {
  const database = await openTestDatabase();
  const courseware = await loadCourseware();
  const { data } = database;
  await seedPolicies(data);
  const documents = {
    trainingCertificate: ({ number }: { number: string }) => {
      const bytes = Buffer.from(`%PDF-1.7 ${number}`);
      return Promise.resolve({ bytes, sha256: createHash('sha256').update(bytes).digest('hex') });
    },
  } as unknown as ActivityDependencies['documents'];
  const clock = () => world.now;
  const site = { baseUrl: 'http://xinfu.test', demo, clock };
  const activities = createActivities({ data, documents, courseware, ...site });
  const world: LearnerWorld = {
    ...{ database, courseware, activities, now: PASSED_DAY, told: [], routes: {} },
    outages: { note: () => undefined, flush: () => Promise.resolve() },
    async addLearner(accountId) {
      const account = { accountId, signInName: accountId, displayName: '张示例', role: 'LEGAL_REP' as const };
      await data.accounts.create({ ...account, passwordHash: 'none', createdAt: 1 });
    },
    async completeTraining(accountId) {
      const done = { seconds: 1_800, completedAt: world.now, lessonsOpened: [] };
      const modules = Object.fromEntries(MODULE_IDS.map(moduleId => [moduleId, done]));
      const progress = { accountId, modules, unattendedSeconds: 0 };
      await data.training.update(accountId, () => ({ progress, result: undefined }), world.now);
    },
    answersOf: (paper, right) =>
      Object.fromEntries(
        paper.questions.map(question => {
          const labels = rightLabels(question, courseware.question(question.questionId).answer);
          const wrong = labels.includes('A') ? ['B'] : ['A'];
          return [question.questionId, right ? labels : wrong];
        }),
      ),
    async runOut(attemptId) {
      const closesAt = (await data.exams.find(attemptId))?.closesAt ?? 0;
      world.now = Math.max(world.now, closesAt + 1);
      await activities.closeAttempt({ attemptId, at: closesAt });
    },
  };
  const commands = {
    exams: examsOf(world),
    cases: {
      trainingProgressed: ({ entryId }: { entryId: string }) => {
        world.told.push(entryId);
        return Promise.resolve();
      },
    },
  } as unknown as RouteDependencies['commands'];
  world.outages = examOutages({ data, commands, clock, logger: { warn: () => undefined } });
  world.routes = { ...{ data, courseware, ...site }, commands, examOutages: world.outages };
  return world;
}

/** Makes the learner the representative of a listed firm with an open case. */
export async function giveFirm({ database: { data } }: LearnerWorld, accountId: string, uscc = USCC): Promise<void> {
  const firm = { uscc, name: '示例建材有限公司', county: '411722', representative: { name: '张示例' }, at: 1 };
  await data.enterprises.upsert(firm);
  await data.enterprises.setRepresentative(uscc, accountId, { replace: true });
  const words = { enterpriseName: firm.name, decisionNumber: '示1号', authorityName: '某局', countyName: '上蔡县' };
  await data.cases.project(
    repairCase({ caseId: `case-${uscc}`, reference: `XF-${uscc}`, entryId: `entry-${uscc}`, uscc, stage: 'TRAINING' }),
    words,
  );
}

function examsOf(world: LearnerWorld): ExamCommands {
  const { activities, database } = world;
  const answered = (attemptId: string, closed: boolean): AttemptOutcome => ({
    ok: true,
    attempt: { attemptId, closed, closesAt: world.now, answers: {} },
  });
  const refused = async (attemptId: string): Promise<Failed | undefined> => {
    const { failNext, workerAway = false } = world;
    if (workerAway) return { ok: false, pending: true };
    if (failNext !== undefined) {
      delete world.failNext;
      return failNext;
    }
    const found = await database.data.exams.find(attemptId);
    if (found?.closedAt !== undefined) return { ok: false, refusal: { code: 'attemptClosed', clause: null } };
    const late = world.now > (found?.closesAt ?? 0);
    return late ? { ok: false, refusal: { code: 'timeIsUp', clause: null } } : undefined;
  };
  return {
    async start({ attemptId, seconds }) {
      const { failNext } = world;
      delete world.failNext;
      if (failNext !== undefined) return failNext;
      await activities.startAttempt({ attemptId, closesAt: world.now + seconds * 1_000 });
      return { ok: true };
    },
    async answer({ attemptId, questionId, chosen, at }) {
      const refusal = await refused(attemptId);
      if (refusal !== undefined) return refusal;
      await activities.storeAnswers({ attemptId, answers: [{ questionId, chosen, ...(at !== undefined && { at }) }] });
      return answered(attemptId, false);
    },
    async finish({ attemptId, answers }) {
      const refusal = await refused(attemptId);
      if (refusal !== undefined) return refusal;
      await activities.storeAnswers({ attemptId, answers });
      const { passed } = await activities.closeAttempt({ attemptId, at: world.now });
      if (passed) await activities.issueTrainingCertificate({ attemptId });
      return answered(attemptId, true);
    },
  };
}

/** One application for a whole file; each agent is the browser of one person. */
export async function browsersOf(world: LearnerWorld) {
  const people = new Map<string, SignedInPerson>();
  const identify = (req: Request) => Promise.resolve(people.get(req.get('x-test-person') ?? '') ?? null);
  const app = await appWith({ identify, routes: world.routes, clock: () => world.now });
  return (who: SignedInPerson | null) => {
    const name = who === null ? 'nobody' : `${who.actor.accountId} ${who.actor.role} ${who.language}`;
    if (who !== null) people.set(name, who);
    return request.agent(app).set('x-test-person', name);
  };
}

/** The token printed in a page's form. */
export function tokenIn(html: string): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1];
  if (token === undefined) throw new Error('the page has no form');
  return token;
}

export const hiddenIn = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
