import type { Role } from '../access/actor.js';
import type { Policy } from '../policy/policy.js';
import type { Refusal } from '../refusal.js';
import type { WorkCalendar } from '../workCalendar.js';
import { openRequest } from './dutyRequest.js';
import type { RepairEvent, RepairEventKind } from './events.js';
import type { ActorRef, RepairCase } from './repairCase.js';
import type { RepairStage } from './stages.js';

/** What a case runs under: the working days and the figures in force. Data, so that a replay computes the same. */
export interface RepairRules {
  calendar: WorkCalendar;
  policy: Policy;
}

/** What the applicant is told; each code has words in the locale namespace `notices`. */
export const NOTICE_CODES = [
  'opened',
  'registered',
  'trainingStarted',
  'trainingExtended',
  'quizReady',
  'quizPassed',
  'backToTraining',
  'readyToSign',
  'signFromFirstDay',
  'firstDayReached',
  'signed',
  'signAgain',
  'submitted',
  'resubmitted',
  'accepted',
  'commitmentPublished',
  'notAccepted',
  'returned',
  'atAuthority',
  'atCity',
  'extended',
  'resumed',
  'approved',
  'rejected',
  'exitStarted',
  'repaired',
  'documentReady',
  'dutiesAsked',
  'dutiesPerformed',
  'dutiesNotPerformed',
  'dutiesLate',
  'withdrawn',
  'reminder',
  'expired',
  'staffLate',
  'deadlinesMoved',
] as const;
export type NoticeCode = (typeof NOTICE_CODES)[number];

export const STAFF_NOTICE_CODES = [
  'reviewWanted',
  'correctedCaseBack',
  'opinionWanted',
  'dutiesWanted',
  'cityDecisionWanted',
  'caseWithdrawn',
  'caseResumed',
  'takenOver',
  'holderLeft',
  'deadlineHalf',
  'deadlineNear',
  'deadlineOver',
  'exitLate',
  'exitRefused',
  'exitNotListed',
  'exitFailed',
  'letterFailed',
] as const;
export type StaffNoticeCode = (typeof STAFF_NOTICE_CODES)[number];

export type NoticeValues = Readonly<Record<string, string | number>>;

export interface CaseNotice {
  code: NoticeCode;
  values: NoticeValues;
}

/** A notice to everyone who holds the role in the named county or department, or to the one person named. */
export interface StaffNotice {
  code: StaffNoticeCode;
  role: Role;
  county?: string;
  authorityId?: string;
  accountId?: string;
  values: NoticeValues;
}

/** What the audit chain keeps of one step. */
export interface TransitionRecord {
  kind: RepairEventKind;
  from: RepairStage;
  to: RepairStage;
  at: number;
  by?: ActorRef;
  reason?: string;
  data: Readonly<Record<string, unknown>>;
}

/** A taken step or a refusal. `notice` is there for every change of stage and for all else the applicant should know. */
export type Transition =
  | {
      ok: true;
      case: RepairCase;
      record: TransitionRecord;
      notice: CaseNotice | undefined;
      staffNotice: StaffNotice | undefined;
    }
  | { ok: false; refusal: Refusal };

/** What one event's rule answers; version, times and the record are added around it. */
export type Step =
  | {
      ok: true;
      next: RepairCase;
      reason?: string;
      data?: Readonly<Record<string, unknown>>;
      notice?: CaseNotice;
      staff?: StaffNotice;
    }
  | { ok: false; refusal: Refusal };

export type EventOf<Kind extends RepairEventKind> = Extract<RepairEvent, { kind: Kind }>;
export type Handler<Kind extends RepairEventKind> = (
  repairCase: RepairCase,
  event: EventOf<Kind>,
  rules: RepairRules,
) => Step;
export type Handlers<Kind extends RepairEventKind> = { readonly [K in Kind]: Handler<K> };

/** A notice to the applicant; the reference is always among its values. */
export const tell = (repairCase: RepairCase, code: NoticeCode, values: NoticeValues = {}): CaseNotice => ({
  code,
  values: { reference: repairCase.reference, ...values },
});

/** A notice to the people whose turn it is in the case's stage (part 3.4); none where no office acts. */
export function tellStaff(
  repairCase: RepairCase,
  code: StaffNoticeCode,
  values: NoticeValues = {},
): { staff?: StaffNotice } {
  const desk = deskOf(repairCase);
  return desk === undefined ? {} : { staff: { code, ...desk, values: { reference: repairCase.reference, ...values } } };
}

/** The office whose turn it is; the recognising authority's where the firm asked it about its duties. */
export function deskOf(repairCase: RepairCase): Omit<StaffNotice, 'code' | 'values'> | undefined {
  const { stage, resumesTo, county, authorityId } = repairCase;
  if (openRequest(repairCase) !== undefined) return { role: 'AUTHORITY_OFFICER', authorityId };
  const at = stage === 'EXTENDED' ? resumesTo : stage;
  if (at === 'SUBMITTED' || at === 'COUNTY_REVIEW') return { role: 'COUNTY_REVIEWER', county };
  if (at === 'AUTHORITY_OPINION') return { role: 'AUTHORITY_OFFICER', authorityId };
  return at === 'CITY_REVIEW' ? { role: 'CITY_REVIEWER' } : undefined;
}

/** The case without these optional fields. */
export function without<Key extends keyof RepairCase>(repairCase: RepairCase, ...keys: Key[]): Omit<RepairCase, Key> {
  return Object.fromEntries(Object.entries(repairCase).filter(([key]) => !keys.includes(key as Key))) as Omit<
    RepairCase,
    Key
  >;
}
