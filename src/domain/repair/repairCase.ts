import type { PersonRef } from '../access/actor.js';
import type { Clock } from '../proceeding/clock.js';
import type { ExitHindrance } from './receivers.js';
import type {
  CasePaper,
  DeadlineId,
  FinalWord,
  ListType,
  Material,
  RepairStage,
  ReturnReason,
  Tier,
} from './stages.js';

/** One running legal clock of a case. */
export type Deadline = Clock<DeadlineId>;

/** Who did something, by id, role and mark only: histories carry ids, not people. */
export interface ActorRef extends PersonRef {
  role: string;
}

export interface ReturnNotice {
  round: number;
  at: number;
  by: ActorRef;
  reasons: readonly { code: ReturnReason; text: string }[];
  fromStage: RepairStage;
}

/** One formal submission; earlier ones are kept when a returned case comes back. */
export interface Submission {
  version: number;
  at: number;
  by: ActorRef;
  evidenceIds: readonly string[];
  letterId: string;
  answers: CaseAnswers;
  /** What the county has to see for itself, as no paper of it was filed. */
  toConfirm: readonly Material[];
  returned?: ReturnNotice;
}

/** The firm's question to the recognising authority whether its duties are performed, and the answer (ruling B5). */
export interface DutyRequest {
  /** Counts the firm's requests of this case. */
  round: number;
  at: number;
  by: ActorRef;
  /** What the firm says it has done. */
  text: string;
  answer?: { at: number; by: ActorRef; outcome: 'POSITIVE' | 'NEGATIVE'; reason: string };
  /** Set where it ended without an answer. */
  endedAt?: number;
}

/** A reviewer's word on a material of which no paper was filed: who, when, what was seen (ruling B6). */
export interface Confirmation {
  material: Material;
  seen: string;
  by: ActorRef;
  at: number;
}

/** What the applicant filled in; no personal data beyond what the firm states about itself. */
export interface CaseAnswers {
  /** How the duties were performed. */
  performance: string;
  receiptNumber: string;
  paidAmount: string;
  paidOn: string;
  /** Own improvement measures, at least one (C3). */
  improvement: string;
}

export interface Decision {
  step: 'ACCEPT' | 'NOT_ACCEPT' | 'COUNTY' | 'AUTHORITY' | 'CITY';
  outcome: 'POSITIVE' | 'NEGATIVE';
  by: ActorRef;
  at: number;
  reason: string;
}

/** The consent recorded by signing, before the letter's bytes exist. */
export interface SignatureRecord {
  signatureId: string;
  contentHash: string;
  by: ActorRef;
  at: number;
  /** The evidence that was on file at that instant and belongs to the submission. */
  evidenceIds: readonly string[];
  /** What the county has to see for itself. */
  toConfirm: readonly Material[];
}

/** How the way off the list goes. */
export interface ExitProgress {
  /** Counts the tries of the whole exit; after a recall each register gets a new message. */
  round: number;
  /** Registers that refused in this round. */
  refusing: readonly string[];
  /** What the administrators were told stands in the way. */
  hindrance?: ExitHindrance;
  /** When the next round begins by itself; absent where only an administrator's word begins one. */
  nextRoundAt?: number;
}

/** The whole state of a case: what the workflow carries, the read model mirrors. Ids only, never people. */
export interface RepairCase {
  caseId: string;
  reference: string;
  entryId: string;
  uscc: string;
  county: string;
  authorityId: string;
  importedBy: string;
  /** Everybody who had imported the entry or a change of it when an office last acted, or at the opening. */
  importers: readonly PersonRef[];
  listType: ListType;
  tier: Tier;
  finalWord: FinalWord;
  trainingRequired: boolean;
  /** True where the decision imposed a fine and nothing else: the receipt alone proves performance (F15). */
  finedOnly: boolean;
  /** Set where the decision names no duty at all, as a warning does. */
  noDuty?: boolean;
  /** The firm's statement that the decision names no duty; the county confirms it at acceptance. */
  noDutyStated?: { by: ActorRef; at: number };
  /** What the firm asked the recognising authority; absent before the first request. */
  dutyRequests?: readonly DutyRequest[];
  /** First calendar day on which formal submission is allowed (minimum publication period over). */
  firstSubmissionDay: string;
  /** Set where the case was opened before that day, until the applicant is told that it has come. */
  awaitsFirstDay?: boolean;
  /** Policy version pinned at acceptance; the version in force before that. */
  policyVersion: string;
  stage: RepairStage;
  /** Grows by one with every transition; guards the read model. */
  version: number;
  openedAt: number;
  openedBy: ActorRef;
  assisted: boolean;
  updatedAt: number;
  deadlines: readonly Deadline[];
  /** Clocks that stand still: T4 while RETURNED, T3, T4 and T6 while EXTENDED, T7 to T9 while the authority is asked. */
  paused: readonly Deadline[];
  answers: CaseAnswers;
  certificateId?: string;
  trainingExtended: boolean;
  signature?: SignatureRecord;
  letterId?: string;
  /** Set where the letter of the last signature could not be made, until signed again; `cause` is a code. */
  letterFailure?: { at: number; cause: string };
  /** True after a return that asked for a new letter (R03), until signed again. */
  letterVoid: boolean;
  submissions: readonly Submission[];
  returns: readonly ReturnNotice[];
  decisions: readonly Decision[];
  /** What reviewers have seen for themselves; absent before the first. */
  confirmations?: readonly Confirmation[];
  assignee?: ActorRef;
  /** Set while stage is EXTENDED: where it goes back to. */
  resumesTo?: RepairStage;
  /** How often T5 was ordered. */
  extensions: number;
  extendedAt?: number;
  acceptedAt?: number;
  closedAt?: number;
  /** There from the start of the exit on. */
  exit?: ExitProgress;
  /** Receivers that acknowledged the exit and were not asked to take it back. */
  receipts: readonly { receiver: string; at: number; receiptId: string }[];
  /** The letter that the public page shows; absent before the first acceptance. */
  publishedLetterId?: string;
  /** When the marks of a case that ended without repair were taken off the public pages. */
  marksRemovedAt?: number;
  documents: readonly { kind: CaseDocumentKind; documentId: string; at: number }[];
}

/** A case without the texts that were filed with it: enough for a list, and to say who may do what. */
export type CaseInBrief = Omit<RepairCase, 'answers' | 'submissions'> & {
  readonly submissions: readonly Omit<Submission, 'answers'>[];
};

export const CASE_DOCUMENT_KINDS = ['COMMITMENT', 'EXIT_NOTICE', 'REJECTION', 'NON_ACCEPTANCE'] as const;
export type CaseDocumentKind = 'COMMITMENT' | CasePaper;

/** The case without these optional fields. */
export function without<Key extends keyof RepairCase>(repairCase: RepairCase, ...keys: Key[]): Omit<RepairCase, Key> {
  return Object.fromEntries(Object.entries(repairCase).filter(([key]) => !keys.includes(key as Key))) as Omit<
    RepairCase,
    Key
  >;
}
