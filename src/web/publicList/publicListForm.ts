import type { FirmSearch } from '../../data/index.js';
import { halfWidth } from '../../domain/halfWidth.js';
import { parseUscc } from '../../domain/uscc.js';

export type PublicSearchForm =
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong'; readonly code: string; readonly values: Readonly<Record<string, string | number>> }
  | { readonly kind: 'search'; readonly search: FirmSearch };

const SHORTEST_NAME = 2;
const LONGEST_NAME = 60;
const LIKE_A_CODE = /^[0-9A-Za-z]{15,20}$/;

/**
 * What a visitor looks for: a whole credit code, or the beginning of a name. A single character would list half the
 * city, and a code with a typing error is told instead of finding nothing.
 */
export function publicListForm(text: string | undefined): PublicSearchForm {
  const typed = (text ?? '').trim();
  if (typed === '') return { kind: 'none' };
  const plain = halfWidth(typed).replace(/\s+/g, '');
  if (LIKE_A_CODE.test(plain)) {
    const parsed = parseUscc(plain);
    if (parsed.ok) return { kind: 'search', search: { uscc: parsed.uscc } };
    return { kind: 'wrong', code: parsed.refusal.code, values: parsed.refusal.values ?? {} };
  }
  const length = Array.from(plain).length;
  if (length < SHORTEST_NAME) return { kind: 'wrong', code: 'tooShort', values: { least: SHORTEST_NAME } };
  if (length > LONGEST_NAME) return { kind: 'wrong', code: 'tooLong', values: { most: LONGEST_NAME } };
  return { kind: 'search', search: { namePrefix: plain } };
}
