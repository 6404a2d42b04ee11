import type { AttemptRecord } from './examEligibility.js';
import type { Score } from './quizMarking.js';

/** A sitting as it is stored: `outcome.detail` is the marking in full. */
export interface StoredSitting {
  closedAt?: number;
  outcome?: { passed: boolean; detail: unknown };
  /** Set where the sitting lost answers through an outage and does not count. */
  voidedAt?: number;
}

/** The marking of a closed sitting; absent while it runs. */
export const scoreOf = ({ outcome }: StoredSitting): Score | undefined => outcome?.detail as Score | undefined;

/** What the rules of part 7 need of stored sittings, which come newest first. */
export const attemptRecords = (newestFirst: readonly StoredSitting[]): AttemptRecord[] =>
  newestFirst.toReversed().map(sitting => ({
    ...(sitting.closedAt !== undefined && { closedAt: sitting.closedAt }),
    passed: sitting.outcome?.passed ?? false,
    failedModules: scoreOf(sitting)?.failedModules ?? [],
    ...(sitting.voidedAt !== undefined && { void: true as const }),
  }));
