import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { withLock } from './lock.mjs';

const STAMP = '.complete.json';

/**
 * This user's folder for built engines.
 * @param {Record<string, string | undefined>} env
 * @param {string} [home]
 * @returns {string}
 */
export function cacheRoot(env, home = homedir()) {
  return env.XINFU_CACHE || path.join(env.XDG_CACHE_HOME || path.join(home, '.cache'), 'xinfu');
}

/**
 * Whether the folder holds a whole build of this version: the stamp is the last thing a build writes.
 * @param {string} folder
 * @param {string} version
 * @returns {Promise<boolean>}
 */
export async function isWhole(folder, version) {
  try {
    return JSON.parse(await readFile(path.join(folder, STAMP), 'utf8')).version === version;
  } catch {
    return false;
  }
}

async function removeLeftovers(folder) {
  const parent = path.dirname(folder);
  const prefix = `${path.basename(folder)}.`;
  for (const name of await readdir(parent)) {
    const isLeftover = name.startsWith(`${prefix}building-`) || name.startsWith(`${prefix}old-`);
    if (isLeftover) await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

async function replaceFolder(built, folder) {
  const old = `${folder}.old-${process.pid}`;
  await rename(folder, old).catch(error => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(built, folder);
  await rm(old, { recursive: true, force: true });
}

/**
 * Makes sure that the folder holds a whole build: builds under a lock into a temporary folder and renames it when done.
 * @param {{
 *   folder: string, version: string, job: { what: string, typicalSeconds: number },
 *   build: (into: string) => Promise<void>,
 * }} wanted job: what whoever comes meanwhile is told to wait for
 * @returns {Promise<'cached' | 'built'>}
 */
export async function installOnce({ folder, version, job, build }) {
  if (await isWhole(folder, version)) return 'cached';
  await mkdir(path.dirname(folder), { recursive: true });
  return withLock(`${folder}.lock`, () => buildInto({ folder, version, build }), { job });
}

async function buildInto({ folder, version, build }) {
  if (await isWhole(folder, version)) return 'cached';
  await removeLeftovers(folder);
  const temporary = `${folder}.building-${process.pid}`;
  await mkdir(temporary);
  try {
    await build(temporary);
    await writeFile(path.join(temporary, STAMP), JSON.stringify({ version, builtAt: new Date().toISOString() }));
    await replaceFolder(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return 'built';
}
