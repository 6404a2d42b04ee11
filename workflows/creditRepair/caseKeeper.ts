import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { PersonRef } from '../../src/domain/access/actor.js';
import type { Refusal } from '../../src/domain/refusal.js';
import type { RepairRules } from '../../src/domain/repair/act.js';
import type { RepairEvent, Transition } from '../../src/domain/repair/events.js';
import { applyRepairEvent, withImporters } from '../../src/domain/repair/judge.js';
import { recordedStep } from '../../src/domain/repair/recordedStep.js';
import type { RepairCase } from '../../src/domain/repair/repairCase.js';
import { QUICK } from '../quickActivity.js';
import { HANDED_OVER, type Taken } from './messages.js';

// An ordinary activity on purpose: the accepted update is durable before the write, so a worker that dies in between can
// neither lose the act nor leave a record in the chain that no act stands for.
const { recordSteps } = proxyActivities<Pick<Activities, 'recordSteps'>>(QUICK);

/** What survives a continue-as-new: the case, the rules it runs under, and the one-time keys already served. */
export interface CaseMemory {
  case: RepairCase;
  rules: RepairRules;
  keys: string[];
  /** Version after the last act of a person; clock marks do not make a reviewer's page stale. */
  lastHumanVersion: number;
  /** Hash of the last record in the case's chain, which nobody else writes. */
  lastHash: string;
  display: CaseDisplay;
}

type CaseDisplay = Parameters<Activities['recordSteps']>[0]['display'];

const KEPT_KEYS = 100;

export const refusalFailure = (refusal: Refusal): ApplicationFailure =>
  ApplicationFailure.create({ type: 'Refused', nonRetryable: true, message: refusal.code, details: [refusal] });

/** Holds one case: takes events one after the other, and lets a new state count only after it is stored. */
export class CaseKeeper {
  #turn: Promise<unknown> = Promise.resolve();
  #turns = 0;
  /** Grows with every stored step, so that the story can wait for "something happened". */
  steps = 0;

  #memory: CaseMemory | undefined;
  #openingRefusal: Refusal | undefined;
  #hasLeft = false;

  /** Takes over a case that was just opened, or the memory of the run before. */
  adopt(memory: CaseMemory): void {
    this.#memory = memory;
  }

  /** The entry may not be repaired: every act that waits or is still to come gets this refusal. */
  refuseOpening(refusal: Refusal): void {
    this.#openingRefusal = refusal;
  }

  /** Hands the case over to the next run: acts that arrive from now on are sent there. */
  leave(): void {
    this.#hasLeft = true;
  }

  /** Throws where the case lies with the next run already. */
  requireHere(): void {
    if (this.#hasLeft) throw ApplicationFailure.nonRetryable('the case goes on in the next run', HANDED_OVER);
  }

  get memory(): CaseMemory {
    if (this.#openingRefusal !== undefined) throw refusalFailure(this.#openingRefusal);
    if (this.#memory === undefined) throw ApplicationFailure.nonRetryable('the case is being opened', 'NotOpen');
    return this.#memory;
  }

  get case(): RepairCase {
    return this.memory.case;
  }

  /** What an update answers. */
  get answer(): Taken {
    const { version, stage } = this.case;
    return { version, stage };
  }

  hasServed(key: string): boolean {
    return this.#memory?.keys.includes(key) ?? false;
  }

  remember(key: string): void {
    this.memory.keys = [...this.memory.keys, key].slice(-KEPT_KEYS);
    this.memory.lastHumanVersion = this.case.version;
  }

  /** Runs `work` alone: no other act sees the case half way. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#turns += 1;
    const mine = this.#turn.then(work).finally(() => {
      this.#turns -= 1;
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /**
   * True while a turn is under way. Its step may be stored, and so be on a page, before the workflow hears of it: an
   * act that answers such a page must be judged after the turn, not against the state before it.
   */
  get isBusy(): boolean {
    return this.#turns > 0;
  }

  /** The case goes on with what its list entry says now; it is stored with the next step. */
  learnEntry({ importers, display }: { importers: readonly PersonRef[]; display: CaseDisplay }): void {
    this.memory.case = withImporters(this.case, importers);
    this.memory.display = display;
  }

  /**
   * Stores what was judged, each after the one before, and lets it count from then on. Must be called in turn. Rules that
   * an act brings along are those of the case once it is stored.
   */
  async store(judged: readonly Transition[], rules: RepairRules = this.memory.rules): Promise<void> {
    const steps = judged.map(one => {
      if (!one.ok) throw refusalFailure(one.refusal);
      return recordedStep(one, rules);
    });
    const last = steps.at(-1);
    if (last === undefined) return;
    const { lastHash: previous, display } = this.memory;
    const { hash } = await recordSteps({ caseId: last.case.caseId, steps, previous, display });
    Object.assign(this.memory, { case: last.case, rules, lastHash: hash } satisfies Partial<CaseMemory>);
    this.steps += 1;
  }

  /** Takes what the system itself records. Must be called in turn; refuses with the rule's own words. */
  take(event: RepairEvent): Promise<void> {
    return this.store([applyRepairEvent(this.case, event, this.memory.rules)]);
  }

  /** Takes it where it is due; what is told twice, or too late, changes nothing. */
  takeIfDue(event: RepairEvent): Promise<boolean> {
    return this.takeDue([event]);
  }

  /** Takes those that are due, each judged after the one before, and stores them together. True where the last was due. */
  async takeDue(events: readonly RepairEvent[]): Promise<boolean> {
    const judged: Transition[] = [];
    let next = this.case;
    let isDue = false;
    for (const event of events) {
      const one = applyRepairEvent(next, event, this.memory.rules);
      isDue = one.ok;
      if (!one.ok) continue;
      judged.push(one);
      next = one.case;
    }
    await this.store(judged);
    return isDue;
  }
}
