import { type PersonRef, samePerson } from '../access/actor.js';
import type { CaseInBrief } from './repairCase.js';
import { isSide, type ReviewStep, STAGES } from './stages.js';

/** Whose step a stage is; a case in a side stage is still in the step it goes back to. */
export function stepOf({ stage, resumesTo }: Pick<CaseInBrief, 'stage' | 'resumesTo'>): ReviewStep | undefined {
  return STAGES[isSide(stage) ? (resumesTo ?? stage) : stage].desk;
}

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
    .map(({ fromStage }) => STAGES[fromStage].desk);
  const answered = (repairCase.dutyRequests ?? [])
    .filter(({ answer }) => answer !== undefined && samePerson(answer.by, person))
    .map(() => 'AUTHORITY' as const);
  return [...decided, ...returned, ...answered].every(taken => taken === step);
}
