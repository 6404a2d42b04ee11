import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyLocalActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import { recomputeDeadlines } from '../../src/domain/repair/deadlines.js';
import { nextClockEvent, nextExitRound } from '../../src/domain/repair/nextClockEvent.js';
import { openRepairCase } from '../../src/domain/repair/openCase.js';
import { isClosed, type RepairStage } from '../../src/domain/repair/stages.js';
import { QUICK } from '../quickActivity.js';
import { CaseKeeper, type CaseMemory } from './caseKeeper.js';
import { followUp, settleTraining } from './followUps.js';
import { type Inbox, isFilled, openInbox } from './inbox.js';
import { retryExit } from './leaveList.js';
import { listenToPeople } from './listenToPeople.js';
import type { CreditRepairInput } from './messages.js';

const { openingFacts, loadCalendar } = proxyLocalActivities<Pick<Activities, 'openingFacts' | 'loadCalendar'>>(QUICK);

/** History events after which a run hands over to a fresh one; far above what a plain case needs (about 100). */
const LONG_HISTORY = 2_000;

/** What a run starts from: a new case, or the memory handed over by the run before. */
export type CreditRepairRun = CreditRepairInput & { memory?: CaseMemory; longHistory?: number };

/**
 * The story of one repair, from the draft to the exit from the list. People act through updates, clocks through the
 * timer to the next deadline; what follows by itself (training, letter, exit, papers) is done in `followUp`.
 */
export async function creditRepair(run: CreditRepairRun): Promise<RepairStage | 'NOT_OPENED'> {
  const inbox = openInbox();
  const keeper = new CaseKeeper();
  // The first turn, taken before anyone is listened to: acts that arrive while the facts are loaded come after it.
  const opening = keeper.inTurn(() => openCase(keeper, run));
  listenToPeople(keeper);
  if (!(await opening)) {
    await condition(allHandlersFinished);
    return 'NOT_OPENED';
  }

  while (!isClosed(keeper.case.stage) || (await followUp(keeper, inbox))) {
    await readInbox(keeper, inbox);
    if (await followUp(keeper, inbox)) continue;
    if (isClosed(keeper.case.stage)) break;
    if (wantsNewRun(run)) await handOver(run, keeper, inbox);
    else await untilSomethingHappens(keeper, inbox);
  }
  await condition(allHandlersFinished);
  return keeper.case.stage;
}

/** False where the rules refuse a case for this entry; nothing is stored then. */
async function openCase(keeper: CaseKeeper, run: CreditRepairRun): Promise<boolean> {
  if (run.memory !== undefined) {
    keeper.adopt(run.memory);
    return true;
  }
  const { facts, rules, display, refusal } = await openingFacts(run);
  if (refusal !== undefined) {
    keeper.refuseOpening(refusal);
    return false;
  }
  keeper.adopt({ case: openRepairCase(facts, rules), rules, keys: [], lastHumanVersion: 0, lastHash: '', display });
  await keeper.take({ kind: 'open', at: facts.openedAt, by: run.openedBy });
  return true;
}

async function readInbox(keeper: CaseKeeper, inbox: Inbox): Promise<void> {
  if (inbox.calendarChanged) {
    inbox.calendarChanged = false;
    await keeper.inTurn(() => adoptCalendar(keeper));
  }
  if (inbox.trainingProgressed) {
    inbox.trainingProgressed = false;
    await settleTraining(keeper);
  }
  const left = inbox.left.splice(0);
  if (left.length > 0) await keeper.inTurn(() => freeClaimOf(keeper, left));
  const retry = inbox.exitRetries.shift();
  if (retry !== undefined) await retryExit(keeper, retry);
}

/** Puts the case back on its desk where one of these accounts holds it. */
async function freeClaimOf(keeper: CaseKeeper, left: readonly string[]): Promise<void> {
  const holder = keeper.case.assignee?.accountId;
  if (holder === undefined || !left.includes(holder)) return;
  await keeper.take({ kind: 'holderLeft', at: Date.now(), accountId: holder });
}

/** Waits for an act, a signal or the next deadline; when a deadline comes first, takes its event. */
async function untilSomethingHappens(keeper: CaseKeeper, inbox: Inbox): Promise<void> {
  const seen = keeper.steps;
  const happened = () => keeper.steps !== seen || isFilled(inbox);
  const next = nextByClock(keeper);
  if (next === null) {
    await condition(happened);
    return;
  }
  // The server's finest timer is about a second; asking for less only costs a round.
  const woken = await condition(happened, Math.max(1_000, next.at - Date.now()));
  if (woken) return;
  await keeper.inTurn(async () => {
    const due = nextByClock(keeper);
    if (due !== null && due.at <= Date.now()) await keeper.take(due.event);
  });
}

const nextByClock = ({ case: repairCase, memory }: CaseKeeper) =>
  nextExitRound(repairCase) ?? nextClockEvent(repairCase, memory.rules);

async function adoptCalendar(keeper: CaseKeeper): Promise<void> {
  const calendar = await loadCalendar();
  keeper.memory.rules = { ...keeper.memory.rules, calendar };
  const deadlines = recomputeDeadlines(keeper.case, calendar);
  if (JSON.stringify(deadlines) === JSON.stringify(keeper.case.deadlines)) return;
  await keeper.take({ kind: 'calendarChanged', at: Date.now(), calendarVersion: calendar.version });
}

function wantsNewRun(run: CreditRepairRun): boolean {
  const info = workflowInfo();
  return info.continueAsNewSuggested || info.historyLength > (run.longHistory ?? LONG_HISTORY);
}

/**
 * Hands over to a fresh run; not while something signalled meanwhile is unread, for the next run would never hear of it.
 * From the last look on no act is taken any more: what comes after the word of handing over cannot be recorded.
 */
async function handOver(run: CreditRepairRun, keeper: CaseKeeper, inbox: Inbox): Promise<void> {
  do await condition(allHandlersFinished);
  while (!allHandlersFinished());
  if (isFilled(inbox)) return;
  keeper.leave();
  await continueAsNew<typeof creditRepair>({ ...run, memory: keeper.memory });
}
