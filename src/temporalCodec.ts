import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { DataConverter, Payload, PayloadCodec } from '@temporalio/common';
import { decode, encode } from '@temporalio/common/lib/encoding.js';
import protocol from '@temporalio/proto';

const { Payload: ProtocolPayload } = protocol.temporal.api.common.v1;

const ENCODING = 'binary/encrypted';

/** Encrypts every workflow payload with AES-256-GCM; each payload carries its own 12 random bytes. */
export class AesPayloadCodec implements PayloadCodec {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map(payload => this.#seal(payload)));
  }

  decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map(payload => this.#open(payload)));
  }

  #seal(payload: Payload): Payload {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    const plain = ProtocolPayload.encode(payload).finish();
    const body = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return { metadata: { encoding: encode(ENCODING) }, data: body };
  }

  /** A payload that is not encrypted is refused: letting plain text through would undo the protection silently. */
  #open(payload: Payload): Payload {
    const encoding = payload.metadata?.['encoding'];
    if (encoding === undefined || decode(encoding) !== ENCODING || payload.data === undefined || payload.data === null)
      throw new Error('payload is not encrypted');
    const body = Buffer.from(payload.data);
    const decipher = createDecipheriv('aes-256-gcm', this.#key, body.subarray(0, 12));
    decipher.setAuthTag(body.subarray(body.length - 16));
    const plain = Buffer.concat([decipher.update(body.subarray(12, body.length - 16)), decipher.final()]);
    return ProtocolPayload.decode(plain);
  }
}

/** The converter that client and worker must share. `key` is 32 bytes. */
export function encryptedDataConverter(key: Buffer): DataConverter {
  return {
    payloadCodecs: [new AesPayloadCodec(key)],
    failureConverterPath: fileURLToPath(import.meta.resolve('./temporalFailureConverter.js')),
  };
}
