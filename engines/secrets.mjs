import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const NAMES = ['SESSION_SECRET', 'FIELD_KEY', 'INDEX_KEY', 'CODEC_KEY', 'SIGNING_PASSPHRASE', 'AUDIT_KEY'];

/**
 * Secrets for a demonstration or a test: 32 random bytes each, in base64. Never used when the environment has its own.
 * @param {(bytes: number) => Buffer} [random]
 * @returns {Record<string, string>}
 */
export function newSecrets(random = randomBytes) {
  return Object.fromEntries(NAMES.map(name => [name, random(32).toString('base64')]));
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
