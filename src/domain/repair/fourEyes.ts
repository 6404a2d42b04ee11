import { type PersonRef, samePerson } from '../access/actor.js';
import type { RepairEventKind } from './events.js';
import type { CaseInBrief } from './repairCase.js';
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

/** The step that an act takes part in, as far as one person may take one only; undefined for all other acts. */
export function stepOfAct(repairCase: CaseInBrief, kind: RepairEventKind): ReviewStep | undefined {
  if (kind === 'answerDuties') return 'AUTHORITY';
  return isDeciding(kind) || kind === 'takeOver' ? stepOf(repairCase) : undefined;
}

/** Whose step a stage is; an extended case is still in the step it goes back to. */
export function stepOf({ stage, resumesTo }: Pick<CaseInBrief, 'stage' | 'resumesTo'>): ReviewStep | undefined {
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
 * city on one case, in whatever role and by whatever account, over all rounds, and nobody reviews a case that he or she
 * opened, signed or submitted (part 2 (a)). An answer to the firm's question about its duties is a step of the authority.
 */
export function passesFourEyes(repairCase: CaseInBrief, person: PersonRef, step = stepOf(repairCase)): boolean {
  if (step === undefined) return true;
  const { openedBy, signature, submissions } = repairCase;
  const filedBy = [openedBy, ...(signature === undefined ? [] : [signature.by]), ...submissions.map(({ by }) => by)];
  if (filedBy.some(by => samePerson(by, person))) return false;
  const decided = repairCase.decisions
    .filter(({ by }) => samePerson(by, person))
    .map(decision => STEP_OF_DECISION[decision.step]);
  const returned = repairCase.returns
    .filter(({ by }) => samePerson(by, person))
    .map(({ fromStage }) => STEP_OF_STAGE[fromStage]);
  const answered = (repairCase.dutyRequests ?? [])
    .filter(({ answer }) => answer !== undefined && samePerson(answer.by, person))
    .map(() => 'AUTHORITY' as const);
  return [...decided, ...returned, ...answered].every(taken => taken === step);
}
