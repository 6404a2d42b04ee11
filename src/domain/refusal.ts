/** A refusal is data: a code the page has words for (locale namespace `refusals`), the clause it comes from, and what would cure it. */
export interface Refusal {
  code: string;
  clause: string;
  values?: Readonly<Record<string, string | number>>;
}

export type Verdict = { ok: true } | { ok: false; refusal: Refusal };

export const ALLOWED: Verdict = { ok: true };

/** Builds a refusing verdict. `clause` names the rule's source, e.g. `S4-29` or `domain part 4`. */
export function refuse(code: string, clause: string, values?: Refusal['values']): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: values === undefined ? { code, clause } : { code, clause, values } };
}
