export const DOCUMENT_FAULTS = [
  'TEXT_TOO_LONG',
  'BAD_SIGNATURE',
  'HASH_MISMATCH',
  'NOT_AGREED',
  'RENDER_TIMEOUT',
  'NO_PLACEHOLDER',
  'SIGNATURE_TOO_LARGE',
  'WRONG_PASSPHRASE',
] as const;
export type DocumentFault = (typeof DOCUMENT_FAULTS)[number];

/** A document that must not be made. */
export class DocumentError extends Error {
  readonly code: DocumentFault;

  constructor(code: DocumentFault, message: string) {
    super(message);
    this.name = 'DocumentError';
    this.code = code;
  }
}
