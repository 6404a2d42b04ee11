import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { step } from './say.mjs';

const HALF_WRITTEN_MS = 5_000;

/**
 * What tells a process from a later one that was given the same number: its start time, where the system tells it.
 * @param {number} pid
 * @returns {string} empty when no such process runs
 */
export function processIdentity(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return '';
  }
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return fields[0] === 'Z' ? '' : `${pid}@${fields[19]}`;
  } catch {
    return String(pid);
  }
}

async function readHolder(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    const written = await stat(file).catch(() => null);
    if (!written) return null;
    return Date.now() - written.mtimeMs > HALF_WRITTEN_MS ? { dead: true } : { pid: 0, busy: true };
  }
}

function isDead(holder, identify) {
  if (holder.busy) return false;
  return holder.dead === true || identify(holder.pid) !== holder.identity;
}

/**
 * Removes the lock of a dead process. One at a time, under a guard of its own: whoever comes second reads the lock anew,
 * so that nobody removes the one which the first has taken meanwhile.
 */
async function takeAway(file, identify) {
  const guard = `${file}.taking`;
  try {
    await writeFile(guard, '', { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const made = await stat(guard).catch(() => null);
    const isLeftBehind = made !== null && Date.now() - made.mtimeMs > HALF_WRITTEN_MS;
    if (isLeftBehind) await rm(guard, { force: true });
    return;
  }
  try {
    const holder = await readHolder(file);
    if (holder && isDead(holder, identify)) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/**
 * Takes the lock if nobody alive holds it.
 * @param {string} file
 * @param {{ identify?: (pid: number) => string, pid?: number }} [options]
 * @returns {Promise<{ release: () => Promise<void> } | { holder: number }>}
 */
export async function tryLock(file, { identify = processIdentity, pid = process.pid } = {}) {
  await mkdir(path.dirname(file), { recursive: true });
  const mine = { pid, identity: identify(pid), token: randomUUID(), since: new Date().toISOString() };
  for (;;) {
    try {
      await writeFile(file, JSON.stringify(mine), { flag: 'wx' });
      return { release: () => releaseOwn(file, mine.token) };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = await readHolder(file);
    if (holder && !isDead(holder, identify)) return { holder: holder.pid };
    if (holder) await takeAway(file, identify);
  }
}

async function releaseOwn(file, token) {
  const holder = await readHolder(file);
  if (holder?.token === token) await rm(file, { force: true });
}

/** Tries again and again until nobody alive holds the lock. */
async function untilTaken(file, { everyMs, ...options }) {
  for (;;) {
    await pause(everyMs);
    const lock = await tryLock(file, options);
    if ('release' in lock) return lock;
  }
}

/**
 * Does the work while holding the lock; waits for a live holder, takes over from a dead one.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {{
 *   job?: { what: string, typicalSeconds: number },
 *   identify?: (pid: number) => string, pid?: number, everyMs?: number,
 * }} [options] job: what the lock is for; a wait is then shown as a long step
 * @returns {Promise<T>}
 */
export async function withLock(file, work, { job, everyMs = 300, ...options } = {}) {
  let lock = await tryLock(file, options);
  if ('holder' in lock) {
    const { holder } = lock;
    const wait = () => untilTaken(file, { everyMs, ...options });
    const waiting = `waiting for ${holder > 0 ? `process ${holder}` : 'another process'}, which is busy ${job?.what}`;
    lock = await (job ? step({ ...job, what: waiting }, wait) : wait());
  }
  try {
    return await work();
  } finally {
    await lock.release();
  }
}
