import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { storageFormat } from './database.mjs';
import { processIdentity, tryLock } from './lock.mjs';
import { ROOT } from './project.mjs';
import { Problem } from './say.mjs';

/** Everything that a start keeps: both engines' data, logs, demonstration secrets. */
export const DATA_FOLDER = path.join(ROOT, '.data');

/** The demonstration's secrets; to a server outside this folder that was filled under them, the only copy of its keys. */
export const SECRETS_FILE = 'demo-secrets.json';
/** Where they wait while the engines of this folder are used instead. */
const OUTSIDE_SECRETS_FILE = 'demo-secrets.outside.json';

const at = (name, folder = DATA_FOLDER) => path.join(folder, name);

/**
 * Takes the folder for this process.
 * @returns {Promise<() => Promise<void>>} gives it back
 */
export async function takeDataFolder() {
  const lock = await tryLock(at('lock'));
  if ('release' in lock) return lock.release;
  const address = readRun()?.baseUrl;
  throw new Problem(
    `Xinfu already runs from this folder (process ${lock.holder}${address ? `, ${address}` : ''}). ` +
      'Open that address, or stop it with Ctrl-C in its terminal before starting it again.',
  );
}

/**
 * Throws the kept data away, all but the lock that this process holds and the keys of data that is not in this folder.
 * @param {Engines} engines those of this start
 * @param {string} [folder]
 */
export function clearDataFolder(engines, folder = DATA_FOLDER) {
  setSecretsAside(engines, folder);
  for (const name of [
    'database',
    'temporal.db',
    'temporal.db-shm',
    'temporal.db-wal',
    'logs',
    'files',
    'engines.json',
  ]) {
    rmSync(at(name, folder), { recursive: true, force: true });
  }
  // Noted at once, because this start may still fail and the next one must know whose keys are here.
  if (isOutside(kinds(engines))) rememberEngines(engines, folder);
}

/** Whoever forgets an address in a new terminal must not lose the keys, and finds them again when the address is back. */
function setSecretsAside(engines, folder) {
  const [secrets, outside] = [at(SECRETS_FILE, folder), at(OUTSIDE_SECRETS_FILE, folder)];
  const [was, is] = [isOutside(rememberedKinds(folder)), isOutside(kinds(engines))];
  if (is && !was && existsSync(outside)) renameSync(outside, secrets);
  if (!is && was && existsSync(secrets)) renameSync(secrets, outside);
  if (!is && !was) rmSync(secrets, { force: true });
}

const isOutside = known => Object.values(known ?? {}).includes('external');

function rememberedKinds(folder) {
  const file = at('engines.json', folder);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** @typedef {{ database: import('./resolve.mjs').Engine, temporal: import('./resolve.mjs').Engine }} Engines */

const kinds = ({ database, temporal }) => ({
  database: storageFormat(database),
  temporal: temporal.kind === 'address' ? 'external' : 'embedded',
});

/**
 * Refuses to open data with an engine that did not write it.
 * @param {Engines} engines
 */
export function requireSameEngines(engines) {
  const now = kinds(engines);
  const before = rememberedKinds(DATA_FOLDER);
  if (before === null) return;
  const changed = Object.keys(now).filter(name => now[name] !== before[name]);
  if (changed.length === 0) return;
  const words = changed.map(name => `${name}: ${before[name]} before, ${now[name]} now`).join('; ');
  throw new Problem(
    `The data in .data was written with other engines (${words}). Start with those again ` +
      '(see MONGODB_URI, TEMPORAL_ADDRESS and the programs on the PATH), or throw the data away: npm start -- --fresh',
  );
}

/**
 * Notes which engines write the data, once they have started.
 * @param {Engines} engines
 * @param {string} [folder]
 */
export function rememberEngines(engines, folder = DATA_FOLDER) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(at('engines.json', folder), JSON.stringify(kinds(engines)));
}

/** What the running start wrote down about itself, or null when none runs. */
export function readRun() {
  try {
    const run = JSON.parse(readFileSync(at('run.json'), 'utf8'));
    return processIdentity(run.pid) === run.identity ? run : null;
  } catch {
    return null;
  }
}

/** Lets other commands of this folder find the running engines. */
export function writeRun(facts) {
  writeFileSync(at('run.json'), `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
}

export function removeRun() {
  rmSync(at('run.json'), { force: true });
}
