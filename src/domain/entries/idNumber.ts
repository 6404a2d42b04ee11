import { parseDay } from '../calendarDay.js';
import { halfWidth } from '../halfWidth.js';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** Reads a resident identity number (GB 11643-1999): 18 characters, a birth date that exists, the right check; null else. */
export function readIdNumber(text: string): string | null {
  const id = halfWidth(text).toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return null;
  if (parseDay(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`) === null) return null;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(id.charAt(index)), 0);
  return id.charAt(17) === CHECK_CHARACTERS.charAt(sum % 11) ? id : null;
}
