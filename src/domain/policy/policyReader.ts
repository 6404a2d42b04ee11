import type { ListType, Tier } from '../repair/stages.js';
import type { PolicyRow, Regime } from './policyRow.js';

export interface PolicySelector {
  /** Day of application (default selector of part 3.1), `YYYY-MM-DD`. */
  day: string;
  listType?: ListType;
  tier?: Tier;
  /** Lets the demonstration overlay count. */
  demo?: boolean;
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600 };
const NATIONAL: readonly Regime[] = ['R2019', 'R2023', 'R2026'];

export type PolicyReader = ReturnType<typeof policyReader>;

/**
 * Reads single figures for a day, list and tier. The demonstration overlay beats all where it is on; else the row named
 * for the list beats the one named for the tier, which beats the general one; among equals the latest. A figure without
 * any row, or of another type than asked for, is a fault of the stored policy and throws.
 */
export function policyReader(rows: readonly PolicyRow[], selector: PolicySelector) {
  const inForce = rows.filter(row => holdsOn(row, selector.day) && (row.regime !== 'DEMO' || selector.demo === true));
  const candidates = inForce.filter(row => concerns(row, selector));

  const row = (key: string): PolicyRow => {
    const [best] = candidates.filter(candidate => candidate.key === key).toSorted(byRank);
    if (best === undefined) throw new Error(`policy has no row ${key} on ${selector.day}`);
    return best;
  };
  const number = (key: string): number => numberOf(row(key));
  return {
    row,
    number,
    /** A number that not every list has; undefined where no row names it. */
    numberIfAny: (key: string): number | undefined =>
      candidates.some(candidate => candidate.key === key) ? number(key) : undefined,
    flag(key: string): boolean {
      const { value } = row(key);
      if (typeof value !== 'boolean') throw fault(key, 'a switch');
      return value;
    },
    text(key: string): string {
      const { value } = row(key);
      if (typeof value !== 'string') throw fault(key, 'a word');
      return value;
    },
    word<Word extends string>(key: string, words: readonly Word[]): Word {
      const found = words.find(word => word === row(key).value);
      if (found === undefined) throw fault(key, `one of ${words.join(', ')}`);
      return found;
    },
    /** A list of words, written one after another with commas between them; an empty text is an empty list. */
    words(key: string): readonly string[] {
      const { value } = row(key);
      if (typeof value !== 'string') throw fault(key, 'a list of words');
      return value.split(',').flatMap(word => (word.trim() === '' ? [] : [word.trim()]));
    },
    /** A length of time in seconds, whether the row says hours, minutes or seconds. */
    seconds(key: string): number {
      const { value, unit } = row(key);
      const factor = SECONDS[unit];
      if (typeof value !== 'number' || factor === undefined) throw fault(key, 'a length of time');
      return value * factor;
    },
    regime: (): Regime => NATIONAL.find(name => inForce.some(({ regime }) => regime === name)) ?? 'LOCAL',
  };
}

const fault = (key: string, wanted: string) => new Error(`policy row ${key} is not ${wanted}`);

function numberOf({ key, value }: PolicyRow): number {
  if (typeof value !== 'number') throw fault(key, 'a number');
  return value;
}

const holdsOn = ({ effectiveFrom, effectiveTo }: PolicyRow, day: string): boolean =>
  effectiveFrom <= day && (effectiveTo === undefined || day <= effectiveTo);

const concerns = (row: PolicyRow, { listType, tier }: PolicySelector): boolean =>
  matches(row.listType, listType) && matches(row.tier, tier);

const isGeneral = (of: string | undefined): boolean => of === undefined || of === 'ANY';
const matches = (of: string | undefined, wanted: string | undefined): boolean => isGeneral(of) || of === wanted;

const rank = (row: PolicyRow): number =>
  (row.regime === 'DEMO' ? 4 : 0) + (isGeneral(row.listType) ? 0 : 2) + (isGeneral(row.tier) ? 0 : 1);

const byRank = (a: PolicyRow, b: PolicyRow): number =>
  rank(b) - rank(a) || (a.effectiveFrom < b.effectiveFrom ? 1 : a.effectiveFrom > b.effectiveFrom ? -1 : 0);
