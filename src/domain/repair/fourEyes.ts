import type { RepairEventKind } from './events.js';
import type { RepairCase } from './repairCase.js';
import type { RepairStage } from './stages.js';

export const REVIEW_STEPS = ['COUNTY', 'AUTHORITY', 'CITY'] as const;
export type ReviewStep = (typeof REVIEW_STEPS)[number];

/** Acts that take part in the decision; the others (claim, extend) decide nothing. */
const DECIDING: readonly RepairEventKind[] = [
  'accept',
  'notAccept',
  'return',
  'countyReview',
  'authorityOpinion',
  'cityDecision',
];
export const isDeciding = (kind: RepairEventKind): boolean => DECIDING.includes(kind);

/** Whose step a stage is; an extended case is still in the step it goes back to. */
export function stepOf({ stage, resumesTo }: Pick<RepairCase, 'stage' | 'resumesTo'>): ReviewStep | undefined {
  return STEP_OF_STAGE[stage === 'EXTENDED' ? (resumesTo ?? stage) : stage];
}

const STEP_OF_STAGE: Partial<Record<RepairStage, ReviewStep>> = {
  SUBMITTED: 'COUNTY',
  COUNTY_REVIEW: 'COUNTY',
  AUTHORITY_OPINION: 'AUTHORITY',
  CITY_REVIEW: 'CITY',
};
const STEP_OF_DECISION = {
  ACCEPT: 'COUNTY',
  NOT_ACCEPT: 'COUNTY',
  COUNTY: 'COUNTY',
  AUTHORITY: 'AUTHORITY',
  CITY: 'CITY',
} as const;

/**
 * Whether the person may take the case's present step: one person, one step. Nobody takes two of county, authority and
 * city on one case, in whatever role, over all rounds, and nobody reviews a case that he or she filed (part 2 (a)).
 */
export function passesFourEyes(repairCase: RepairCase, accountId: string): boolean {
  const step = stepOf(repairCase);
  if (step === undefined) return true;
  if (repairCase.openedBy.accountId === accountId) return false;
  const decided = repairCase.decisions
    .filter(({ by }) => by.accountId === accountId)
    .map(decision => STEP_OF_DECISION[decision.step]);
  const returned = repairCase.returns
    .filter(({ by }) => by.accountId === accountId)
    .map(({ fromStage }) => STEP_OF_STAGE[fromStage]);
  return [...decided, ...returned].every(taken => taken === step);
}
