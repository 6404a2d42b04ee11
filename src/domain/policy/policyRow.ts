import type { Basis } from '../law/sources.js';
import type { ListType, Tier } from '../repair/stages.js';

/** Which body of rules a row belongs to (part 3.1); LOCAL is the city's own, DEMO the overlay of short demonstration times. */
export const REGIMES = ['R2019', 'R2023', 'R2026', 'SAMR', 'LOCAL', 'DEMO'] as const;
export type Regime = (typeof REGIMES)[number];

/** wd working days, d calendar days, mo months, h hours, min minutes, s seconds. */
export const POLICY_UNITS = [
  'wd',
  'd',
  'mo',
  'h',
  'min',
  's',
  'count',
  'points',
  'percent',
  'bytes',
  'hour',
  'word',
  'switch',
] as const;
export type PolicyUnit = (typeof POLICY_UNITS)[number];

/** One legal figure as data: what it is, where it comes from, and from when to when it holds. */
export interface PolicyRow {
  key: string;
  value: number | string | boolean;
  unit: PolicyUnit;
  /** Absent or ANY: for every list. */
  listType?: ListType | 'ANY';
  tier?: Tier | 'ANY';
  regime: Regime;
  /** The document it rests on; how far it may be relied on stands with the document (`standingOf`). */
  source: Basis;
  effectiveFrom: string;
  /** Last day on which the row holds. */
  effectiveTo?: string;
}

type Figure = Pick<PolicyRow, 'key' | 'value' | 'unit' | 'source'> & Partial<Pick<PolicyRow, 'listType' | 'tier'>>;
type Term = Pick<PolicyRow, 'regime' | 'effectiveFrom'> & Partial<Pick<PolicyRow, 'effectiveTo'>>;

/** Writes rows of one regime. */
export const rowsOf = (term: Term, figures: readonly Figure[]): PolicyRow[] =>
  figures.map(figure => ({ ...term, ...figure }));
