import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { storageFormat } from './database.mjs';
import { processIdentity, tryLock } from './lock.mjs';
import { ROOT } from './project.mjs';
import { Problem } from './say.mjs';

/** Everything that a start keeps: both engines' data, logs, demonstration secrets. */
export const DATA_FOLDER = path.join(ROOT, '.data');

const at = name => path.join(DATA_FOLDER, name);

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

/** Throws the kept data away, all but the lock that this process holds. */
export function clearDataFolder() {
  for (const name of [
    'database',
    'temporal.db',
    'temporal.db-shm',
    'temporal.db-wal',
    'logs',
    'files',
    'engines.json',
    'demo-secrets.json',
  ]) {
    rmSync(at(name), { recursive: true, force: true });
  }
}

const kinds = ({ database, temporal }) => ({
  database: storageFormat(database),
  temporal: temporal.kind === 'address' ? 'external' : 'embedded',
});

/**
 * Refuses to open data with an engine that did not write it.
 * @param {{ database: import('./resolve.mjs').Engine, temporal: import('./resolve.mjs').Engine }} engines
 */
export function requireSameEngines(engines) {
  const now = kinds(engines);
  const file = at('engines.json');
  if (!existsSync(file)) return;
  const before = JSON.parse(readFileSync(file, 'utf8'));
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
 * @param {Parameters<typeof requireSameEngines>[0]} engines
 */
export function rememberEngines(engines) {
  mkdirSync(DATA_FOLDER, { recursive: true });
  writeFileSync(at('engines.json'), JSON.stringify(kinds(engines)));
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
