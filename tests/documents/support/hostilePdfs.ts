export interface Filling {
  /** What stands once behind the header. */
  head: string;
  /** What is repeated to the end. */
  filling: string;
}

const once = (filling: string): Filling => ({ head: '', filling });

/** Files made to cost whoever reads them as a PDF. */
export const HOSTILE: readonly [string, Filling][] = [
  ['names of byte ranges', once('/ByteRange')],
  ['byte ranges', once('/ByteRange [0 30 60 90] ')],
  ['byte ranges that never end', once('/ByteRange [ 0')],
  ['openings of signatures', once('/Contents <')],
  ['signature dictionaries without a date', once('/Type /Sig ')],
  ['signature dictionaries with half a date', once('/Type /Sig /M (D:2026')],
  ['strings that never close', once('(')],
  ['nested dictionaries', once('<<')],
  ['a signature around millions of nested dictionaries', { head: '/ByteRange [0 99 9999999 99]', filling: '<</A ' }],
  ['a signature of ten million figures', { head: '<</ByteRange [0 48 10000000 9]/Contents ', filling: '0' }],
  ['blanks', once(' ')],
  ['blanks in a byte range', { head: '/ByteRange', filling: ' ' }],
  ['huge numbers', once('9')],
  ['beginnings of cross references', once('startxref\n')],
  ['objects', once('1 0 obj\n')],
  ['names of pages', once('/Page')],
];

export function hostile({ head, filling, bytes }: Filling & { bytes: number }): Buffer {
  const start = Buffer.from(`%PDF-1.7\n${head}`);
  return Buffer.concat([start, Buffer.alloc(bytes - start.length, filling)]);
}
