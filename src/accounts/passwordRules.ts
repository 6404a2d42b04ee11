import type { Refusal } from '../domain/refusal.js';
import { COMMON_WORDS } from './commonPasswords.js';

export const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 256;

const SHORTEST_PERSONAL_WORD = 2;
const FEWEST_DIFFERENT = 4;
/** Rows of a keyboard and counting, forwards; backwards is tried too. */
const RUNS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const LEET: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '3': 'e', '1': 'i', '0': 'o', $: 's', '5': 's' };

/**
 * What is wrong with a new password, or null: 10 to 256 characters, not a common one, not a simple run, and not made
 * of a word others know about this person (`personal`: names, sign-in name, credit codes, firm names).
 */
export function passwordFault(password: string, personal: readonly string[]): Refusal | null {
  const length = Array.from(password).length;
  if (length < SHORTEST_PASSWORD) {
    return { code: 'passwordShort', clause: null, values: { least: SHORTEST_PASSWORD } };
  }
  if (length > LONGEST_PASSWORD) return { code: 'passwordLong', clause: null, values: { most: LONGEST_PASSWORD } };
  const plain = password.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
  if (isCommon(plain)) return { code: 'passwordCommon', clause: null };
  return holdsPersonal(plain, personal) ? { code: 'passwordPersonal', clause: null } : null;
}

function isCommon(plain: string): boolean {
  if (new Set(plain).size < FEWEST_DIFFERENT || isRun(plain) || isRepeated(plain)) return true;
  const letters = plain.replace(/[^\p{L}]+/gu, '');
  const unleeted = withoutTail(plain)
    .replace(/[@4310$5]/gu, sign => LEET[sign] ?? sign)
    .replace(/[^\p{L}]+/gu, '');
  // A common word in a long phrase is fine; a common word and a few digits are not.
  return [letters, unleeted].some(word => word === '' || COMMON_WORDS.has(word)) && length(plain) < 20;
}

const TAIL = /[\d!?.,#*]/u;

/** Without the figures and signs that people put behind a word. */
function withoutTail(plain: string): string {
  let end = plain.length;
  while (end > 0 && TAIL.test(plain.charAt(end - 1))) end -= 1;
  return plain.slice(0, end);
}

const length = (text: string): number => Array.from(text).length;

function isRun(plain: string): boolean {
  const reversed = Array.from(plain).reverse().join('');
  return RUNS.some(run => run.includes(plain) || run.includes(reversed));
}

/** `abcabcabcabc`: one short piece again and again. */
function isRepeated(plain: string): boolean {
  return (plain + plain).indexOf(plain, 1) < plain.length && (plain + plain).indexOf(plain, 1) <= 6;
}

function holdsPersonal(plain: string, personal: readonly string[]): boolean {
  const words = personal
    .map(word => word.normalize('NFKC').toLowerCase().replace(/\s+/gu, ''))
    .filter(word => length(word) >= SHORTEST_PERSONAL_WORD);
  return words.some(word => {
    if (!plain.includes(word)) return false;
    // What is left without the word must be a password of its own.
    return length(plain.replaceAll(word, '')) < SHORTEST_PASSWORD;
  });
}
