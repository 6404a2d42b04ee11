import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../src/projectRoot.js';

/** The built worker as a process of its own, so that it can be killed like one. */
export interface WorkerProcess {
  /** Resolves when the worker polls its queue. */
  start(): Promise<void>;
  /** As `kill -9`: no clean-up of any kind runs. */
  kill(): Promise<void>;
}

const READY_MS = 60_000;

/** A worker of `dist/` with the environment of the test run and what the test says of it. */
export function workerProcess(settings: Readonly<Record<string, string>>): WorkerProcess {
  let child: ChildProcess | undefined;
  return {
    async start() {
      const env = {
        ...process.env,
        NODE_OPTIONS: process.env['XINFU_DATE_OPTIONS'] ?? '',
        LOG_LEVEL: 'info',
        ...settings,
      };
      const started = spawn(process.execPath, [join(projectRoot, 'dist/src/worker.js')], { env, stdio: 'pipe' });
      child = started;
      await polls(started);
    },
    async kill() {
      if (child?.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function polls(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let told = '';
    const fail = (what: string) => {
      clearTimeout(timer);
      reject(new Error(`The worker ${what}: ${told.slice(-2_000)}`));
    };
    const timer = setTimeout(() => {
      fail('does not poll in time');
    }, READY_MS);
    const listen = (chunk: Buffer) => {
      if (told.length < 100_000) told += chunk.toString('utf8');
      if (!told.includes('worker polls')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', code => {
      fail(`ended with ${String(code)}`);
    });
  });
}
