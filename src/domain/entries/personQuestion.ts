import { type Actor, type PersonRef, samePerson } from '../access/actor.js';
import { ALLOWED, refuse, type Verdict } from '../refusal.js';

/**
 * An open question: a list states another representative than the firm's record. `OPEN` waits for the county, `AT_CITY`
 * for the city, which has the last word where the firm has an account or an open case.
 */
export const PERSON_QUESTION_STATES = ['OPEN', 'AT_CITY', 'DECIDED'] as const;
export type PersonQuestionState = (typeof PERSON_QUESTION_STATES)[number];

/** `KEEP` leaves the record as it is; `TAKE_OVER` puts the person of the list on record. */
export const PERSON_OUTCOMES = ['KEEP', 'TAKE_OVER'] as const;
export type PersonOutcome = (typeof PERSON_OUTCOMES)[number];

export interface DecidablePerson {
  readonly state: PersonQuestionState;
  /** Everybody who uploaded or confirmed a list that states the other person. */
  readonly importers: readonly PersonRef[];
  /** Marks of the natural persons whom record and list name. */
  readonly parties: readonly string[];
  /** Who decided so far. */
  readonly decisions: readonly PersonRef[];
}

const CLAUSE = 'PLATFORM';

/**
 * Whether this official takes the question's present step: the county's administrator first, then the city's, neither of
 * whom brought the list or is one of the two persons, and never one person for both.
 */
export function mayDecidePerson(question: DecidablePerson, actor: Actor): Verdict {
  const { state, importers, parties, decisions } = question;
  if (state === 'DECIDED') return refuse('personDecided', null);
  if (importers.some(importer => samePerson(importer, actor))) return refuse('personOwnImport', CLAUSE);
  if (actor.personMark !== undefined && parties.includes(actor.personMark)) return refuse('personOwnMatter', CLAUSE);
  if (state === 'OPEN') return actor.role === 'COUNTY_ADMIN' ? ALLOWED : refuse('personCountyFirst', CLAUSE);
  if (actor.role !== 'CITY_ADMIN') return refuse('personAtCity', CLAUSE);
  return decisions.some(decider => samePerson(decider, actor)) ? refuse('personFourEyes', CLAUSE) : ALLOWED;
}

/** The question's next state. A record that stays as it is needs no second word. */
export function stateAfterDecision(
  { state }: Pick<DecidablePerson, 'state'>,
  { outcome, cityToo }: { outcome: PersonOutcome; cityToo: boolean },
): PersonQuestionState {
  return outcome === 'TAKE_OVER' && state === 'OPEN' && cityToo ? 'AT_CITY' : 'DECIDED';
}
