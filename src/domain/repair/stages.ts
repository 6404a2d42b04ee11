import type { Role } from '../access/actor.js';
import { type StageRow, stagesWhere } from '../proceeding/stage.js';

/** Offices that a case comes to, in the order of its way. */
export const REVIEW_STEPS = ['COUNTY', 'AUTHORITY', 'CITY'] as const;
export type ReviewStep = (typeof REVIEW_STEPS)[number];
/** Who sits at each of them. */
export const DESK_ROLES = {
  COUNTY: 'COUNTY_REVIEWER',
  AUTHORITY: 'AUTHORITY_OFFICER',
  CITY: 'CITY_REVIEWER',
} as const satisfies Readonly<Record<ReviewStep, Role>>;

export interface RepairStageRow extends StageRow {
  readonly desk?: ReviewStep;
  readonly clock?: DeadlineId;
  /** The step of the way that the applicant sees; `end` after the last, `stopped` where it ended before. */
  readonly step: 'register' | 'training' | 'quiz' | 'sign' | 'review' | 'exit' | 'end' | 'stopped';
  /** The firm may ask the recognising authority about its duties there: it prepares its papers and its own clock runs. */
  readonly asks?: true;
  /** The paper that is owed there. */
  readonly paper?: CasePaper;
}

/** The stages of a repair case, states 1–14 and 18–21 of the case state machine: one row says everything of one. */
const ROWS = {
  DRAFT: { phase: 'prepare', step: 'register', clock: 'DRAFT', colour: 'blue' },
  REGISTERED: { phase: 'prepare', step: 'training', colour: 'blue' },
  TRAINING: { phase: 'prepare', step: 'training', clock: 'T8', colour: 'blue', asks: true },
  QUIZ_READY: { phase: 'prepare', step: 'quiz', clock: 'T8', colour: 'orange', asks: true },
  READY_TO_SIGN: { phase: 'prepare', step: 'sign', clock: 'T9', colour: 'orange', asks: true },
  SUBMITTED: { phase: 'review', step: 'review', desk: 'COUNTY', clock: 'T2', colour: 'blue' },
  RETURNED: { phase: 'correct', step: 'review', clock: 'T7', colour: 'red', asks: true },
  COUNTY_REVIEW: { phase: 'review', step: 'review', desk: 'COUNTY', clock: 'T3', colour: 'blue' },
  AUTHORITY_OPINION: { phase: 'review', step: 'review', desk: 'AUTHORITY', clock: 'T6', colour: 'blue' },
  CITY_REVIEW: { phase: 'review', step: 'review', desk: 'CITY', clock: 'T3', colour: 'blue' },
  EXTENDED: { phase: 'side', step: 'review', clock: 'T5', colour: 'blue' },
  APPROVED: { phase: 'exit', step: 'exit', colour: 'green' },
  EXITING: { phase: 'exit', step: 'exit', clock: 'T10', colour: 'blue' },
  REPAIRED: { phase: 'closed', step: 'end', colour: 'green', paper: 'EXIT_NOTICE' },
  REJECTED: { phase: 'closed', step: 'stopped', colour: 'red', paper: 'REJECTION' },
  NOT_ACCEPTED: { phase: 'closed', step: 'stopped', colour: 'red', paper: 'NON_ACCEPTANCE' },
  WITHDRAWN: { phase: 'closed', step: 'stopped', colour: 'grey' },
  EXPIRED: { phase: 'closed', step: 'stopped', colour: 'grey' },
} as const satisfies Readonly<Record<string, RepairStageRow>>;
export type RepairStage = keyof typeof ROWS;

export const STAGES: Readonly<Record<RepairStage, RepairStageRow>> = ROWS;
/** In the order of the case. */
export const REPAIR_STAGES = Object.keys(ROWS) as [RepairStage, ...RepairStage[]];

const inPhase = (...phases: readonly StageRow['phase'][]): readonly RepairStage[] =>
  stagesWhere(STAGES, ({ phase }) => phases.includes(phase));

/** Before the firm has submitted for the first time: a draft is its own. */
export const BEFORE_SUBMISSION = inPhase('prepare');
/** Stages that officials have to do with. */
export const FILED_STAGES = inPhase('review', 'side', 'correct', 'exit', 'closed');
/** On the desk of an office. */
export const REVIEW_STAGES = inPhase('review');
/** Where an office holds the case: on a desk, or beside it for a while. */
export const DESK_STAGES = inPhase('review', 'side');
/** Where the firm prepares or corrects its papers. */
export const FIRM_STAGES = inPhase('prepare', 'correct');
export const SIDE_STAGES = inPhase('side');
/** Decided, one way or the other. */
export const DECIDED_STAGES = inPhase('exit', 'closed');
export const OPEN_STAGES = inPhase('prepare', 'review', 'side', 'correct', 'exit');
/** Ends of a case that leave its entry on the list. */
export const UNREPAIRED_STAGES = stagesWhere(STAGES, ({ step }) => step === 'stopped');
/** On the desk, and accepted. */
export const AFTER_ACCEPTANCE = REVIEW_STAGES.filter(stage => stage !== 'SUBMITTED');
/** Where the person learns and is examined. */
export const LEARNING_STAGES = stagesWhere(STAGES, ({ step }) => step === 'training' || step === 'quiz');
export const ASKING_STAGES = stagesWhere(STAGES, ({ asks }) => asks === true);

export const isClosed = (stage: RepairStage): boolean => STAGES[stage].phase === 'closed';
export const isSide = (stage: RepairStage): boolean => STAGES[stage].phase === 'side';

/** Papers that a case ends with. */
export type CasePaper = 'EXIT_NOTICE' | 'REJECTION' | 'NON_ACCEPTANCE';

/** Return reasons R01–R99 of part 3.3; a notice lists all defects at once. */
export const RETURN_REASONS = [
  'R01',
  'R02',
  'R03',
  'R04',
  'R05',
  'R06',
  'R07',
  'R08',
  'R09',
  'R10',
  'R11',
  'R99',
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

export const MATERIALS = ['MAT1', 'MAT2', 'MAT3', 'MAT4', 'MAT5', 'MAT6', 'MAT8'] as const;
export type Material = (typeof MATERIALS)[number];

export const DEADLINES = ['DRAFT', 'T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10'] as const;
export type DeadlineId = (typeof DEADLINES)[number];

export const LIST_TYPES = ['BLACKLIST', 'KEY_ATTENTION'] as const;
export type ListType = (typeof LIST_TYPES)[number];
export const TIERS = ['MINOR', 'GENERAL', 'SERIOUS'] as const;
export type Tier = (typeof TIERS)[number];
export const ENTRY_STATES = ['ACTIVE', 'EXITED', 'EXPIRED', 'EXPIRED_UNPERFORMED', 'CORRECTED', 'DELETED'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];
/** Who has the final word: the city, or for BLACKLIST entries the recognising authority with the city recording (part 3.4). */
export type FinalWord = 'CITY' | 'AUTHORITY';
