import { describe, expect, it } from '@jest/globals';
import type { Role } from '../../../src/domain/access/actor.js';
import { openRequest } from '../../../src/domain/repair/dutyRequest.js';
import type { RepairEvent, RepairEventKind } from '../../../src/domain/repair/events.js';
import { actOf, applyRepairEvent } from '../../../src/domain/repair/judge.js';
import { nextClockEvent } from '../../../src/domain/repair/nextClockEvent.js';
import { EXIT_RECEIVERS } from '../../../src/domain/repair/receivers.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';
import { isClosed } from '../../../src/domain/repair/stages.js';
import { BLACKLIST_RULES, event, KINDS, NOW, opened, RULES } from './support.js';

type Roll = (sides: number) => number;

/** Mulberry32: small, seeded, the same on every machine. */
function dice(seed: number): Roll {
  let state = seed;
  return sides => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * sides) | 0;
  };
}

/** As few people as a case needs, in changing roles, so that the walk tries hard to let one of them take two steps. */
const PEOPLE = ['a', 'b', 'c', 'd'];
const ROLES: Role[] = ['LEGAL_REP', 'COUNTY_REVIEWER', 'AUTHORITY_OFFICER', 'CITY_REVIEWER'];
const FACT_EVENTS = ['documentIssued', 'commitmentPublished', 'marksRemoved'];

const RARE = [
  ...['withdraw', 'notAccept', 'return', 'deadlinePassed', 'letterFailed'],
  ...['askAuthority', 'answerDuties', 'stateNoDuty'],
];

/** Mostly what the stage knows, so that walks get far; sometimes anything at all. */
function randomKind({ stage }: RepairCase, roll: Roll): RepairEventKind {
  const known = KINDS.filter(kind => actOf(kind).stages.includes(stage));
  const kinds = known.length > 0 && roll(4) > 0 ? known : KINDS;
  const kind = pick(kinds, roll);
  return RARE.includes(kind) && roll(10) > 0 ? randomKind({ stage } as RepairCase, roll) : kind;
}

const pick = <Item>(items: readonly Item[], roll: Roll): Item => items[roll(items.length)] as Item;

function randomEvent(repairCase: RepairCase, roll: Roll, now: number): RepairEvent {
  const rules = repairCase.finalWord === 'CITY' ? RULES : BLACKLIST_RULES;
  const clock = roll(60) === 0 ? nextClockEvent(repairCase, rules) : null;
  if (clock !== null) return clock.event;
  const kind = randomKind(repairCase, roll);
  const base = event(kind);
  const role = kind === 'sign' ? 'LEGAL_REP' : pick(ROLES, roll);
  const result = { outcome: roll(8) === 0 ? 'NEGATIVE' : 'POSITIVE', reason: roll(4) === 0 ? '' : '理由' };
  return {
    ...base,
    at: now,
    ...('by' in base && { by: { accountId: pick(PEOPLE, roll), role } }),
    ...('outcome' in base && result),
    ...('receiver' in base && { receiver: pick(EXIT_RECEIVERS, roll) }),
  } as RepairEvent;
}

interface Walk {
  approved: number;
  repaired: number;
  closed: number;
  faults: string[];
}

function walk(seed: number, seen: Walk): void {
  const roll = dice(seed);
  const rules = seed % 2 === 0 ? RULES : BLACKLIST_RULES;
  let repairCase = opened(rules, { openedBy: { accountId: 'filer', role: 'LEGAL_REP' }, finedOnly: seed % 7 !== 0 });
  for (let step = 0; step < 280; step += 1) {
    const next = randomEvent(repairCase, roll, NOW + step * 600_000);
    const result = applyRepairEvent(repairCase, next, rules);
    if (!result.ok) continue;
    const fault = faultOf(repairCase, result.case, next);
    if (fault !== undefined) seen.faults.push(`seed ${String(seed)} step ${String(step)} ${next.kind}: ${fault}`);
    if (result.case.stage === 'APPROVED') seen.approved += 1;
    if (next.kind === 'exitCompleted') seen.repaired += 1;
    if (isClosed(result.case.stage) && !isClosed(repairCase.stage)) seen.closed += 1;
    repairCase = result.case;
  }
}

const ASKING_STAGES = ['TRAINING', 'QUIZ_READY', 'READY_TO_SIGN', 'RETURNED'];
const APPLICANT_STAGES = ['DRAFT', 'TRAINING', 'QUIZ_READY', 'READY_TO_SIGN', 'RETURNED'];

interface Pair {
  before: RepairCase;
  after: RepairCase;
  kind: RepairEventKind;
  moved: boolean;
}

/** What must hold of every step; the name is what would be wrong. */
const PROMISES: Record<string, (pair: Pair) => boolean> = {
  version: ({ before, after }) => after.version === before.version + 1,
  'time runs back': ({ before, after }) => after.updatedAt >= before.updatedAt,
  'closed case accepted something': ({ before, kind, moved }) =>
    !isClosed(before.stage) || (!moved && FACT_EVENTS.includes(kind)),
  'clock after the end': ({ after }) =>
    !isClosed(after.stage) || (after.deadlines.length === 0 && after.closedAt !== undefined),
  'assignee kept': ({ after, moved }) => !moved || after.assignee === undefined,
  'too many rounds': ({ after }) => after.returns.length <= 3,
  'silent decision': ({ after, kind }) =>
    kind !== 'deadlinePassed' || !['APPROVED', 'REJECTED', 'NOT_ACCEPTED'].includes(after.stage),
  'expired by staff': ({ before, after, moved }) =>
    !moved || after.stage !== 'EXPIRED' || APPLICANT_STAGES.includes(before.stage),
  'clock of the firm ended the case while the authority was asked': ({ before, after, moved }) =>
    !moved || after.stage !== 'EXPIRED' || openRequest(before) === undefined,
  'question left open': ({ after }) => openRequest(after) === undefined || ASKING_STAGES.includes(after.stage),
  'left the list with a register missing': ({ after }) =>
    after.stage !== 'REPAIRED' ||
    new Set(after.receipts.map(({ receiver }) => receiver)).size === EXIT_RECEIVERS.length,
  'four eyes': ({ after }) => after.stage !== 'APPROVED' || reviewedByThree(after),
  'own filing decided': ({ before, after }) =>
    after.decisions.length === before.decisions.length || !filers(before).includes(lastDecider(after)),
};

const filers = ({ openedBy, submissions }: RepairCase) =>
  [openedBy, ...submissions.map(({ by }) => by)].map(({ accountId }) => accountId);
const lastDecider = ({ decisions }: RepairCase): string => decisions.at(-1)?.by.accountId ?? '';

function reviewedByThree({ decisions }: RepairCase): boolean {
  const of = (step: string) => decisions.findLast(decision => decision.step === step)?.by.accountId;
  const [accepted, county, authority, city] = [of('ACCEPT'), of('COUNTY'), of('AUTHORITY'), of('CITY')];
  const people = new Set([county, authority, city]);
  return people.size === 3 && !people.has(undefined) && accepted !== authority && accepted !== city;
}

function faultOf(before: RepairCase, after: RepairCase, next: RepairEvent): string | undefined {
  const pair = { before, after, kind: next.kind, moved: before.stage !== after.stage };
  return Object.keys(PROMISES).find(name => PROMISES[name]?.(pair) === false);
}

describe('any way through a case', () => {
  it('keeps its promises over 3000 random walks', () => {
    const seen: Walk = { approved: 0, repaired: 0, closed: 0, faults: [] };

    for (let seed = 1; seed <= 3_000; seed += 1) walk(seed, seen);

    expect(seen.faults).toEqual([]);
    // The walks reach what they are to prove.
    expect(seen.approved).toBeGreaterThan(20);
    expect(seen.repaired).toBeGreaterThan(10);
    expect(seen.closed).toBeGreaterThan(100);
  });
});
