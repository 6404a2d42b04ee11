import { SheetFault } from './sheet.js';

const UTF16_LITTLE = [0xff, 0xfe];
const UTF8_MARK = [0xef, 0xbb, 0xbf];
/** What a decoder leaves of bytes that mean nothing. */
const LOST = '\ufffd';
/** At least so many characters beyond ASCII must be sound for one that is lost: else it is another encoding. */
const SOUND_FOR_ONE_LOST = 20;

function decoded(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** As `decoded` where a few characters were cut or broken; each of them is left as U+FFFD for the row to tell. */
function mended(bytes: Buffer, encoding: string): string | null {
  const text = new TextDecoder(encoding).decode(bytes);
  let [lost, sound] = [0, 0];
  for (const sign of text) {
    if (sign === LOST) lost += 1;
    else if (sign > '\u007f') sound += 1;
  }
  return sound >= lost * SOUND_FOR_ONE_LOST ? text : null;
}

const startsWith = (bytes: Buffer, signature: readonly number[]): boolean =>
  signature.every((byte, place) => bytes[place] === byte);

/**
 * Text of a file whose encoding nobody declared: UTF-8 with or without mark, UTF-16 as Excel's "Unicode text" has it,
 * else GB18030 (and with it GBK and GB2312). Valid UTF-8 is practically never anything else, so it is tried first, and
 * UTF-8 with a broken character before GB18030, which takes most bytes for characters. A broken character costs its row,
 * not the file.
 */
export function decodeText(bytes: Buffer): string {
  if (startsWith(bytes, UTF16_LITTLE)) return decoded(bytes, 'utf-16le') ?? failed();
  if (bytes.includes(0)) throw new SheetFault('notText');
  const utf8 = decoded(bytes, 'utf-8') ?? mended(bytes, 'utf-8');
  if (utf8 !== null || startsWith(bytes, UTF8_MARK)) return utf8 ?? failed();
  return decoded(bytes, 'gb18030') ?? mended(bytes, 'gb18030') ?? failed();
}

function failed(): never {
  throw new SheetFault('encoding');
}
