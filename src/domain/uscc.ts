import { halfWidth } from './halfWidth.js';
import type { Refusal } from './refusal.js';

/** A unified social credit code whose check character is right (GB 32100-2015). */
export type Uscc = string & { readonly __brand: 'Uscc' };

export type ParsedUscc = { ok: true; uscc: Uscc } | { ok: false; refusal: Refusal };

/** No I, O, S, V, Z; a character's value is its place (F33). */
const CHARSET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_CHARSET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const LENGTH = 18;

/**
 * Reads a code as people type it: trimmed, full-width or lower-case. Refuses with the first fault found: empty, length,
 * character, district, check. `strict` also checks the inner organisation code, which some old codes fail (GB 11714).
 */
export function parseUscc(text: string, { strict = false }: { strict?: boolean } = {}): ParsedUscc {
  const code = halfWidth(text).toUpperCase();
  const refusal = faultOf(code) ?? (strict ? organisationFault(code) : null);
  return refusal === null ? { ok: true, uscc: code as Uscc } : { ok: false, refusal };
}

/** The administrative division code of the registering office, positions 3–8. */
export const registrationAdcode = (uscc: string): string => uscc.slice(2, 8);

/** Completes 16 characters (kind, division, organisation body) with both check characters. For demonstration and tests. */
export function completeUscc(first16: string): Uscc {
  const first17 = first16 + organisationCheck(first16.slice(8));
  return (first17 + checkCharacter(first17)) as Uscc;
}

function faultOf(code: string): Refusal | null {
  if (code === '') return { code: 'usccEmpty', clause: null };
  if (code.length !== LENGTH) return { code: 'usccLength', clause: null, values: { length: code.length } };
  const wrong = Array.from(code).findIndex(character => !CHARSET.includes(character));
  if (wrong >= 0) {
    return { code: 'usccCharacter', clause: null, values: { character: code.charAt(wrong), position: wrong + 1 } };
  }
  if (!/^\d{6}$/.test(registrationAdcode(code))) return { code: 'usccDistrict', clause: null };
  const expected = checkCharacter(code);
  if (code.charAt(LENGTH - 1) === expected) return null;
  return { code: 'usccCheck', clause: null, values: { found: code.charAt(LENGTH - 1) } };
}

function organisationFault(code: string): Refusal | null {
  if (code.charAt(16) === organisationCheck(code.slice(8, 16))) return null;
  return { code: 'usccOrganisation', clause: null, values: { found: code.charAt(16) } };
}

/** The last modulo turns a difference of 31 into 0. */
function checkCharacter(code: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * CHARSET.indexOf(code.charAt(index)), 0);
  return CHARSET.charAt((31 - (sum % 31)) % 31);
}

function organisationCheck(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, index) => total + weight * ORGANISATION_CHARSET.indexOf(body.charAt(index)),
    0,
  );
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}
