/**
 * Numbers of persons in prose: a resident identity number (GB 11643: division, birth date, order, check) and a mobile
 * number, also with blanks or dashes between their groups. The check character is not tested: a mistyped number is a
 * person's number still.
 */
const IDENTITY = String.raw`[1-9]\d{5}[\s-]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[\s-]?\d{3}[\dXx]`;
const MOBILE = String.raw`(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}`;
const NUMBERS = new RegExp(String.raw`(?<![\dA-Za-z])(?:${IDENTITY}|${MOBILE})(?![\dA-Za-z])`, 'g');

const MARK = '*';

/** Full-width signs as half-width ones, each in its place, so that what is found here is found there. */
const inPlace = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** Whether the prose holds a person's identity or mobile number. */
export const holdsPersonalNumber = (text: string): boolean => inPlace(text).search(NUMBERS) >= 0;

/** The prose as anyone may read it: such numbers are covered whole (part 5; PIPL art. 6, 25, 28). */
export function coverPersonalNumbers(text: string): string {
  let covered = text;
  for (const { 0: found, index } of inPlace(text).matchAll(NUMBERS))
    covered = covered.slice(0, index) + MARK.repeat(found.length) + covered.slice(index + found.length);
  return covered;
}
