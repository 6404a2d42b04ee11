import { randomInt } from 'node:crypto';

/** Without the letters and digits that look alike on paper. */
const CLEAR_CHARACTERS = '23456789ABCDEFGHJKMNPQRTUVWXYZ';
const DIGITS = '0123456789';

const draw = (characters: string, length: number): string =>
  Array.from({ length }, () => characters.charAt(randomInt(characters.length))).join('');

/** A code to be typed from paper, e.g. `7KQM-2XPA-H4TN` (58 bits); dashes and case do not matter when typed. */
export const newActivationCode = (): string => [1, 2, 3].map(() => draw(CLEAR_CHARACTERS, 4)).join('-');

/** A code to be typed from a message: eight characters (39 bits), valid for half an hour. */
export const newResetCode = (): string => [1, 2].map(() => draw(CLEAR_CHARACTERS, 4)).join('-');

/** Six digits, asked beside the password, spent by five wrong answers. */
export const newSigningCode = (): string => draw(DIGITS, 6);
