// Outlives the process that started it by a moment: when that one is gone without having cleaned up (kill -9), its
// children are ended and its temporary folders removed. It learns of them, and of the end, through its standard input.
import { rmSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { processIdentity } from './lock.mjs';

const groups = new Map();
const folders = new Set();
const orders = {
  '+': pid => groups.set(pid, processIdentity(Number(pid))),
  '-': pid => groups.delete(pid),
  '/': folder => folders.add(folder),
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

function signalAll(signal) {
  for (const [pid, identity] of groups) {
    if (!identity || processIdentity(Number(pid)) !== identity) groups.delete(pid);
    else process.kill(-Number(pid), signal);
  }
}

const input = createInterface({ input: process.stdin });
input.on('line', line => orders[line[0]]?.(line.slice(1)));
input.on('close', async () => {
  signalAll('SIGTERM');
  for (let waited = 0; groups.size > 0 && waited < 8_000; waited += 200) {
    await pause(200);
    signalAll(0);
  }
  signalAll('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
