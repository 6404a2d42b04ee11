import 'reflect-metadata'; // @peculiar/x509 reads decorators through it while loading
import { createPrivateKey, KeyObject, type webcrypto, webcrypto as crypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { AUTHORITY_LABEL } from '../authorityLabel.js';
import { DocumentError } from '../documentError.js';
import { cmsSigner } from './cms.js';
import type { SignatureProvider } from './signatureProvider.js';

/** What is kept between starts. The root's own key is thrown away after it has issued the signer's certificate. */
export interface StoredAuthority {
  version: 1;
  /** PKCS#8, encrypted with the passphrase. */
  signerKeyPem: string;
  signerCertificatePem: string;
  rootCertificatePem: string;
}

export interface LocalAuthority extends SignatureProvider {
  readonly licensed: false;
  /** The trust anchor to verify with. */
  readonly rootPem: string;
  readonly state: StoredAuthority;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const ROOT_NAME = 'CN=信复本地演示根证书（非持牌机构）, O=信复演示环境, C=CN';
const SIGNER_NAME = 'CN=信复本地演示签名服务（非持牌机构）, O=信复演示环境, C=CN';
const YEARS = { root: 20, signer: 10 };

/**
 * Opens the stored stand-in authority, or makes a new one: a root and a signer certificate (ECDSA P-256).
 * `now` dates new certificates. Throws WRONG_PASSPHRASE where the stored key does not open.
 */
export async function createLocalAuthority(options: {
  passphrase: string;
  storedKey?: StoredAuthority | undefined;
  now?: Date | undefined;
}): Promise<LocalAuthority> {
  const state = options.storedKey ?? (await newAuthority(options.passphrase, options.now ?? new Date()));
  const key = openKey(state.signerKeyPem, options.passphrase);
  const sign = cmsSigner({ key, certificatesPem: [state.signerCertificatePem, state.rootCertificatePem] });
  return {
    label: AUTHORITY_LABEL,
    licensed: false,
    chainPem: `${state.signerCertificatePem}\n${state.rootCertificatePem}\n`,
    rootPem: state.rootCertificatePem,
    state,
    sign: bytesToSign => Promise.resolve(sign(bytesToSign)),
  };
}

function openKey(pem: string, passphrase: string): KeyObject {
  try {
    return createPrivateKey({ key: pem, passphrase });
  } catch {
    throw new DocumentError('WRONG_PASSPHRASE', 'The signing key does not open with this passphrase.');
  }
}

async function newAuthority(passphrase: string, now: Date): Promise<StoredAuthority> {
  const rootKeys = await newKeys();
  const signerKeys = await newKeys();
  const root = await X509CertificateGenerator.createSelfSigned({
    ...validity(now, YEARS.root),
    name: ROOT_NAME,
    keys: rootKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const signer = await X509CertificateGenerator.create({
    ...validity(now, YEARS.signer),
    subject: SIGNER_NAME,
    issuer: root.subject,
    publicKey: signerKeys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true),
      await SubjectKeyIdentifierExtension.create(signerKeys.publicKey),
    ],
  });
  const signerKeyPem = KeyObject.from(signerKeys.privateKey)
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase })
    .toString();
  return {
    version: 1,
    signerKeyPem,
    signerCertificatePem: signer.toString('pem'),
    rootCertificatePem: root.toString('pem'),
  };
}

const newKeys = (): Promise<webcrypto.CryptoKeyPair> => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

function validity(now: Date, years: number): { serialNumber: string; notBefore: Date; notAfter: Date } {
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  const serial = Buffer.from(crypto.getRandomValues(new Uint8Array(16)));
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40; // positive and of full length
  return { serialNumber: serial.toString('hex'), notBefore: new Date(now.getTime() - 60_000), notAfter };
}
