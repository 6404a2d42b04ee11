import { randomInt } from 'node:crypto';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from './say.mjs';

/**
 * Whether a server could listen on this port now, on every address of this machine.
 * @param {number} port
 * @param {readonly (string | undefined)[]} [hosts]
 * @returns {Promise<boolean>}
 */
export async function isFree(port, hosts = [undefined, '127.0.0.1']) {
  for (const host of hosts) {
    if (!(await canListen(port, host))) return false;
  }
  return true;
}

function canListen(port, host) {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', error => resolve(error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL'));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * The wanted port, or the first free one after it.
 * @param {number} wanted
 * @param {{ free?: (port: number) => Promise<boolean>, tries?: number }} [options]
 * @returns {Promise<number>}
 */
export async function nextFreePort(wanted, { free = isFree, tries = 200 } = {}) {
  for (let port = wanted; port < wanted + tries && port < 65_536; port += 1) {
    if (await free(port)) return port;
  }
  throw new Error(`No free port from ${wanted} on.`);
}

/**
 * Free ports one after the other, from the wanted one on; none is named twice.
 * @param {number} wanted
 * @returns {() => Promise<number>}
 */
export function freePortsFrom(wanted) {
  let next = wanted;
  return async () => {
    const port = await nextFreePort(next);
    next = port + 1;
    return port;
  };
}

/** Below the ports that systems give to outgoing connections, so that none of those takes one before it is used. */
const QUIET = { first: 15_000, last: 31_999 };

/**
 * Any free port.
 * @returns {Promise<number>}
 */
export function anyFreePort() {
  return nextFreePort(randomInt(QUIET.first, QUIET.last), { tries: QUIET.last - QUIET.first });
}

/**
 * Whether something answers at host:port.
 * @param {string} host
 * @param {number} port
 * @param {number} [timeoutMs]
 * @returns {Promise<boolean>}
 */
export function answers(host, port, timeoutMs = 2_000) {
  return new Promise(resolve => {
    const socket = net.connect({ host, port, timeout: timeoutMs });
    const end = result => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

/**
 * Asks again and again until the answer is yes.
 * @param {() => boolean | Promise<boolean>} ask
 * @param {{ timeoutMs: number, everyMs?: number }} limits
 * @returns {Promise<boolean>} false when the time ran out
 */
export async function until(ask, { timeoutMs, everyMs = 100 }) {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    if (await ask()) return true;
    await pause(everyMs);
  }
  return false;
}

/**
 * Name and number of the process that listens on a port, where the system tells it (Linux, own processes).
 * @param {number} port
 * @returns {string} such as "node, process 4711", or empty
 */
export function whoListens(port) {
  try {
    const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap(file => listeningInodes(file, port)));
    const pid = readdirSync('/proc').find(name => /^\d+$/.test(name) && holdsSocket(name, inodes));
    return pid ? `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()}, process ${pid}` : '';
  } catch {
    return '';
  }
}

/**
 * That the website's port belongs to another program, and what to do.
 * @param {number} port
 * @returns {Problem}
 */
export function portInUse(port) {
  const owner = whoListens(port);
  return new Problem(
    `Port ${port}, wanted for the Xinfu website, is in use${owner ? ` (by ${owner})` : ''}. ` +
      `Stop that program, or choose another port: PORT=${port + 1} npm start`,
  );
}

/**
 * Whether this process, or another of the group that it leads, listens on the port.
 * @param {number | undefined} pid
 * @param {number} port
 * @returns {boolean | null} null where the system does not tell
 */
export function listensItself(pid, port) {
  try {
    const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap(file => listeningInodes(file, port)));
    const members = readdirSync('/proc').filter(name => Number(name) === pid || groupOf(name) === pid);
    return members.some(name => holdsSocket(name, inodes));
  } catch {
    return null;
  }
}

/** Fifth field of the process's state; the second is its name in brackets and may hold blanks. */
function groupOf(pid) {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(state.slice(state.lastIndexOf(')') + 2).split(' ')[2]);
  } catch {
    return 0;
  }
}

function listeningInodes(file, port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readFileSync(file, 'utf8')
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(fields => fields[1]?.endsWith(suffix) && fields[3] === '0A')
    .map(fields => `socket:[${fields[9]}]`);
}

function holdsSocket(pid, inodes) {
  try {
    return readdirSync(`/proc/${pid}/fd`).some(fd => inodes.has(readlinkSync(`/proc/${pid}/fd/${fd}`)));
  } catch {
    return false;
  }
}
