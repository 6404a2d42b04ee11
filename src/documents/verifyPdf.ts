import { createHash, timingSafeEqual, verify, X509Certificate } from 'node:crypto';
import { type ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { Certificate, IssuerAndSerialNumber, type SignedAndUnsignedAttributes, type SignerInfo } from 'pkijs';
import { attributesToSign, OID, readSignedData } from './signing/cms.js';
import { type ByteRange, coveredBytes } from './signing/signPdf.js';

export const VERIFY_PROBLEMS = [
  'NO_SIGNATURE',
  'SEVERAL_SIGNATURES',
  'MALFORMED_SIGNATURE',
  'BYTES_OUTSIDE_SIGNATURE',
  'DIGEST_MISMATCH',
  'SIGNATURE_INVALID',
  'CERTIFICATE_NOT_BOUND',
  'ISSUER_UNTRUSTED',
  'CERTIFICATE_NOT_VALID_THEN',
] as const;
export type VerifyProblem = (typeof VERIFY_PROBLEMS)[number];

export interface PdfVerification {
  /** Every byte of the file but the signature itself is signed: nothing was appended. */
  covered: boolean;
  /** The signed bytes are unchanged and the signature is right. */
  intact: boolean;
  /** The signer's certificate comes from a trusted root and was valid at the stated time. */
  trusted: boolean;
  /** Common name in the signer's certificate. */
  signer?: string;
  /** ISO instant stated in the file, not proven by a time-stamp. */
  signedAt?: string;
  problems: VerifyProblem[];
}

const NOTHING = { covered: false, intact: false, trusted: false };
const RANGE = /\/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/g;

/** Checks the one signature of a document made here. Bytes of any origin are safe to give: bad ones are a verdict, never an exception. */
export function verifyPdfSignature(bytes: Uint8Array, { trustedPem }: { trustedPem: string }): PdfVerification {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = [...pdf.toString('latin1').matchAll(RANGE)];
  const [match] = found;
  if (match === undefined) return { ...NOTHING, problems: ['NO_SIGNATURE'] };
  if (found.length > 1) return { ...NOTHING, problems: ['SEVERAL_SIGNATURES'] };
  const range = match.slice(1, 5).map(Number) as unknown as ByteRange;
  try {
    return checkSignature(pdf, range, trustedPem) ?? { ...NOTHING, problems: ['MALFORMED_SIGNATURE'] };
  } catch {
    return { ...NOTHING, problems: ['MALFORMED_SIGNATURE'] };
  }
}

const COORDINATE_BYTES = 32;

/**
 * Whether a trusted root's own certificate lies in the file as a signature carries it, whatever else became of the
 * file. It is told by its public key in two halves, so that one changed byte does not hide it.
 */
export function carriesTrustedRoot(bytes: Uint8Array, { trustedPem }: { trustedPem: string }): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').toLowerCase();
  return pemBlocks(trustedPem).some(pem => {
    const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' }).toString('hex');
    const half = COORDINATE_BYTES * 2;
    return text.includes(key.slice(-half)) || text.includes(key.slice(-2 * half, -half));
  });
}

function checkSignature(pdf: Buffer, range: ByteRange, trustedPem: string): PdfVerification | null {
  const [, , secondStart, secondLength] = range;
  const cms = readContents(pdf, range);
  const found = cms === null ? null : readSigner(cms);
  if (found === null) return null;
  const certificate = nodeCertificate(found.own);
  const signedAt = statedTime(pdf);
  const covered = secondStart + secondLength === pdf.length;
  const broken = integrityProblems(coveredBytes(pdf, range), found, certificate);
  const doubts = trustProblems(certificate, { chain: found.chain.map(nodeCertificate), trustedPem, signedAt });
  return {
    covered,
    intact: broken.length === 0,
    trusted: doubts.length === 0,
    signer: commonName(found.own),
    ...(signedAt !== undefined && { signedAt }),
    problems: [...(covered ? [] : ['BYTES_OUTSIDE_SIGNATURE' as const]), ...broken, ...doubts],
  };
}

/** The CMS in the gap of the range; null unless the gap is exactly one hexadecimal string. */
function readContents(pdf: Buffer, [start, length, secondStart, secondLength]: ByteRange): Buffer | null {
  if (start !== 0 || secondStart + secondLength > pdf.length) return null;
  const gap = pdf.toString('latin1', length, secondStart);
  return /^<[0-9a-fA-F]+>$/.test(gap) ? Buffer.from(gap.slice(1, -1), 'hex') : null;
}

interface Signer {
  info: SignerInfo;
  attributes: SignedAndUnsignedAttributes;
  own: Certificate;
  chain: readonly Certificate[];
}

function readSigner(cms: Buffer): Signer | null {
  const signedData = readSignedData(cms);
  const [info, ...others] = signedData?.signerInfos ?? [];
  if (info?.signedAttrs === undefined || others.length > 0) return null;
  const chain = (signedData?.certificates ?? []).filter(item => item instanceof Certificate);
  const own = chain.find(certificate => isNamedBy(certificate, info));
  return own === undefined ? null : { info, attributes: info.signedAttrs, own, chain };
}

const nodeCertificate = (certificate: Certificate): X509Certificate =>
  new X509Certificate(Buffer.from(certificate.toSchema(false).toBER(false)));

function isNamedBy(certificate: Certificate, { sid }: SignerInfo): boolean {
  return (
    sid instanceof IssuerAndSerialNumber &&
    certificate.serialNumber.isEqual(sid.serialNumber) &&
    certificate.issuer.isEqual(sid.issuer)
  );
}

function integrityProblems(
  signed: Buffer,
  { info, attributes }: Signer,
  certificate: X509Certificate,
): VerifyProblem[] {
  const digest = attributeValue(attributes, OID.messageDigest);
  const type = attributeValue(attributes, OID.contentType) as ObjectIdentifier | undefined;
  const problems: VerifyProblem[] = [];
  if (!(digest instanceof OctetString) || !equal(hexOf(digest), sha256(signed))) problems.push('DIGEST_MISMATCH');
  const valid = verify(
    'sha256',
    attributesToSign(attributes),
    certificate.publicKey,
    Buffer.from(info.signature.valueBlock.valueHexView),
  );
  if (!valid || type?.getValue() !== OID.data) problems.push('SIGNATURE_INVALID');
  if (!isBound(attributeValue(attributes, OID.signingCertificateV2), certificate))
    problems.push('CERTIFICATE_NOT_BOUND');
  return problems;
}

const attributeValue = (attributes: SignedAndUnsignedAttributes, type: string): unknown =>
  attributes.attributes.find(attribute => attribute.type === type)?.values[0];

/** signing-certificate-v2 names this very certificate, so that no other one with the same key can take its place. */
function isBound(value: unknown, certificate: X509Certificate): boolean {
  const names = value instanceof Sequence ? value.valueBlock.value[0] : undefined;
  const first = names instanceof Sequence ? names.valueBlock.value[0] : undefined;
  const hash = first instanceof Sequence ? first.valueBlock.value[0] : undefined;
  return hash instanceof OctetString && equal(hexOf(hash), sha256(certificate.raw));
}

interface TrustFacts {
  chain: readonly X509Certificate[];
  trustedPem: string;
  signedAt: string | undefined;
}

function trustProblems(certificate: X509Certificate, { chain, trustedPem, signedAt }: TrustFacts): VerifyProblem[] {
  const roots = pemBlocks(trustedPem).map(pem => new X509Certificate(pem));
  const path = pathToRoot(certificate, chain, roots);
  if (path === null) return ['ISSUER_UNTRUSTED'];
  const at = signedAt === undefined ? NaN : Date.parse(signedAt);
  const valid = path.every(({ validFrom, validTo }) => Date.parse(validFrom) <= at && at <= Date.parse(validTo));
  return valid ? [] : ['CERTIFICATE_NOT_VALID_THEN'];
}

const issued = (issuer: X509Certificate, subject: X509Certificate): boolean =>
  issuer.ca && subject.checkIssued(issuer) && subject.verify(issuer.publicKey);

const MAX_PATH = 4;

function pathToRoot(
  leaf: X509Certificate,
  chain: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): X509Certificate[] | null {
  const path = [leaf];
  let current = leaf;
  while (path.length <= MAX_PATH) {
    const last = current;
    const root = roots.find(candidate => issued(candidate, last));
    if (root !== undefined) return [...path, root];
    const next = chain.find(candidate => !path.includes(candidate) && issued(candidate, last));
    if (next === undefined) return null;
    path.push(next);
    current = next;
  }
  return null;
}

const pemBlocks = (pem: string): string[] =>
  pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];

function commonName(certificate: Certificate): string {
  const name = certificate.subject.typesAndValues.find(({ type }) => type === '2.5.4.3');
  return name === undefined ? '' : String((name.value as { valueBlock: { value: unknown } }).valueBlock.value);
}

/** The date in the signature dictionary, always written in UTC here. */
function statedTime(pdf: Buffer): string | undefined {
  const match = /\/Type \/Sig\b[\s\S]{0,40000}?\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/.exec(
    pdf.toString('latin1'),
  );
  if (match === null) return undefined;
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = match.slice(1);
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const hexOf = (octets: OctetString): Buffer => Buffer.from(octets.valueBlock.valueHexView);
const equal = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
