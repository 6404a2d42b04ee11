import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1.';

/** Keys of 32 bytes each: fields, blind index and one-time codes, audit seals. */
export interface DataKeys {
  fieldKey: Buffer;
  indexKey: Buffer;
  auditKey: Buffer;
}

/** Seals personal data before it reaches the database. `context` names the place, so that a value moved elsewhere does not open. */
export interface FieldCrypto {
  seal(plain: string, context: string): string;
  open(sealed: string, context: string): string;
  sealBytes(plain: Buffer, context: string): Buffer;
  openBytes(sealed: Buffer, context: string): Buffer;
  /** Blind index: equal values have equal marks under the key, which alone tells nothing. */
  mark(plain: string, purpose: string): string;
}

/** AES-256-GCM with a fresh 96-bit nonce per value, HMAC-SHA256 for equality search. */
export function fieldCrypto({ fieldKey, indexKey }: Pick<DataKeys, 'fieldKey' | 'indexKey'>): FieldCrypto {
  const sealBytes = (plain: Buffer, context: string): Buffer => {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, fieldKey, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  };
  const openBytes = (sealed: Buffer, context: string): Buffer => {
    const decipher = createDecipheriv(ALGORITHM, fieldKey, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  };
  return {
    sealBytes,
    openBytes,
    seal: (plain, context) => VERSION + sealBytes(Buffer.from(plain), context).toString('base64'),
    open(sealed, context) {
      if (!sealed.startsWith(VERSION)) throw new Error('Sealed field of an unknown version');
      return openBytes(Buffer.from(sealed.slice(VERSION.length), 'base64'), context).toString();
    },
    mark: (plain, purpose) => createHmac('sha256', indexKey).update(`${purpose}\n${plain}`).digest('hex'),
  };
}

export const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

/** Compares without telling by its time where the first difference is. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

/** ID numbers are compared half-width, upper case, without spaces. */
export const plainIdNumber = (idNumber: string): string =>
  idNumber.normalize('NFKC').replace(/\s+/gu, '').toUpperCase();

/** `411702********001X` → first 3 and last 4 at most (PIPL art. 6 and 51). */
export const maskedIdNumber = (idNumber: string): string => masked(idNumber, 3, 4);
export const maskedPhone = (phone: string): string => masked(phone, 3, 4);

function masked(value: string, first: number, last: number): string {
  if (value.length <= first + last) return '*'.repeat(value.length);
  return value.slice(0, first) + '*'.repeat(value.length - first - last) + value.slice(-last);
}

const MARK_LENGTH = 32;

/** Another value than the index the ID number is found by: the mark goes into cases and histories, the index does not. */
export const personMarkOf = (idIndex: string, crypto: Pick<FieldCrypto, 'mark'>): string =>
  crypto.mark(idIndex, 'personMark').slice(0, MARK_LENGTH);
