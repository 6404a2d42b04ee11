import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase } from '../../../../src/data/index.js';
import { projectRoot } from '../../../../src/projectRoot.js';
import { testDatabaseUri } from '../../../support/database.js';

/** The whole built application with its demonstration data: worker and web as processes of their own. */
export interface Site {
  readonly baseUrl: string;
  /** Ends both processes and drops the database. */
  stop(): Promise<void>;
}

const READY_MS = 60_000;
const STOP_MS = 10_000;

/** A built program of which the last words are kept for the report of a failure. */
interface Program {
  readonly child: ChildProcess;
  readonly told: () => string;
}

/** Starts the application on the servers of the test run, in a database and on a task queue of its own. */
export async function startSite(): Promise<Site> {
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${String(port)}`;
  const folder = await mkdtemp(join(tmpdir(), 'xinfu-journey-'));
  const MONGODB_URI = testDatabaseUri();
  const own = { MONGODB_URI, TASK_QUEUE: `journey-${randomBytes(6).toString('hex')}`, DATA_DIR: folder };
  const env = { ...process.env, NODE_ENV: 'test', NODE_OPTIONS: '', XINFU_DEMO: '1', LOG_LEVEL: 'info', ...own };
  const run = (file: string) => program(file, { ...env, PORT: String(port), BASE_URL: baseUrl });
  const running: Program[] = [];
  const stop = async () => {
    await Promise.all(running.map(({ child }) => end(child)));
    const connection = await connectDatabase(MONGODB_URI);
    await connection.dropDatabase();
    await connection.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await finished(run('indexesCli.js'));
    running.push(run('worker.js'), run('server.js'));
    await ready(baseUrl, running);
    await finished(run('demo.js'));
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl, stop };
}

function program(file: string, env: NodeJS.ProcessEnv): Program {
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

async function finished({ child, told }: Program): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`A program failed. ${told()}`);
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

async function ready(baseUrl: string, running: readonly Program[]): Promise<void> {
  const until = Date.now() + READY_MS;
  while (Date.now() < until) {
    const dead = running.find(({ child }) => hasEnded(child));
    if (dead) throw new Error(`A program ended. ${dead.told()}`);
    const answer = await fetch(`${baseUrl}/readyz`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error(`The site is not ready in time. ${running.map(({ told }) => told()).join('\n')}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
