import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const NAMES = ['SESSION_SECRET', 'FIELD_KEY', 'INDEX_KEY', 'CODEC_KEY', 'SIGNING_PASSPHRASE', 'AUDIT_KEY'];

/** How each of them begins, so that `src/config.ts` knows it and refuses it in production. */
const MARK = Buffer.from('DemoOnly', 'base64');

/**
 * Secrets for a demonstration or a test: 32 bytes each, in base64, random after the mark. Never used when the environment
 * has its own.
 * @param {(bytes: number) => Buffer} [random]
 * @returns {Record<string, string>}
 */
export function newSecrets(random = randomBytes) {
  const secret = () => Buffer.concat([MARK, random(32 - MARK.length)]).toString('base64');
  return Object.fromEntries(NAMES.map(name => [name, secret()]));
}

/**
 * The demonstration's secrets, made at the first start and kept with its data, which they encrypt.
 * @param {string} file
 * @returns {Record<string, string>}
 */
export function keptSecrets(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  const secrets = newSecrets();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
