import type { Basis } from './law/sources.js';

/**
 * A refusal is data: a code the page has words for (locale namespace `refusals`), the rule it comes from, and what would
 * cure it. `clause` is null where no rule is applied: a field filled in wrongly, an act that came too late.
 */
export interface Refusal {
  code: string;
  clause: Basis | null;
  values?: Readonly<Record<string, string | number>>;
}

export type Verdict = { ok: true } | { ok: false; refusal: Refusal };

export const ALLOWED: Verdict = { ok: true };

/** Builds a refusing verdict. `clause` names the rule's source, e.g. `PENALTY_LAW#66`, or null. */
export function refuse(
  code: string,
  clause: Basis | null,
  values?: Refusal['values'],
): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: values === undefined ? { code, clause } : { code, clause, values } };
}
