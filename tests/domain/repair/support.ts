import type { Actor, Role } from '../../../src/domain/access/actor.js';
import { CALENDAR_SEED } from '../../../src/domain/policy/calendarSeed.js';
import { policySet } from '../../../src/domain/policy/policySet.js';
import type { RepairRules } from '../../../src/domain/repair/act.js';
import type { EventOf, RepairEvent, RepairEventKind, Transition } from '../../../src/domain/repair/events.js';
import { actOf, applyRepairEvent, REPAIR_EVENT_KINDS } from '../../../src/domain/repair/judge.js';
import { type ClockEvent, nextClockEvent } from '../../../src/domain/repair/nextClockEvent.js';
import { type OpenFacts, openRepairCase } from '../../../src/domain/repair/openCase.js';
import { EXIT_RECEIVERS } from '../../../src/domain/repair/receivers.js';
import type { ActorRef, RepairCase } from '../../../src/domain/repair/repairCase.js';
import { type ListType, REPAIR_STAGES, type RepairStage, type Tier } from '../../../src/domain/repair/stages.js';
import { SEED_LAW } from '../../support/law.js';

export const USCC = '91411722PDY000028K';

export const rulesFor = (listType: ListType, tier: Tier): RepairRules => ({
  calendar: CALENDAR_SEED,
  policy: policySet(SEED_LAW, { day: '2026-09-01', listType, tier }),
});
/** The city has the final word. */
export const RULES = rulesFor('KEY_ATTENTION', 'GENERAL');
/** The recognising authority has the final word. */
export const BLACKLIST_RULES = rulesFor('BLACKLIST', 'SERIOUS');

/** Epoch milliseconds of a time in Asia/Shanghai. */
export const at = (day: string, time = '10:00'): number => Date.parse(`${day}T${time}:00+08:00`);
/** A Tuesday without holidays for three weeks after it. */
export const NOW = at('2026-11-03');

export const REP: ActorRef = { accountId: 'rep', role: 'LEGAL_REP' };
export const COUNTY: ActorRef = { accountId: 'county', role: 'COUNTY_REVIEWER' };
export const AUTHORITY: ActorRef = { accountId: 'authority', role: 'AUTHORITY_OFFICER' };
export const CITY: ActorRef = { accountId: 'city', role: 'CITY_REVIEWER' };
export const ADMIN: ActorRef = { accountId: 'admin', role: 'CITY_ADMIN' };

export const actorOf = (accountId: string, role: Role, change: Partial<Actor> = {}): Actor => ({
  accountId,
  role,
  county: '411722',
  authorityId: 'SJJ',
  usccs: role === 'LEGAL_REP' || role === 'AGENT' ? [USCC] : [],
  interests: [],
  ...change,
});

const FACTS: OpenFacts = {
  caseId: 'case-1',
  reference: 'XF-411722-2026-00001A',
  entryId: 'entry-1',
  uscc: USCC,
  county: '411722',
  authorityId: 'SJJ',
  importedBy: 'importer',
  importers: [],
  listType: 'KEY_ATTENTION',
  tier: 'GENERAL',
  finedOnly: true,
  firstSubmissionDay: '2026-06-01',
  openedAt: NOW,
  openedBy: REP,
  assisted: false,
};

export const opened = (rules: RepairRules = RULES, change: Partial<OpenFacts> = {}): RepairCase =>
  openRepairCase({ ...FACTS, listType: rules.policy.listType, tier: rules.policy.tier, ...change }, rules);

const ANSWERS = {
  performance: '罚款已缴清，问题建材已下架',
  receiptNumber: 'SJ-0001',
  paidAmount: '20000.00',
  paidOn: '2026-04-10',
  improvement: '每季度自查一次',
};
const PAPERS = ['MAT2', 'MAT3', 'MAT4', 'MAT5'];

/** One plain, well-formed event of every kind, at `NOW`. */
const PLAIN: { [Kind in RepairEventKind]?: EventOf<Kind> } = {
  open: { kind: 'open', at: NOW, by: REP },
  enrol: { kind: 'enrol', at: NOW },
  readyToSign: { kind: 'readyToSign', at: NOW, certificateId: 'certificate-1' },
  commitmentPublished: { kind: 'commitmentPublished', at: NOW, letterId: 'letter-1' },
  marksRemoved: { kind: 'marksRemoved', at: NOW },
  calendarChanged: { kind: 'calendarChanged', at: NOW, calendarVersion: '2' },
  register: { kind: 'register', at: NOW, by: REP },
  saveAnswers: { kind: 'saveAnswers', at: NOW, by: REP, answers: ANSWERS },
  trainingCompleted: { kind: 'trainingCompleted', at: NOW },
  quizPassed: { kind: 'quizPassed', at: NOW, certificateId: 'certificate-1' },
  quizExhausted: { kind: 'quizExhausted', at: NOW },
  extendTraining: { kind: 'extendTraining', at: NOW, by: REP },
  sign: {
    kind: 'sign',
    at: NOW,
    by: REP,
    signatureId: 'signature-1',
    contentHash: 'hash-1',
    evidenceIds: ['evidence-1'],
    materials: PAPERS,
    today: '2026-11-03',
    statementsTicked: true,
    certificateId: 'certificate-1',
  },
  letterIssued: { kind: 'letterIssued', at: NOW, letterId: 'letter-1' },
  letterFailed: { kind: 'letterFailed', at: NOW, cause: 'BAD_SIGNATURE' },
  resubmit: { kind: 'resubmit', at: NOW, by: REP, evidenceIds: ['evidence-2'], materials: PAPERS },
  askAuthority: { kind: 'askAuthority', at: NOW, by: REP, text: '设备已整改，请核实' },
  answerDuties: { kind: 'answerDuties', at: NOW, by: AUTHORITY, round: 1, outcome: 'POSITIVE', reason: '' },
  stateNoDuty: { kind: 'stateNoDuty', at: NOW, by: REP },
  withdraw: { kind: 'withdraw', at: NOW, by: REP, reason: '' },
  claim: { kind: 'claim', at: NOW, by: COUNTY },
  release: { kind: 'release', at: NOW, by: COUNTY },
  takeOver: { kind: 'takeOver', at: NOW, by: COUNTY, reason: '同事休假' },
  holderLeft: { kind: 'holderLeft', at: NOW, accountId: COUNTY.accountId },
  accept: { kind: 'accept', at: NOW, by: COUNTY, policyVersion: SEED_LAW.versionId, confirmed: [] },
  notAccept: { kind: 'notAccept', at: NOW, by: COUNTY, reason: '不属于本渠道' },
  return: { kind: 'return', at: NOW, by: COUNTY, reasons: [{ code: 'R04', text: '请补正' }] },
  countyReview: { kind: 'countyReview', at: NOW, by: COUNTY, outcome: 'POSITIVE', reason: '' },
  authorityOpinion: { kind: 'authorityOpinion', at: NOW, by: AUTHORITY, outcome: 'POSITIVE', reason: '' },
  cityDecision: { kind: 'cityDecision', at: NOW, by: CITY, outcome: 'POSITIVE', reason: '' },
  extend: { kind: 'extend', at: NOW, by: COUNTY, reason: '需现场核查' },
  resume: { kind: 'resume', at: NOW, by: COUNTY },
  exitStarted: { kind: 'exitStarted', at: NOW },
  receipt: { kind: 'receipt', at: NOW, receiver: 'PUBLICATION', receiptId: 'receipt-1' },
  exitRefused: { kind: 'exitRefused', at: NOW, receiver: 'SANCTIONS' },
  exitRecalled: { kind: 'exitRecalled', at: NOW, receiver: 'PUBLICATION' },
  exitStuck: { kind: 'exitStuck', at: NOW, hindrance: 'AWAY' },
  exitRetried: { kind: 'exitRetried', at: NOW, by: ADMIN },
  exitCompleted: { kind: 'exitCompleted', at: NOW },
  documentIssued: { kind: 'documentIssued', at: NOW, document: 'EXIT_NOTICE', documentId: 'document-1' },
  firstDayReached: { kind: 'firstDayReached', at: NOW },
  deadlineMark: { kind: 'deadlineMark', at: NOW, deadline: 'T4', mark: 50 },
  deadlinePassed: { kind: 'deadlinePassed', at: NOW, deadline: 'T4' },
};
export const KINDS = REPAIR_EVENT_KINDS;

const PLAIN_VALUES: Readonly<Record<string, unknown>> = { reason: '理由', text: '说明', outcome: 'POSITIVE' };
/** An act that no test has written down: what its form asks for, by the person whose turn it plainly is. */
function plainOf(kind: RepairEventKind): object {
  const { form = {}, office, permission } = actOf(kind);
  const values = Object.entries(form).map(([name, { input }]) => [name, PLAIN_VALUES[input]]);
  const by = permission === undefined ? {} : { by: office === true ? COUNTY : REP };
  return { kind, at: NOW, ...by, ...(Object.fromEntries(values) as object) };
}

/** A well-formed event; the test states what differs. */
export const event = <Kind extends RepairEventKind>(kind: Kind, change: Partial<EventOf<Kind>> = {}): RepairEvent => ({
  ...((PLAIN[kind] ?? plainOf(kind)) as EventOf<Kind>),
  ...change,
});

export const taken = (transition: Transition): Extract<Transition, { ok: true }> => {
  if (!transition.ok) throw new Error(`refused: ${transition.refusal.code}`);
  return transition;
};

/** The refusal's code, or the stage the step led to. */
export const outcome = (transition: Transition): string =>
  transition.ok ? transition.record.to : transition.refusal.code;

/** The case after these events; fails on the first refusal. */
export const after = (start: RepairCase, events: readonly RepairEvent[], rules: RepairRules = RULES): RepairCase =>
  events.reduce((repairCase, next) => taken(applyRepairEvent(repairCase, next, rules)).case, start);

const submitted: RepairEvent[] = [event('sign'), event('letterIssued')];
const RECEIPTS = EXIT_RECEIVERS.map(receiver => event('receipt', { receiver }));

/** Events from one stage of the plain way to the next. */
const WAY: [RepairStage, RepairEvent[]][] = [
  ['DRAFT', [event('open'), event('saveAnswers')]],
  ['REGISTERED', [event('register')]],
  ['TRAINING', [event('enrol')]],
  ['QUIZ_READY', [event('trainingCompleted')]],
  ['READY_TO_SIGN', [event('quizPassed')]],
  ['SUBMITTED', submitted],
  ['COUNTY_REVIEW', [event('accept')]],
  ['AUTHORITY_OPINION', [event('countyReview')]],
  ['CITY_REVIEW', [event('authorityOpinion')]],
  ['APPROVED', [event('cityDecision')]],
  ['EXITING', [event('exitStarted')]],
  ['REPAIRED', [...RECEIPTS, event('exitCompleted')]],
];
const SIDEWAYS: Partial<Record<RepairStage, [RepairStage, RepairEvent]>> = {
  RETURNED: ['SUBMITTED', event('return')],
  EXTENDED: ['COUNTY_REVIEW', event('extend')],
  REJECTED: ['AUTHORITY_OPINION', event('authorityOpinion', { outcome: 'NEGATIVE', reason: '义务未履行' })],
  NOT_ACCEPTED: ['SUBMITTED', event('notAccept')],
  WITHDRAWN: ['SUBMITTED', event('withdraw')],
  EXPIRED: ['DRAFT', event('deadlinePassed', { deadline: 'DRAFT', at: at('2027-12-01') })],
};

/** A case that came to the stage by the plain way. */
export function caseAt(stage: RepairStage, rules: RepairRules = RULES): RepairCase {
  const sideways = SIDEWAYS[stage];
  if (sideways !== undefined) return after(caseAt(sideways[0], rules), [sideways[1]], rules);
  const place = WAY.findIndex(([name]) => name === stage);
  if (place < 0) return fromElsewhere(stage, rules);
  return after(
    opened(rules),
    WAY.slice(0, place + 1).flatMap(([, events]) => events),
    rules,
  );
}

/** A stage that no test has written down, by the first act that leads there from a written one. */
function fromElsewhere(stage: RepairStage, rules: RepairRules): RepairCase {
  for (const [from] of WAY) {
    for (const kind of KINDS) {
      const step = applyRepairEvent(caseAt(from, rules), event(kind), rules);
      if (step.ok && step.case.stage === stage) return step.case;
    }
  }
  throw new Error(`no plain act leads to ${stage}`);
}

export const ALL_STAGES = REPAIR_STAGES;

/** An instant as `YYYY-MM-DD hh:mm` in Asia/Shanghai. */
export const shown = (instant: number): string =>
  new Date(instant + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

function wordsOf(due: ClockEvent['event']): string {
  if (due.kind === 'firstDayReached') return 'first day';
  return `${due.deadline} ${due.kind === 'deadlineMark' ? String(due.mark) : 'passed'}`;
}

/** Lets the clocks run until nothing is due; returns what happened. */
export function runClocks(repairCase: RepairCase, rules: RepairRules = RULES, until = Infinity) {
  const log: string[] = [];
  let now = repairCase;
  for (let next = nextClockEvent(now, rules); next !== null && next.at <= until; next = nextClockEvent(now, rules)) {
    log.push(`${shown(next.at)} ${wordsOf(next.event)}`);
    now = taken(applyRepairEvent(now, next.event, rules)).case;
  }
  return { log, case: now };
}
