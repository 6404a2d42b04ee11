import type { Client, WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import type { Activities } from '../../activities/index.js';
import type { RepairCase } from '../../src/domain/repair/repairCase.js';
import * as messages from '../../workflows/creditRepair/messages.js';
import { calendarRun, examRunOut, finishedExam, historyOf, type Recorder } from './recordShortHistories.js';
import { fakeActivities, newWorld, people, rulesAt, type World } from './workflowFakes.js';

export const RECORDED = [
  'oneRound',
  'oneRoundExit',
  'twoRounds',
  'lostRoundExit',
  'corrected',
  'rejected',
  'expired',
  'signedAnew',
  'failedLetter',
  'dutiesAsked',
  'exam',
  'examRunOut',
  'listCalendar',
] as const;
export type Recorded = (typeof RECORDED)[number];

const DAY = 86_400_000;
const answers = {
  performance: '罚款已缴',
  receiptNumber: 'R-1',
  paidAmount: '5000',
  paidOn: '2026-10-01',
  improvement: '建立台账',
};

interface Running {
  caseId: string;
  world: World;
  handle: WorkflowHandle;
  act: (name: string, input: object) => Promise<RepairCase>;
  review: (name: string, input: object) => Promise<RepairCase>;
  until: (stage: string) => Promise<RepairCase>;
  when: (what: string, holds: (repairCase: RepairCase) => boolean) => Promise<RepairCase>;
}

/** Plays every story once on the server and answers with the histories as JSON, nothing in them but ids and figures. */
export async function recordHistories(recorder: Recorder): Promise<Record<Recorded, unknown>> {
  const approved = await withCase(recorder, approve);
  const refused = await withCase(recorder, refuseOnce);
  return {
    oneRound: approved.history,
    oneRoundExit: approved.exits[0],
    twoRounds: refused.history,
    lostRoundExit: refused.exits[0],
    corrected: (await withCase(recorder, correct)).history,
    rejected: (await withCase(recorder, reject)).history,
    expired: (await withCase(recorder, expire, { openedAt: Date.now() - 200 * DAY })).history,
    signedAnew: (await withCase(recorder, signAnew)).history,
    failedLetter: (await withCase(recorder, failLetter)).history,
    dutiesAsked: (await withCase(recorder, askAuthority, { finedOnly: false })).history,
    exam: await finishedExam(recorder),
    examRunOut: await examRunOut(recorder),
    listCalendar: await calendarRun(recorder),
  };
}

async function approve(story: Running): Promise<unknown> {
  await submit(story);
  await story.review('accept', { actor: people.county });
  await story.review('countyReview', { actor: people.county, outcome: 'POSITIVE', reason: '' });
  await story.review('authorityOpinion', { actor: people.authority, outcome: 'POSITIVE', reason: '' });
  await story.review('cityDecision', { actor: people.city, outcome: 'POSITIVE', reason: '' });
  return story.handle.result();
}

/** A register refuses after the others acknowledged; mended, it acknowledges the second message. */
async function refuseOnce(story: Running): Promise<unknown> {
  const { world, handle, when } = story;
  world.away.add('SANCTIONS');
  const approval = approve(story);
  await when('three receipts', ({ receipts }) => receipts.length === 3);
  world.refusing.add('SANCTIONS');
  await when('taken back', ({ exit, receipts }) => exit?.hindrance === 'REFUSED' && receipts.length === 0);
  world.away.clear();
  world.refusing.clear();
  await handle.signal(messages.retryExitSignal, { key: 'again', by: { accountId: 'admin-1', role: 'CITY_ADMIN' } });
  return approval;
}

async function correct(story: Running): Promise<unknown> {
  await submit(story);
  await story.review('return', { actor: people.county, reasons: [{ code: 'R04', text: '收据看不清' }] });
  await story.act('resubmit', { actor: people.rep });
  await story.review('accept', { actor: people.county });
  return story.act('withdraw', { actor: people.rep, reason: '不再申请' }).then(() => story.handle.result());
}

/** What the letter says is changed after a return, so the letter is signed anew, which submits the case again. */
async function signAnew(story: Running): Promise<unknown> {
  await submit(story);
  await story.review('return', { actor: people.county, reasons: [{ code: 'R99', text: '措施太笼统' }] });
  await story.act('saveAnswers', { actor: people.rep, answers: { ...answers, improvement: '每月自查' } });
  await story.act('sign', { actor: people.rep, signatureId: 'sig-2', contentHash: 'hash-2' });
  await story.when('second version', ({ stage, submissions }) => stage === 'SUBMITTED' && submissions.length === 2);
  return story.act('withdraw', { actor: people.rep, reason: '不再申请' }).then(() => story.handle.result());
}

/** The first letter cannot be made; signed again, it is. */
async function failLetter({ act, when, until, world, handle }: Running): Promise<unknown> {
  world.letterFault = 'BAD_SIGNATURE';
  await readyToSign({ act, until, world, handle });
  await act('sign', { actor: people.rep, signatureId: 'sig-1', contentHash: 'hash-1' });
  await when('freed', ({ letterFailure }) => letterFailure !== undefined);
  delete world.letterFault;
  await act('sign', { actor: people.rep, signatureId: 'sig-2', contentHash: 'hash-2' });
  await until('SUBMITTED');
  return act('withdraw', { actor: people.rep, reason: '不再申请' }).then(() => handle.result());
}

/** The recognising authority is asked about the duties, says no, is asked again and says yes; the licence is seen by the county. */
async function askAuthority(story: Running): Promise<unknown> {
  const { act, world, review } = story;
  await act('register', { actor: people.rep });
  await act('askAuthority', { actor: people.rep, text: '设备已整改' });
  await act('answerDuties', { actor: people.authority, round: 1, outcome: 'NEGATIVE', reason: '两处隐患未消除' });
  await act('askAuthority', { actor: people.rep, text: '两处隐患已消除' });
  await act('answerDuties', { actor: people.authority, round: 2, outcome: 'POSITIVE', reason: '' });
  world.materials = ['MAT2', 'MAT3', 'MAT5'];
  await learnAndFill(story);
  await act('sign', { actor: people.rep, signatureId: 'sig-1', contentHash: 'hash-1' });
  await story.until('SUBMITTED');
  await review('accept', { actor: people.county, confirmed: [{ material: 'MAT4', seen: '营业执照原件' }] });
  return act('withdraw', { actor: people.rep, reason: '不再申请' }).then(() => story.handle.result());
}

async function reject(story: Running): Promise<unknown> {
  await submit(story);
  await story.review('accept', { actor: people.county });
  await story.review('countyReview', { actor: people.county, outcome: 'NEGATIVE', reason: '义务未履行完毕' });
  await story.review('authorityOpinion', { actor: people.authority, outcome: 'NEGATIVE', reason: '义务未履行完毕' });
  if (story.world.steps.at(-1)?.case.stage === 'CITY_REVIEW')
    await story.review('cityDecision', { actor: people.city, outcome: 'NEGATIVE', reason: '义务未履行完毕' });
  return story.handle.result();
}

const expire = ({ handle }: Running): Promise<unknown> => handle.result();

type Learning = Pick<Running, 'act' | 'until' | 'world' | 'handle'>;

async function readyToSign(story: Learning): Promise<void> {
  await story.act('register', { actor: people.rep });
  await learnAndFill(story);
}

/** From the registered case to the signing. */
async function learnAndFill({ act, until, world, handle }: Learning): Promise<void> {
  await act('saveAnswers', { actor: people.rep, answers });
  world.training = { certificateId: 'TC-1', complete: true, exhausted: false };
  await handle.signal(messages.trainingProgressedSignal, { accountId: 'rep-1' });
  await until('READY_TO_SIGN');
}

async function submit(story: Running): Promise<void> {
  const { act, until } = story;
  await readyToSign(story);
  await act('sign', { actor: people.rep, signatureId: 'sig-1', contentHash: 'hash-1' });
  await until('SUBMITTED');
}

let serial = 0;

async function withCase(
  { client, worker: options }: Recorder,
  story: (running: Running) => Promise<unknown>,
  { openedAt = Date.now(), finedOnly = true } = {},
): Promise<{ history: unknown; exits: unknown[] }> {
  serial += 1;
  const name = `recorded-${String(Date.now())}-${String(serial)}`;
  const world = newWorld();
  const worker = await Worker.create({
    ...options,
    taskQueue: name,
    activities: activitiesOf(world, { openedAt, finedOnly }),
  });
  return worker.runUntil(async () => {
    const opening = { caseId: name, reference: 'XF-1', entryId: name, assisted: false };
    const handle = await client.workflow.start(messages.creditRepairWorkflowName, {
      workflowId: messages.creditRepairWorkflowId(name),
      taskQueue: name,
      args: [{ ...opening, openedBy: { accountId: 'rep-1', role: 'LEGAL_REP' } }],
    });
    const running = runningOf({ caseId: name, world, handle });
    await story(running);
    return { history: await historyOf(handle), exits: await exitsOf(handle, client) };
  });
}

/** The histories of the case's exits, one a round. */
async function exitsOf(handle: WorkflowHandle, client: Client): Promise<unknown[]> {
  const { events } = await handle.fetchHistory();
  const runs = (events ?? []).flatMap(
    ({ childWorkflowExecutionStartedEventAttributes: started }) => started?.workflowExecution ?? [],
  );
  return Promise.all(
    runs.map(({ workflowId, runId }) => historyOf(client.workflow.getHandle(workflowId ?? '', runId ?? undefined))),
  );
}

function activitiesOf(
  world: World,
  { openedAt, finedOnly }: { openedAt: number; finedOnly: boolean },
): Partial<Activities> {
  const { fakes } = fakeActivities(world, { finedOnly });
  return {
    ...fakes,
    openingFacts: async input => {
      const opening = await fakes.openingFacts?.(input);
      if (opening === undefined) throw new Error('the fakes open no case');
      return { ...opening, facts: { ...opening.facts, openedAt }, rules: rulesAt(openedAt) };
    },
  };
}

function runningOf({ caseId, world, handle }: Pick<Running, 'caseId' | 'world' | 'handle'>): Running {
  let keys = 0;
  const act = async (name: string, input: object): Promise<RepairCase> => {
    keys += 1;
    await handle.executeUpdate(name, { args: [{ key: `key-${String(keys)}`, ...input }] });
    const stored = world.steps.at(-1)?.case;
    if (stored === undefined) throw new Error('no step is stored');
    return stored;
  };
  const when = async (what: string, holds: (repairCase: RepairCase) => boolean): Promise<RepairCase> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const found = world.steps.findLast(step => holds(step.case))?.case;
      if (found !== undefined) return found;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`never ${what}, is ${String(world.steps.at(-1)?.case.stage)}`);
  };
  return {
    ...{ caseId, world, handle, act },
    async review(name, input) {
      const version = world.steps.at(-1)?.case.version ?? 0;
      return act(name, { ...input, seenVersion: version });
    },
    when,
    until: stage => when(stage, found => found.stage === stage),
  };
}
