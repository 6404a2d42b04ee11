export const DOCUMENT_FAULTS = [
  'MISSING_GLYPH',
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

/** A document that must not be made. `characters` names what the font cannot draw. */
export class DocumentError extends Error {
  readonly code: DocumentFault;
  readonly characters: readonly string[];

  constructor(code: DocumentFault, message: string, characters: readonly string[] = []) {
    super(message);
    this.name = 'DocumentError';
    this.code = code;
    this.characters = characters;
  }
}
