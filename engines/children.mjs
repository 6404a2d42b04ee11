import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers';
import { URL, fileURLToPath } from 'node:url';
import { lastLines } from './programs.mjs';
import { Problem } from './say.mjs';

const BIG_LOG_BYTES = 10_000_000;
const PARENT_POLL_MS = 1_000;

function openLog(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    if (statSync(file).size > BIG_LOG_BYTES) renameSync(file, `${file}.1`);
  } catch {
    // no log yet
  }
  return openSync(file, 'a');
}

/** The end of a log file, for an error message. */
export function logTail(file) {
  try {
    return lastLines(readFileSync(file, 'utf8'));
  } catch {
    return '    (nothing was logged)';
  }
}

/**
 * The processes that one command started. Each runs in a process group of its own, so that Ctrl-C reaches only the
 * command, which then ends them in order: first the programs, last the servers that they talk to.
 */
export class Children {
  #running = new Map();
  #folders = [];
  #guard = null;
  #stopping = null;
  #onDeath = () => undefined;

  /** @param {(death: Problem) => void} handler called once for every child that ends without having been told to */
  onDeath(handler) {
    this.#onDeath = handler;
  }

  /**
   * A folder that is gone when this command is.
   * @returns {string}
   */
  temporaryFolder(prefix = 'xinfu-') {
    const folder = mkdtempSync(path.join(tmpdir(), prefix));
    this.#folders.push(folder);
    this.#tellGuard(`/${folder}`);
    return folder;
  }

  /**
   * Starts a program that keeps running.
   * @param {{ name: string, command: string, args: readonly string[], env?: Record<string, string | undefined>, cwd?: string, log?: string, tier?: number, ends?: boolean }} program
   *   log: file for its output (inherited when absent); tier: lower ones are stopped later; ends: its end is no surprise
   * @returns {import('node:child_process').ChildProcess}
   */
  start({ name, command, args, env, cwd, log, tier = 0, ends = false }) {
    const fd = log ? openLog(log) : null;
    const stdio = fd === null ? 'inherit' : ['ignore', fd, fd];
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio, detached: true });
    if (fd !== null) closeSync(fd);
    this.#running.set(child, { name, tier, log, ends });
    if (child.pid) this.#tellGuard(`+${child.pid}`);
    child.once('error', error => this.#ended(child, error.message));
    child.once('exit', (code, signal) => this.#ended(child, signal ? `signal ${signal}` : `exit code ${code}`));
    return child;
  }

  /**
   * From now on the child's end is a surprise: for one that was started with `ends` and has come up.
   * @param {import('node:child_process').ChildProcess} child
   */
  mustStay(child) {
    const entry = this.#running.get(child);
    if (entry === undefined) throw new Problem(`A program that was to stay has ended (exit code ${child.exitCode}).`);
    entry.ends = false;
  }

  #ended(child, how) {
    const entry = this.#running.get(child);
    if (!entry) return;
    this.#running.delete(child);
    if (child.pid) this.#tellGuard(`-${child.pid}`);
    if (this.#stopping || entry.stopping || entry.ends) return;
    const tail = entry.log ? `\nLast lines of ${path.relative(process.cwd(), entry.log)}:\n${logTail(entry.log)}` : '';
    this.#onDeath(new Problem(`The ${entry.name} stopped unexpectedly (${how}).${tail}`));
  }

  #tellGuard(order) {
    if (!this.#guard) {
      const file = fileURLToPath(new URL('./guard.mjs', import.meta.url));
      this.#guard = spawn(process.execPath, [file], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
      this.#guard.stdin.on('error', () => undefined);
      this.#guard.unref();
      this.#guard.stdin.unref?.();
    }
    this.#guard.stdin.write(`${order}\n`);
  }

  /**
   * Ends one child: asks, waits, then forces.
   * @param {import('node:child_process').ChildProcess} child
   * @param {{ graceMs?: number, signal?: NodeJS.Signals }} [how]
   */
  async stop(child, { graceMs = 20_000, signal = 'SIGTERM' } = {}) {
    const entry = this.#running.get(child);
    if (!entry || !child.pid || child.exitCode !== null || child.signalCode !== null) return;
    entry.stopping = true;
    const gone = new Promise(resolve => child.once('exit', resolve));
    signalGroup(child.pid, signal);
    const force = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceMs);
    await gone;
    clearTimeout(force);
    signalGroup(child.pid, 'SIGKILL'); // whatever it had started itself
  }

  /**
   * Ends every child, tier by tier, removes the temporary folders and lets the guard go.
   * @returns {Promise<void>}
   */
  stopAll() {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll() {
    const tiers = [...new Set([...this.#running.values()].map(entry => entry.tier))].sort((a, b) => b - a);
    for (const tier of tiers) {
      const members = [...this.#running].filter(([, entry]) => entry.tier === tier);
      await Promise.all(members.map(([child]) => this.stop(child)));
    }
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
    this.#guard?.stdin.end();
  }

  /** Ends every child at once, for the impatient second Ctrl-C. */
  killAll() {
    for (const child of this.#running.keys()) if (child.pid) signalGroup(child.pid, 'SIGKILL');
  }
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // the group is gone
  }
}

/**
 * Calls back once when this command should end: Ctrl-C, a polite kill, a closed terminal, or npm above it killed.
 * @param {(why: string) => void} first
 * @param {() => void} again called for each further signal
 */
export function onStopRequest(first, again) {
  let asked = false;
  const ask = why => {
    if (asked) return again();
    asked = true;
    first(why);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, ask);
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    ask('parent');
  }, PARENT_POLL_MS);
  timer.unref();
}
