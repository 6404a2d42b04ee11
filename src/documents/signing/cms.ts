import { createHash, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { fromBER, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';

export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

export interface CmsSigner {
  key: KeyObject;
  /** The signer's first, then its issuers. */
  certificatesPem: readonly string[];
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A copy on a buffer of its own: Node's small Buffers share one, and asn1js keeps what it is given. */
export const exact = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Makes detached CMS over bytes with the signed attributes of PAdES B-B; no signing-time, the PDF's own date says it. */
export function cmsSigner({ key, certificatesPem }: CmsSigner): (content: Buffer) => Buffer {
  const raw = certificatesPem.map(pem => new X509Certificate(pem).raw);
  const [signerRaw] = raw;
  if (signerRaw === undefined) throw new TypeError('A signature needs the certificate of its signer.');
  const certificates = raw.map(der => Certificate.fromBER(exact(der)));
  const signer = Certificate.fromBER(exact(signerRaw));
  return content => signed(content, { key, certificates, signer, signerRaw });
}

interface OpenedSigner {
  key: KeyObject;
  certificates: Certificate[];
  signer: Certificate;
  signerRaw: Uint8Array;
}

function signed(content: Buffer, { key, certificates, signer, signerRaw }: OpenedSigner): Buffer {
  const attributes = sorted([
    attribute(OID.contentType, new ObjectIdentifier({ value: OID.data })),
    attribute(OID.messageDigest, new OctetString({ valueHex: exact(sha256(content)) })),
    attribute(OID.signingCertificateV2, signingCertificate(signerRaw)),
  ]);
  const signedAttrs = new SignedAndUnsignedAttributes({ type: 0, attributes });
  const signature = sign('sha256', attributesToSign(signedAttrs), key);
  const signerInfo = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
    digestAlgorithm: new AlgorithmIdentifier({ algorithmId: OID.sha256, algorithmParams: new Null() }),
    signedAttrs,
    signatureAlgorithm: new AlgorithmIdentifier({ algorithmId: OID.ecdsaWithSha256 }),
    signature: new OctetString({ valueHex: exact(signature) }),
  });
  const signedData = new SignedData({
    version: 1,
    digestAlgorithms: [new AlgorithmIdentifier({ algorithmId: OID.sha256, algorithmParams: new Null() })],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: OID.data }),
    certificates,
    signerInfos: [signerInfo],
  });
  const info = new ContentInfo({ contentType: OID.signedData, content: signedData.toSchema(true) });
  return Buffer.from(info.toSchema().toBER(false));
}

/** The attributes as the SET they are signed as; inside the CMS the same bytes begin with another tag (RFC 5652, 5.4). */
export function attributesToSign(signedAttrs: SignedAndUnsignedAttributes): Buffer {
  const bytes = Buffer.from(signedAttrs.toSchema().toBER(false));
  bytes[0] = 0x31;
  return bytes;
}

const attribute = (type: string, value: ObjectIdentifier | OctetString | Sequence): Attribute =>
  new Attribute({ type, values: [value] });

/** A SET is in DER order: by its members' bytes. */
const sorted = (attributes: Attribute[]): Attribute[] =>
  attributes
    .map(item => ({ item, der: Buffer.from(item.toSchema().toBER(false)) }))
    .sort((a, b) => Buffer.compare(a.der, b.der))
    .map(({ item }) => item);

/** ESSCertIDv2 with its defaults left out: SHA-256, no issuer and serial (RFC 5035). */
const signingCertificate = (certificate: Uint8Array): Sequence =>
  new Sequence({
    value: [
      new Sequence({
        value: [new Sequence({ value: [new OctetString({ valueHex: exact(sha256(certificate)) })] })],
      }),
    ],
  });

/** Reads the SignedData of a CMS; null for anything that is none. Zero bytes after it are padding. */
export function readSignedData(der: Uint8Array): SignedData | null {
  const { result, offset } = fromBER(exact(der));
  if (offset === -1) return null;
  try {
    const info = new ContentInfo({ schema: result });
    return info.contentType === OID.signedData ? new SignedData({ schema: info.content }) : null;
  } catch {
    return null;
  }
}
