/** Stages of a repair case, states 1–14 and 18–21 of the case state machine. */
export const REPAIR_STAGES = [
  'DRAFT',
  'REGISTERED',
  'TRAINING',
  'QUIZ_READY',
  'READY_TO_SIGN',
  'SUBMITTED',
  'RETURNED',
  'COUNTY_REVIEW',
  'AUTHORITY_OPINION',
  'CITY_REVIEW',
  'EXTENDED',
  'APPROVED',
  'EXITING',
  'REPAIRED',
  'REJECTED',
  'NOT_ACCEPTED',
  'WITHDRAWN',
  'EXPIRED',
] as const;
export type RepairStage = (typeof REPAIR_STAGES)[number];

/** Before the firm has submitted for the first time: a draft is its own. */
export const BEFORE_SUBMISSION = [
  'DRAFT',
  'REGISTERED',
  'TRAINING',
  'QUIZ_READY',
  'READY_TO_SIGN',
] as const satisfies readonly RepairStage[];
/** Stages that officials have to do with, in the order of the case. */
export const FILED_STAGES: readonly RepairStage[] = REPAIR_STAGES.filter(
  stage => !(BEFORE_SUBMISSION as readonly RepairStage[]).includes(stage),
);

export const CLOSED_STAGES = [
  'REPAIRED',
  'REJECTED',
  'NOT_ACCEPTED',
  'WITHDRAWN',
  'EXPIRED',
] as const satisfies readonly RepairStage[];
/** Ends of a case that leave its entry on the list. */
export const UNREPAIRED_STAGES = [
  'REJECTED',
  'NOT_ACCEPTED',
  'WITHDRAWN',
  'EXPIRED',
] as const satisfies readonly RepairStage[];
export const REVIEW_STAGES = [
  'SUBMITTED',
  'COUNTY_REVIEW',
  'AUTHORITY_OPINION',
  'CITY_REVIEW',
] as const satisfies readonly RepairStage[];
export type ReviewStage = (typeof REVIEW_STAGES)[number];

export const isClosed = (stage: RepairStage): boolean => (CLOSED_STAGES as readonly RepairStage[]).includes(stage);

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
