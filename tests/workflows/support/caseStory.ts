import { afterAll, beforeAll } from '@jest/globals';
import { type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { type ActivityInterceptorsFactory, Runtime, Worker } from '@temporalio/worker';
import type { Activities } from '../../../activities/index.js';
import { acrossRuns } from '../../../src/commands/outcome.js';
import type { Refusal } from '../../../src/domain/refusal.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import type { ListType } from '../../../src/domain/repair/stages.js';
import * as messages from '../../../workflows/creditRepair/messages.js';
import { listExitWorkflowId } from '../../../workflows/listExit/messages.js';
import { timeSkippingEnvironment } from '../../support/timeSkipping.js';
import { workflowBundle } from '../../support/workflowBundle.js';
import { fakeActivities, newWorld, people, type World, silent } from '../../support/workflowFakes.js';

export let environment: TestWorkflowEnvironment;
let worker: Worker | undefined;
/** Fails when the worker does, and is over when it was told to stop. */
let running: Promise<void>;
export const taskQueue = 'cases';

/** The suite's own server that skips time, and a worker for all its stories. */
export function useCaseServer(): void {
  beforeAll(async () => {
    Runtime.install({ logger: silent });
    environment = await timeSkippingEnvironment();
    worker = undefined;
    worker = await Worker.create({
      ...{ connection: environment.nativeConnection, taskQueue, workflowBundle },
      activities: fakeActivities(newWorld()).fakes,
      interceptors: { activity: [ofItsStory] },
    });
    running = worker.run();
    running.catch(() => undefined); // each story ends with it
  }, 90_000);

  afterAll(async () => {
    try {
      if (worker?.getState() !== 'RUNNING') return;
      worker.shutdown();
      await running;
    } finally {
      await environment.teardown();
    }
  });
}

/** The activities of each story that is being told, by its number. */
const told = new Map<string, Partial<Activities>>();

type Activity = (...input: unknown[]) => Promise<unknown>;

/** Each activity is that of the story whose workflow asks for it. */
const ofItsStory: ActivityInterceptorsFactory = ({ info: { activityType, workflowExecution } }) => ({
  inbound: {
    execute: ({ args }) => {
      const id = String(workflowExecution?.workflowId);
      const story = told.get(/\d+$/.exec(id)?.[0] ?? '') as Record<string, Activity> | undefined;
      const activity = story?.[activityType];
      if (activity === undefined) throw new Error(`no story of ${id} has ${activityType}`);
      return activity(...args);
    },
  },
});

export interface Story {
  world: World;
  handle: WorkflowHandle;
  /** The run that takes the entry off the list. */
  exit: WorkflowHandle;
  now: () => Promise<RepairCase>;
  act: (name: string, input: object) => Promise<RepairCase>;
  /** The stored case once it is at the stage (and fulfils the condition). */
  until: (stage: string, fulfils?: (repairCase: RepairCase) => boolean) => Promise<RepairCase>;
  /** Waits until the last stored step fulfils the condition. */
  when: (what: string, holds: (repairCase: RepairCase) => boolean) => Promise<RepairCase>;
}

let serial = 0;

interface Telling {
  listType?: ListType;
  firstSubmissionDay?: string;
  /** Epoch milliseconds; the server's now unless a story says otherwise: its time is skipped by earlier ones. */
  openedAt?: number;
  longHistory?: number;
  /** False where the decision asks for more than a fine. */
  finedOnly?: boolean;
  /** What the opening facts add, after which wait. */
  opening?: () => Promise<{ refusal?: Refusal }>;
}

/** Runs one case in a world of its own; `story` acts on it as people would. */
export async function withCase(
  story: (s: Story) => Promise<void>,
  { listType, firstSubmissionDay, openedAt, finedOnly, longHistory = 2_000, opening }: Telling = {},
) {
  serial += 1;
  const number = String(serial);
  const world = newWorld();
  const begun = openedAt ?? (await environment.currentTimeMs());
  const { fakes } = fakeActivities(world, { listType, firstSubmissionDay, openedAt: begun, finedOnly });
  told.set(number, { ...fakes, ...(opening !== undefined && openingIn(fakes, opening)) });
  const tell = async () => {
    const opened = await openStory(world, { number, longHistory });
    try {
      await story(opened);
    } finally {
      // A case left open would go on through its deadlines while later stories skip time.
      for (const open of [opened.handle, opened.exit]) await open.terminate().catch(unlessClosed);
    }
  };
  const workerEnded = running.then(() => Promise.reject(new Error('the worker ended')));
  try {
    await Promise.race([tell(), workerEnded]);
  } finally {
    told.delete(number);
  }
}

async function openStory(
  world: World,
  { number, longHistory }: { number: string; longHistory: number },
): Promise<Story> {
  const entryId = `entry-${number}`;
  const caseId = `case-${number}`;
  const openedBy = { accountId: 'rep-1', role: 'LEGAL_REP' };
  const handle = await environment.client.workflow.start(messages.creditRepairWorkflowName, {
    workflowId: messages.creditRepairWorkflowId(entryId),
    taskQueue,
    args: [{ caseId, reference: `XF-${number}`, entryId, openedBy, assisted: false, longHistory }],
  });
  let keys = 0;
  const now = (): Promise<RepairCase> => {
    const stored = world.steps.at(-1)?.case;
    return stored === undefined ? Promise.reject(new Error('no step is stored yet')) : Promise.resolve(stored);
  };
  const act = async (name: string, input: object): Promise<RepairCase> => {
    keys += 1;
    const args: [object] = [{ key: `key-${String(keys)}`, ...input }];
    await acrossRuns(() => whileHandedOver(() => handle.executeUpdate(name, { args })));
    return now();
  };
  const when = async (what: string, holds: (repairCase: RepairCase) => boolean): Promise<RepairCase> => {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const found = world.steps.at(-1)?.case;
      if (found !== undefined && holds(found)) return found;
      await new Promise(resolve => setTimeout(resolve, 25));
    }
    throw new Error(`never ${what}: it is ${JSON.stringify(world.steps.at(-1)?.case)}`);
  };
  const until: Story['until'] = (stage, fulfils = () => true) =>
    when(stage, found => found.stage === stage && fulfils(found));
  const exit = environment.client.workflow.getHandle(listExitWorkflowId(caseId));
  return { world, handle, exit, now, act, until, when };
}

const TRIES = 4;
const PAUSE_MS = 50;

/** While a run hands over, the test server may say that the workflow is over; asked again it knows the next run. */
async function whileHandedOver<T>(send: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await send();
    } catch (error) {
      if (left === 1 || !(error instanceof WorkflowNotFoundError)) throw error;
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
    }
  }
}

function unlessClosed(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
}

const openingIn = (fakes: Partial<Activities>, add: () => Promise<object>): Partial<Activities> => ({
  openingFacts: async input => {
    const [facts, added] = await Promise.all([fakes.openingFacts?.(input), add()]);
    if (facts === undefined) throw new Error('the fakes open no case');
    return { ...facts, ...added };
  },
});

export const answers = {
  performance: '罚款已缴',
  receiptNumber: 'R-1',
  paidAmount: '5000',
  paidOn: '2026-10-01',
  improvement: '建立台账',
};

/** From the draft to the letter, which lies ready to be signed. */
export async function readyToSign({ act, until, world, handle }: Story): Promise<RepairCase> {
  await act('register', { actor: people.rep });
  await act('saveAnswers', { actor: people.rep, answers });
  world.training = { certificateId: 'TC-1', complete: true, exhausted: false };
  await handle.signal(messages.trainingProgressedSignal, { accountId: 'rep-1' });
  return until('READY_TO_SIGN');
}

export async function submit(story: Story): Promise<RepairCase> {
  const { act, until } = story;
  await readyToSign(story);
  await act('sign', { actor: people.rep, signatureId: 'sig-1', contentHash: 'hash-1' });
  return until('SUBMITTED');
}

/** The newest record of that kind. */
export const lastOf = (world: World, kind: string) =>
  world.steps.findLast(({ record }) => record.kind === kind)?.record;

/** From submission to the city's consent: the case goes to its exit. */
export async function approve(story: Story): Promise<void> {
  const agreed = { outcome: 'POSITIVE', reason: '' };
  await submit(story);
  await story.act('accept', { actor: people.county, ...seen(story) });
  await story.act('countyReview', { actor: people.county, ...agreed, ...seen(story) });
  await story.act('authorityOpinion', { actor: people.authority, ...agreed, ...seen(story) });
  await story.act('cityDecision', { actor: people.city, ...agreed, ...seen(story) });
}

/** The version that a page shows: that of the last step that was stored. */
export const seen = ({ world }: Story) => ({ seenVersion: world.steps.at(-1)?.case.version ?? 0 });
export const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    return (error as { cause?: { details?: { code: string }[] } }).cause?.details?.[0]?.code ?? String(error);
  }
};
