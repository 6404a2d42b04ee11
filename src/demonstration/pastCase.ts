import { randomUUID } from 'node:crypto';
import { type Activities, type ActivityDependencies, createActivities } from '../../activities/index.js';
import type { CreditRepairInput } from '../../workflows/creditRepair/messages.js';
import { addEvidence } from '../commands/evidenceCommands.js';
import { prepareLetter, recordSignature, tickStatements } from '../commands/signatureCommands.js';
import type { CaseDisplay } from '../data/caseView.js';
import type { ListEntry } from '../data/index.js';
import { dayOf, yearOf } from '../domain/calendarDay.js';
import type { RepairRules } from '../domain/repair/act.js';
import { caseReference } from '../domain/repair/caseReference.js';
import type { RepairEvent } from '../domain/repair/events.js';
import { applyRepairEvent } from '../domain/repair/judge.js';
import { openRepairCase } from '../domain/repair/openCase.js';
import { recordedStep } from '../domain/repair/recordedStep.js';
import type { ActorRef, RepairCase } from '../domain/repair/repairCase.js';
import { demonstrationEvidence } from './evidence.js';

/** What the workflow takes over: the case with its rules, as after a continue-as-new. */
export interface TakenOver {
  input: CreditRepairInput;
  case: RepairCase;
  rules: RepairRules;
  display: CaseDisplay;
  /** Hash of the last record of its chain. */
  lastHash: string;
}

/**
 * A case whose first part lies in the past: each event goes through the same rule and is recorded by the same activity
 * as in the workflow, at the instant it is given. `handOver` then leaves it to a workflow, which owes the rest.
 */
export class PastCase {
  readonly #dependencies: ActivityDependencies;
  readonly #entry: ListEntry;
  readonly #rep: ActorRef;
  #input: CreditRepairInput | undefined;
  #case: RepairCase | undefined;
  #rules: RepairRules | undefined;
  #display: CaseDisplay | undefined;
  #lastHash = '';

  constructor(dependencies: ActivityDependencies, entry: ListEntry, representativeAccountId: string) {
    this.#dependencies = dependencies;
    this.#entry = entry;
    this.#rep = { accountId: representativeAccountId, role: 'LEGAL_REP' };
  }

  /** `clerk`: who opens it at the window on the firm's behalf; else the representative does. */
  async open(at: number, clerk?: ActorRef): Promise<void> {
    const openedBy = clerk ?? this.#rep;
    const { county, entryId } = this.#entry;
    const year = yearOf(dayOf(at));
    const sequence = await this.#dependencies.data.counters.next(`case:${county}:${String(year)}`);
    const reference = caseReference(county, year, sequence);
    this.#input = { caseId: randomUUID(), reference, entryId, openedBy, assisted: clerk !== undefined };
    const { facts, rules, display, refusal } = await this.#activities(at).openingFacts(this.#input);
    if (refusal !== undefined) throw new Error(`the demonstration may not open a case: ${refusal.code}`);
    this.#rules = rules;
    this.#display = display;
    this.#case = openRepairCase(facts, rules);
    await this.take({ kind: 'open', at, by: openedBy });
  }

  async register(at: number): Promise<void> {
    await this.take({ kind: 'register', at, by: this.#rep });
    await this.take({ kind: 'enrol', at: at + 1_000 });
  }

  /** Answers and papers of a firm that has paid and mended. */
  async fillIn(at: number): Promise<void> {
    const { caseId } = this.#opened();
    const { answers, papers } = await demonstrationEvidence(this.#entry, at);
    await this.take({ kind: 'saveAnswers', at, by: this.#rep, answers });
    if (this.#opened().noDuty === true) await this.take({ kind: 'stateNoDuty', at: at + 500, by: this.#rep });
    for (const [place, paper] of papers.entries()) {
      const kept = { evidenceId: randomUUID(), caseId, uploadedBy: this.#rep, at: at + place, maxFiles: 20 };
      await addEvidence(this.#dependencies.data, { ...paper, ...kept });
    }
  }

  async sign(at: number): Promise<void> {
    const { data } = this.#dependencies;
    const { caseId } = this.#opened();
    const prepared = await prepareLetter(data, { caseId, at });
    if (prepared === null) throw new Error('the demonstration letter could not be prepared');
    const act = { signatureId: `demo:${caseId}`, caseId, contentHash: prepared.contentHash };
    const typedName = this.#entry.representativeName;
    const { accountId } = this.#rep;
    await tickStatements(data, { ...act, accountId, at });
    await recordSignature(data, { ...act, accountId, ...{ typedName, ip: '127.0.0.1', device: '演示', at } });
    const activities = this.#activities(at);
    const { signing, ...facts } = await activities.submissionFacts({
      case: this.#opened(),
      signature: { ...act, accountId },
    });
    if (signing === undefined) throw new Error('nothing is known of the signature');
    await this.take({ kind: 'sign', at, by: this.#rep, ...act, ...facts, ...signing });
    const letter = await activities.issueCommitment({ ...act, signedAt: at });
    await this.take({ kind: 'letterIssued', at: at + 2_000, ...letter });
  }

  /** One event through its rule into the store. */
  async take(event: RepairEvent): Promise<void> {
    const step = applyRepairEvent(this.#opened(), event, this.#opened(this.#rules));
    if (!step.ok) throw new Error(`the demonstration was refused ${event.kind}: ${step.refusal.code}`);
    const steps = [recordedStep(step, this.#opened(this.#rules))];
    const told = { caseId: step.case.caseId, steps, previous: this.#lastHash, display: this.#opened(this.#display) };
    this.#lastHash = (await this.#activities(event.at).recordSteps(told)).hash;
    this.#case = step.case;
  }

  handOver(): TakenOver {
    return {
      input: this.#opened(this.#input),
      case: this.#opened(),
      rules: this.#opened(this.#rules),
      display: this.#opened(this.#display),
      lastHash: this.#lastHash,
    };
  }

  get representative(): ActorRef {
    return this.#rep;
  }

  get authorityId(): string {
    return this.#entry.authorityId;
  }

  get policyVersion(): string {
    return this.#opened(this.#rules).policy.version;
  }

  #activities(at: number): Activities {
    return createActivities({ ...this.#dependencies, clock: () => at });
  }

  #opened(): RepairCase;
  #opened<T>(part: T | undefined): T;
  #opened(part: unknown = this.#case): unknown {
    if (part === undefined) throw new Error('the case is not open yet');
    return part;
  }
}
