import { logTail } from './children.mjs';
import { answers, isFree, listensItself, until } from './ports.mjs';
import { Problem } from './say.mjs';

const READY_MS = 60_000;
const TRIES = 5;
const SETTLE_MS = 5_000;
const TAKEN = /address (is )?already in use|EADDRINUSE|Only one usage of each socket/i;

/** Whether the program has ended. */
export const hasEnded = child => child.exitCode !== null || child.signalCode !== null;

/**
 * Starts a server on a port that another program may take between the look at it and the start: where that happens, the
 * next port is tried. What answers is the program that was started, never the other one.
 * @param {import('./children.mjs').Children} children
 * @param {object} server
 * @param {string} server.what its name in a message
 * @param {() => number | Promise<number>} server.nextPort asked anew for each try
 * @param {(port: number) => Parameters<import('./children.mjs').Children['start']>[0] & { log: string }} server.program
 * @param {(port: number, dead: () => boolean) => Promise<boolean>} server.ready asked once something answers at the port
 * @param {number} [server.tries]
 * @returns {Promise<{ port: number, child: import('node:child_process').ChildProcess }>}
 */
export async function startOnOwnPort(children, { what, nextPort, program, ready, tries = TRIES }) {
  for (let left = tries; ; left -= 1) {
    const port = await nextPort();
    const { log, ...rest } = program(port);
    const child = children.start({ ...rest, log, ends: true });
    const dead = () => hasEnded(child);
    const heard = await until(async () => dead() || (await answers('127.0.0.1', port)), { timeoutMs: READY_MS });
    const own = heard && !dead() && (await isOwn(child, port));
    if (own && (await ready(port, dead)) && !dead()) {
      children.mustStay(child);
      return { port, child };
    }
    await children.stop(child);
    const taken = !(await isFree(port)) || TAKEN.test(logTail(log));
    if (!taken || left === 1) throw new Problem(`${what} did not come up. Last lines of ${log}:\n${logTail(log)}`);
  }
}

/** Whether the port is the child's, and not that of another program while the child is about to fail. */
async function isOwn(child, port) {
  const settled = async () => hasEnded(child) || (await listensItself(child.pid, port)) !== false;
  return (await until(settled, { timeoutMs: SETTLE_MS })) && !hasEnded(child);
}
