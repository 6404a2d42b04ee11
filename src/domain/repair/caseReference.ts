import { halfWidth } from '../halfWidth.js';

/** Digits and letters without I, O, S, V, Z, as in the credit codes: nothing can be misread on paper or by telephone. */
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SIGNS_OF_NUMBER = 5;

/**
 * The readable reference of a case, e.g. `XF-411722-2026-0004KH`: county, year, running number (whole, from 1) in base
 * 31 and a check sign. Throws where the number does not fit, a fault of the counter.
 */
export function caseReference(county: string, year: number, sequence: number): string {
  if (!Number.isInteger(sequence) || sequence < 1 || sequence >= SIGNS.length ** SIGNS_OF_NUMBER) {
    throw new RangeError(`not a running number: ${String(sequence)}`);
  }
  let number = '';
  for (let rest = sequence; rest > 0; rest = Math.floor(rest / SIGNS.length)) {
    number = signAt(rest % SIGNS.length) + number;
  }
  const body = `${county}${String(year)}${number.padStart(SIGNS_OF_NUMBER, '0')}`;
  return `XF-${county}-${String(year)}-${body.slice(-SIGNS_OF_NUMBER)}${checkSign(body)}`;
}

/** Reads a typed reference: any case, full width, with or without hyphens. Null where it is none or the check fails. */
export function parseCaseReference(text: string): string | null {
  const plain = halfWidth(text).toUpperCase().replace(/[\s-]/g, '');
  const found = /^XF(\d{6})(\d{4})([0-9A-Z]{5})([0-9A-Z])$/.exec(plain);
  if (found === null) return null;
  const [, county = '', year = '', number = '', check = ''] = found;
  const body = `${county}${year}${number}`;
  if (!/^[^IOSVZ]*$/.test(number)) return null;
  return checkSign(body) === check ? `XF-${county}-${year}-${number}${check}` : null;
}

/** Weighted sum modulo 31, a prime: every single wrong sign and every swap of neighbours changes it. */
function checkSign(body: string): string {
  const sum = Array.from(body).reduce((total, sign, index) => total + SIGNS.indexOf(sign) * (index + 1), 0);
  return signAt(sum % SIGNS.length);
}

const signAt = (index: number): string => SIGNS.charAt(index);
