import { randomBytes } from 'node:crypto';

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** 20 letters and digits without look-alikes, in groups of four: 100 bits, easily read aloud. */
export function newVerificationCode(): string {
  const letters = [...randomBytes(20)].map(byte => ALPHABET.charAt(byte % ALPHABET.length));
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}
