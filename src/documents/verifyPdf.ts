import { createHash, timingSafeEqual, verify, X509Certificate } from 'node:crypto';
import { type ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { Certificate, IssuerAndSerialNumber, type SignedAndUnsignedAttributes, type SignerInfo } from 'pkijs';
import { findSignatures, type FoundSignature } from './pdfSignatures.js';
import { attributesToSign, OID, readSignedData } from './signing/cms.js';
import type { ByteRange } from './signing/signPdf.js';

export const VERIFY_PROBLEMS = [
  'NO_SIGNATURE',
  'MALFORMED_SIGNATURE',
  'BYTES_OUTSIDE_SIGNATURE',
  'DIGEST_MISMATCH',
  'SIGNATURE_INVALID',
  'CERTIFICATE_NOT_BOUND',
  'ISSUER_UNTRUSTED',
  'CERTIFICATE_NOT_VALID_THEN',
] as const;
export type VerifyProblem = (typeof VERIFY_PROBLEMS)[number];

/** What stands in a file behind the last byte that a signature covers. */
export interface Additions {
  bytes: number;
  /** Nothing but blanks and line ends. */
  blank: boolean;
  /** Objects that were added or changed; counted up to 1,000. */
  objects: number;
  /** Further signatures: what their certificates say of the signer, believed by nobody. */
  signatures: { signer: string; signedAt?: string }[];
}

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
  /** Hex, of the file as it was when it was signed, its signature included. Where something was added later. */
  signedSha256?: string;
  added?: Additions;
  problems: VerifyProblem[];
}

const NOTHING = { covered: false, intact: false, trusted: false };

/**
 * Checks the signature of a document made here: where there are several, the first that is ours and intact, else the
 * first. Bytes of any origin are safe to give: bad ones are a verdict, never an exception. Costs time and memory: for
 * files of strangers use the examiner, which runs this in a process of its own.
 */
export function verifyPdfSignature(bytes: Uint8Array, { trustedPem }: { trustedPem: string }): PdfVerification {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const search = findSignatures(pdf);
  if ('why' in search) {
    return { ...NOTHING, problems: [search.why === 'none' ? 'NO_SIGNATURE' : 'MALFORMED_SIGNATURE'] };
  }
  const verdicts = search.found.flatMap(signature => {
    try {
      return checkSignature(pdf, signature, trustedPem) ?? [];
    } catch {
      return [];
    }
  });
  const best = verdicts.find(({ intact, trusted }) => intact && trusted) ?? verdicts[0];
  if (best === undefined) return { ...NOTHING, problems: ['MALFORMED_SIGNATURE'] };
  const { end, ...verdict } = best;
  if (verdict.covered) return verdict;
  const later = search.found.filter(signature => signature.end > end);
  return { ...verdict, signedSha256: sha256(pdf.subarray(0, end)).toString('hex'), added: additions(pdf, end, later) };
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

const MOST_OBJECTS = 1_000;
const OBJECT = ' obj';
const LONGEST_SIGNER = 100;

function additions(pdf: Buffer, end: number, later: readonly FoundSignature[]): Additions {
  const tail = pdf.subarray(end);
  let objects = 0;
  for (let at = tail.indexOf(OBJECT); at >= 0 && objects < MOST_OBJECTS; at = tail.indexOf(OBJECT, at + 1)) {
    objects += 1;
  }
  const signatures = later.map(({ cms, statedTime }) => ({
    signer: statedSigner(cms),
    ...(statedTime !== undefined && { signedAt: statedTime }),
  }));
  const blank = tail.every(
    byte => byte === 0 || byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 32,
  );
  return { bytes: tail.length, blank, objects, signatures };
}

function statedSigner(cms: Buffer): string {
  try {
    const found = readSigner(cms);
    return found === null ? '' : commonName(found.own).slice(0, LONGEST_SIGNER);
  } catch {
    return '';
  }
}

function checkSignature(
  pdf: Buffer,
  { range, end, cms, statedTime }: FoundSignature,
  trustedPem: string,
): (PdfVerification & { end: number }) | null {
  const found = readSigner(cms);
  if (found === null) return null;
  const certificate = nodeCertificate(found.own);
  const covered = end === pdf.length;
  const broken = integrityProblems(coveredHash(pdf, range), found, certificate);
  const doubts = trustProblems(certificate, {
    chain: found.chain.map(nodeCertificate),
    trustedPem,
    signedAt: statedTime,
  });
  return {
    ...{ covered, end },
    intact: broken.length === 0,
    trusted: doubts.length === 0,
    signer: commonName(found.own),
    ...(statedTime !== undefined && { signedAt: statedTime }),
    problems: [...(covered ? [] : ['BYTES_OUTSIDE_SIGNATURE' as const]), ...broken, ...doubts],
  };
}

/** SHA-256 of the bytes of a range, without a copy of them. */
const coveredHash = (pdf: Buffer, [start, length, secondStart, secondLength]: ByteRange): Buffer =>
  createHash('sha256')
    .update(pdf.subarray(start, start + length))
    .update(pdf.subarray(secondStart, secondStart + secondLength))
    .digest();

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
  signedHash: Buffer,
  { info, attributes }: Signer,
  certificate: X509Certificate,
): VerifyProblem[] {
  const digest = attributeValue(attributes, OID.messageDigest);
  const type = attributeValue(attributes, OID.contentType) as ObjectIdentifier | undefined;
  const problems: VerifyProblem[] = [];
  if (!(digest instanceof OctetString) || !equal(hexOf(digest), signedHash)) problems.push('DIGEST_MISMATCH');
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

const PEM = { begin: '-----BEGIN CERTIFICATE-----', end: '-----END CERTIFICATE-----' };

const pemBlocks = (pem: string): string[] =>
  pem
    .split(PEM.begin)
    .slice(1)
    .filter(block => block.includes(PEM.end))
    .map(block => `${PEM.begin}${block.split(PEM.end, 1)[0] ?? ''}${PEM.end}`);

function commonName(certificate: Certificate): string {
  const name = certificate.subject.typesAndValues.find(({ type }) => type === '2.5.4.3');
  return name === undefined ? '' : String((name.value as { valueBlock: { value: unknown } }).valueBlock.value);
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const hexOf = (octets: OctetString): Buffer => Buffer.from(octets.valueBlock.valueHexView);
const equal = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
