import { SheetFault } from './sheet.js';

const UTF16_LITTLE = [0xff, 0xfe];

function decoded(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const startsWith = (bytes: Buffer, signature: readonly number[]): boolean =>
  signature.every((byte, place) => bytes[place] === byte);

/**
 * Text of a file whose encoding nobody declared: UTF-8 with or without mark, UTF-16 as Excel's "Unicode text" has it,
 * else GB18030 (and with it GBK and GB2312). Valid UTF-8 is practically never anything else, so it is tried first.
 */
export function decodeText(bytes: Buffer): string {
  if (startsWith(bytes, UTF16_LITTLE)) return decoded(bytes, 'utf-16le') ?? failed();
  if (bytes.includes(0)) throw new SheetFault('notText');
  return decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030') ?? failed();
}

function failed(): never {
  throw new SheetFault('encoding');
}
