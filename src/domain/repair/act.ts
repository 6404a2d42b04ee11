import type { Policy } from '../policy/policy.js';
import { actsOf, type ProceedingTypes, type StepOf } from '../proceeding/act.js';
import { type Field, type Outcome, OUTCOMES } from '../proceeding/form.js';
import type { WorkCalendar } from '../workCalendar.js';
import type { NoticeCode, StaffNoticeCode } from './notices.js';
import type { RepairRefusalCode } from './refusals.js';
import type { ActorRef, CaseInBrief, RepairCase } from './repairCase.js';
import type { RepairStage, ReviewStep } from './stages.js';

/** What a case runs under: the working days and the figures in force. Data, so that a replay computes the same. */
export interface RepairRules {
  calendar: WorkCalendar;
  policy: Policy;
}

/** Papers that are on file at the instant of an act. */
export interface FiledFacts {
  readonly evidenceIds: readonly string[];
  readonly materials: readonly string[];
}

/** What is found for a signature at the instant it is given. */
export interface SigningFacts extends FiledFacts {
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly today: string;
  /** Whether this very letter was read by this person, each of its statements ticked, and the act kept. */
  readonly statementsTicked: boolean;
  /** The signer's own certificate, where one counts today. */
  readonly certificateId?: string | undefined;
}

/** The law of the day of the act, under which the case runs from then on. */
export interface LawFacts {
  readonly policyVersion: string;
}

export interface RepairTypes extends ProceedingTypes {
  readonly brief: CaseInBrief;
  readonly state: RepairCase;
  readonly stage: RepairStage;
  readonly desk: ReviewStep;
  readonly actor: ActorRef;
  readonly rules: RepairRules;
  readonly refusal: RepairRefusalCode;
  readonly notice: NoticeCode;
  readonly officeNotice: StaffNoticeCode;
  readonly facts: { readonly filed: FiledFacts; readonly signing: SigningFacts; readonly lawOfTheDay: LawFacts };
}

export type Step = StepOf<RepairTypes>;
export const { act, systemAct } = actsOf<RepairTypes>();

/** Longest reason of an office, characters. */
export const REASON_LENGTH = 2_000;
/** Longest reason or text of a firm, characters. */
export const FIRM_TEXT_LENGTH = 500;

type Required = Field<string, CaseInBrief>['required'];

/** Why an office acts: the firm or a colleague reads it. */
export const reason = (required: NonNullable<Required> = true): Field<string> => ({
  input: 'reason',
  most: REASON_LENGTH,
  required,
  missing: 'reasonMissing',
  tooLong: 'reasonTooLong',
});

/** What a firm writes: a reason it may give, or a text that is asked for. */
export const firmText = (codes: Pick<Field<string>, 'required' | 'missing' | 'tooLong'>): Field<string> => ({
  input: 'text',
  most: FIRM_TEXT_LENGTH,
  ...codes,
});

/** Yes or no; not asked where there is nothing to choose. */
export const outcome = (asked?: (repairCase: CaseInBrief) => boolean): Field<Outcome> => ({
  input: 'outcome',
  choices: OUTCOMES,
  missing: 'outcomeMissing',
  ...(asked !== undefined && { asked }),
});

/** Something that only a page made for the act asks for. */
export const carried = <Value>(): Field<Value> => ({ input: 'carried' });
