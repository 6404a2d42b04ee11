import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../../../src/projectRoot.js';

/** A built program of which the last words are kept for the report of a failure. */
export interface Program {
  readonly child: ChildProcess;
  readonly told: () => string;
}

const READY_MS = 120_000;
const STOP_MS = 10_000;

/** Starts a program of `dist/` with this environment. */
export function program(file: string, env: NodeJS.ProcessEnv): Program {
  const child = spawn(process.execPath, [join(projectRoot, 'dist/src', file)], {
    cwd: projectRoot,
    env,
    stdio: 'pipe',
  });
  let told = '';
  const listen = (chunk: Buffer) => {
    told = (told + chunk.toString('utf8')).slice(-4_000);
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return { child, told: () => `${file}: ${told}` };
}

/** Waits for a program that does one thing and ends. */
export async function finished({ child, told }: Program): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`A program failed. ${told()}`);
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

/** Waits until the site says that it, its database and its worker are there. */
export async function ready(baseUrl: string, running: readonly Program[]): Promise<void> {
  const until = Date.now() + READY_MS;
  while (Date.now() < until) {
    const dead = running.find(({ child }) => hasEnded(child));
    if (dead) throw new Error(`A program ended. ${dead.told()}`);
    const answer = await fetch(`${baseUrl}/readyz`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`The site is not ready in time. ${running.map(({ told }) => told()).join('\n')}`);
}

/** Asks a program to end, and ends it where it does not. */
export async function end({ child }: Program): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}
