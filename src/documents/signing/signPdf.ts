import { DocumentError } from '../documentError.js';
import { RANGE_PLACEHOLDER } from '../signatureField.js';
import type { SignatureProvider } from './signatureProvider.js';

/** The bytes a signature covers: all but the hexadecimal string that holds it. */
export type ByteRange = readonly [number, number, number, number];

/**
 * Fills the empty signature field of a rendered document and returns a new buffer; no byte moves.
 * Throws NO_PLACEHOLDER where there is none, SIGNATURE_TOO_LARGE where the CMS does not fit.
 */
export async function signPdf(pdf: Buffer, provider: SignatureProvider): Promise<Buffer> {
  const signed = Buffer.from(pdf);
  const { contents, range } = place(signed);
  const cms = await provider.sign(coveredBytes(signed, range));
  const hex = cms.toString('hex');
  if (hex.length > contents.end - contents.start) {
    throw new DocumentError('SIGNATURE_TOO_LARGE', `The signature has ${String(cms.length)} bytes.`);
  }
  signed.write(hex, contents.start, 'latin1');
  return signed;
}

export function coveredBytes(pdf: Buffer, [start, length, secondStart, secondLength]: ByteRange): Buffer {
  return Buffer.concat([pdf.subarray(start, start + length), pdf.subarray(secondStart, secondStart + secondLength)]);
}

function place(pdf: Buffer): { contents: { start: number; end: number }; range: ByteRange } {
  const empty = `/ByteRange [0 ${RANGE_PLACEHOLDER} ${RANGE_PLACEHOLDER} ${RANGE_PLACEHOLDER}]`;
  const at = pdf.indexOf(empty, 0, 'latin1');
  const open = at < 0 ? -1 : pdf.indexOf('/Contents <', at, 'latin1');
  const close = open < 0 ? -1 : pdf.indexOf('>', open, 'latin1');
  if (close < 0) throw new DocumentError('NO_PLACEHOLDER', 'The document has no empty signature field.');
  const start = open + '/Contents <'.length;
  const range: ByteRange = [0, start - 1, close + 1, pdf.length - close - 1];
  pdf.write(`/ByteRange [${range.join(' ')}]`.padEnd(empty.length, ' '), at, 'latin1');
  return { contents: { start, end: close }, range };
}
