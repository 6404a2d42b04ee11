import { ApplicationFailure } from '@temporalio/common';
import type { Activities } from '../../activities/index.js';
import type { Actor, PersonRef } from '../../src/domain/access/actor.js';
import { dayOf } from '../../src/domain/calendarDay.js';
import { CALENDAR_SEED } from '../../src/domain/policy/calendarSeed.js';
import { policySet } from '../../src/domain/policy/policySet.js';
import type { RepairRules } from '../../src/domain/repair/act.js';
import type { RecordedStep } from '../../src/domain/repair/recordedStep.js';
import type { ListType } from '../../src/domain/repair/stages.js';
import type { WorkCalendar } from '../../src/domain/workCalendar.js';
import { LETTER_NOT_MADE } from '../../workflows/creditRepair/messages.js';
import type { ExitMessage } from '../../workflows/listExit/messages.js';
import { DISPLAY } from '../data/support/values.js';
import { SEED_LAW } from './law.js';

export const UNIT = '91411722PDY000028K';
export const COUNTY = '411722';

const actor = (accountId: string, fields: Partial<Actor> & Pick<Actor, 'role'>): Actor => ({
  accountId,
  usccs: [],
  interests: [],
  ...fields,
});
export const people = {
  rep: actor('rep-1', { role: 'LEGAL_REP', usccs: [UNIT] }),
  stranger: actor('rep-2', { role: 'LEGAL_REP', usccs: ['91411702PDY00001XL'] }),
  county: actor('county-1', { role: 'COUNTY_REVIEWER', county: COUNTY }),
  otherCounty: actor('county-2', { role: 'COUNTY_REVIEWER', county: '411721' }),
  authority: actor('authority-1', { role: 'AUTHORITY_OFFICER', authorityId: 'YJGL' }),
  city: actor('city-1', { role: 'CITY_REVIEWER' }),
};

export const rulesAt = (epochMs: number, listType: ListType = 'KEY_ATTENTION'): RepairRules => ({
  calendar: CALENDAR_SEED,
  policy: policySet(SEED_LAW, { day: dayOf(epochMs), listType, tier: 'GENERAL' }),
});

/** What the world outside tells the workflow, changeable while a case runs, and what the workflow told it. */
export interface World {
  steps: RecordedStep[];
  training: { certificateId?: string; complete: boolean; exhausted: boolean };
  materials: string[];
  evidenceIds: string[];
  /** Whether the statements of the letter to be signed were ticked. */
  ticked: boolean;
  /** What the law of the day of acceptance has changed. */
  newPolicy: Partial<RepairRules['policy']>;
  /** Who has imported the entry by now; the importer of the opening where nobody is named. */
  importers: PersonRef[];
  letters: string[];
  /** Why the letter cannot be made; `AWAY` where the database is. */
  letterFault?: string;
  /** How often a letter was tried. */
  letterTries: number;
  voided: string[];
  notices: string[];
  /** The rules that a closing paper was ordered under, by its kind; of none, those of the day it is made. */
  ruledBy: Record<string, string | undefined>;
  exits: string[];
  published: string[];
  /** Stages after whose end the marks were taken off. */
  unmarked: string[];
  slow: Set<string>;
  away: Set<string>;
  refusing: Set<string>;
  /** Registers that carry a message out, but whose answer is lost. */
  mute: Set<string>;
  /** True where the entry left the list another way. */
  notListed: boolean;
  /** Messages the registers acknowledged and took back, as `<register> <round>`, in order. */
  acknowledged: string[];
  recalled: string[];
  /** The working days as they are loaded. */
  calendar: WorkCalendar;
  /** How long after a step is stored the workflow hears of it. */
  slowAnswerMs: number;
}

export const newWorld = (): World => ({
  steps: [],
  training: { complete: false, exhausted: false },
  materials: ['MAT2', 'MAT3', 'MAT4', 'MAT5'],
  evidenceIds: ['ev-1', 'ev-2'],
  ticked: true,
  newPolicy: {},
  importers: [],
  letters: [],
  letterTries: 0,
  voided: [],
  notices: [],
  ruledBy: {},
  exits: [],
  published: [],
  unmarked: [],
  slow: new Set(),
  away: new Set(),
  refusing: new Set(),
  mute: new Set(),
  notListed: false,
  acknowledged: [],
  recalled: [],
  calendar: CALENDAR_SEED,
  slowAnswerMs: 0,
});

/** What the fake list entry is like; the first possible day lies in the past unless a test says otherwise. */
interface FakeEntry {
  listType?: ListType | undefined;
  firstSubmissionDay?: string | undefined;
  /** Epoch milliseconds. */
  openedAt?: number | undefined;
  /** False where the decision asks for more than a fine. */
  finedOnly?: boolean | undefined;
}

/** In-memory activities that keep the promise of the real ones: a repeated call has one effect. */
export function fakeActivities(
  world: World,
  {
    listType = 'KEY_ATTENTION',
    firstSubmissionDay = '2026-01-01',
    openedAt = Date.now(),
    finedOnly = true,
  }: FakeEntry = {},
) {
  const now = () => world.steps.at(-1)?.record.at ?? 0;
  const once = (list: string[], value: string) => {
    if (!list.includes(value)) list.push(value);
  };
  const fakes: Partial<Activities> = {
    openingFacts: input => {
      const facts = {
        ...input,
        ...{
          uscc: UNIT,
          county: COUNTY,
          authorityId: 'YJGL',
          importedBy: 'admin-1',
          importers: [],
          listType,
          openedAt,
        },
        tier: 'GENERAL' as const,
        finedOnly,
        firstSubmissionDay,
        awaitsFirstDay: dayOf(openedAt) < firstSubmissionDay,
      };
      return Promise.resolve({ facts, rules: rulesAt(openedAt, listType), display: DISPLAY });
    },
    loadRules: () => {
      const { calendar, policy } = rulesAt(openedAt, listType);
      return Promise.resolve({ calendar, policy: { ...policy, ...world.newPolicy } });
    },
    entryNow: () =>
      Promise.resolve({
        importers: world.importers.length > 0 ? world.importers : [{ accountId: 'admin-1' }],
        display: DISPLAY,
      }),
    loadCalendar: () => Promise.resolve(world.calendar),
    recordSteps: async ({ steps, previous }) => {
      for (const step of steps)
        if (!world.steps.some(known => known.case.version === step.case.version)) world.steps.push(step);
      await after(world.slowAnswerMs);
      const first = steps[0]?.case.version ?? 0;
      if (previous !== hashOf(first - 1)) throw ApplicationFailure.nonRetryable('the step follows another record');
      return { hash: hashOf(first + steps.length - 1) };
    },
    submissionFacts: ({ signature }) => {
      const { certificateId } = world.training;
      const signing = { statementsTicked: world.ticked, ...(certificateId !== undefined && { certificateId }) };
      const onFile = { evidenceIds: [...world.evidenceIds], materials: world.materials, today: dayOf(openedAt) };
      return Promise.resolve({ ...onFile, ...(signature !== undefined && { signing }) });
    },
    trainingFacts: () => Promise.resolve(world.training),
    publishCommitment: ({ letterId }) => {
      once(world.published, letterId);
      return Promise.resolve();
    },
    removeMarks: ({ stage }) => {
      world.unmarked.push(stage);
      return Promise.resolve();
    },
    issueCommitment: ({ signatureId }) => {
      world.letterTries += 1;
      if (world.letterFault === 'AWAY') throw new Error('no connection');
      if (world.letterFault !== undefined) {
        throw ApplicationFailure.create({ type: LETTER_NOT_MADE, message: 'not made', details: [world.letterFault] });
      }
      once(world.letters, signatureId);
      return Promise.resolve({ letterId: `letter:${signatureId}` });
    },
    voidSignature: ({ signatureId }) => {
      once(world.voided, signatureId);
      return Promise.resolve();
    },
    issueNotice: ({ caseId, kind, basis }) => {
      once(world.notices, kind);
      world.ruledBy[kind] = basis;
      return Promise.resolve({ documentId: `${kind}:${caseId}` });
    },
    applyExit: ({ entryId }) => {
      if (world.notListed) throw ApplicationFailure.nonRetryable('gone', 'EntryNotActive');
      once(world.exits, entryId);
      return Promise.resolve();
    },
    ...registers(world),
  };
  return { fakes, now };
}

const hashOf = (version: number): string => (version === 0 ? '' : `hash-${String(version)}`);

const REFUSAL_MS = 500;
const SLOW_MS = 1_500;
const after = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/**
 * Registers that answer at once, except those that are slow, away or refuse for good. A refusal takes a moment: the
 * server of the tests stumbles where a message is called off in the instant in which it is answered.
 */
function registers(world: World): Pick<Activities, 'deliverExit' | 'recallExit'> {
  const nameOf = ({ receiver, round }: ExitMessage) => `${receiver} ${String(round)}`;
  const standing = (name: string) => world.acknowledged.includes(name) && !world.recalled.includes(name);
  return {
    deliverExit: async message => {
      const { receiver } = message;
      if (world.refusing.has(receiver)) {
        await after(REFUSAL_MS);
        throw ApplicationFailure.nonRetryable('refused', 'ReceiverRefused');
      }
      if (world.away.has(receiver)) throw new Error('away');
      if (world.slow.has(receiver)) await after(SLOW_MS);
      const name = nameOf(message);
      if (!world.acknowledged.includes(name)) world.acknowledged.push(name);
      if (world.mute.has(receiver)) throw new Error('answer lost');
      return { receiver, receiptId: `r-${name}`, at: Date.now() };
    },
    recallExit: message => {
      if (world.away.has(message.receiver)) throw new Error('away');
      if (standing(nameOf(message))) world.recalled.push(nameOf(message));
      return Promise.resolve();
    },
  };
}

/** A logger for suites whose workers would otherwise talk. */
export const silent = {
  log: () => undefined,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
