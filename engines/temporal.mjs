import path from 'node:path';
import process from 'node:process';
import { cacheRoot, installOnce } from './cache.mjs';
import { startOnOwnPort } from './ownPort.mjs';
import { answers, until } from './ports.mjs';
import { capture, findOnPath, missingTool, mustRun } from './programs.mjs';
import { VERSIONS } from './project.mjs';
import { resolveEngine } from './resolve.mjs';
import { Problem, step } from './say.mjs';

const READY_MS = 60_000;

// The development server polls its queues 20 times a second by default, which adds 50 ms to every step of a case.
const TUNING = [
  'history.transferProcessorMaxPollRPS=2000',
  'history.timerProcessorMaxPollRPS=2000',
  'history.visibilityProcessorMaxPollRPS=2000',
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
];

const JOB = {
  what: `building the Temporal server ${VERSIONS.temporal.version} (go install)`,
  typicalSeconds: 240,
};

async function build(into) {
  const go = findOnPath('go');
  if (!go) throw new Problem(missingTool('temporal'));
  const env = { GOBIN: path.join(into, 'bin'), CGO_ENABLED: '0', GOOS: '', GOARCH: '' };
  await step(JOB, () => mustRun('Building Temporal', go, ['install', VERSIONS.temporal.module], { env, cwd: into }));
}

async function install(env) {
  const { version } = VERSIONS.temporal;
  const folder = path.join(cacheRoot(env), `temporal-${version}`);
  const source = await installOnce({ folder, version, job: JOB, build });
  return { name: 'temporal', file: path.join(folder, 'bin/temporal'), source };
}

/**
 * Where Temporal is to be had.
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<import('./resolve.mjs').Engine>}
 */
export function resolveTemporal(env = process.env) {
  const find = name => findOnPath(name, env);
  return resolveEngine({ address: env.TEMPORAL_ADDRESS, programs: ['temporal'], find, install: () => install(env) });
}

/**
 * Arguments of the development server.
 * @param {{ port: number, file?: string }} where file: its store; without it everything is in memory
 * @returns {string[]}
 */
export function temporalArguments({ port, file }) {
  const store = file ? ['--db-filename', file] : [];
  const tuning = TUNING.flatMap(value => ['--dynamic-config-value', value]);
  return [
    'server',
    'start-dev',
    '--headless',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--log-level',
    'warn',
    ...store,
    ...tuning,
  ];
}

/**
 * Starts the server and waits until its default namespace answers.
 * @param {import('./children.mjs').Children} children
 * @param {{ program: string, nextPort: () => number | Promise<number>, log: string, file?: string }} options
 *   nextPort: asked again where another program takes the port first
 * @returns {Promise<{ address: string, port: number, child: import('node:child_process').ChildProcess }>}
 */
export async function startTemporal(children, { program, nextPort, log, file }) {
  const ask = ['operator', 'namespace', 'describe', '--namespace', 'default', '--address'];
  const started = await startOnOwnPort(children, {
    what: 'The Temporal server',
    nextPort,
    program: port => ({
      ...{ name: 'Temporal server', command: program, log },
      args: temporalArguments(file ? { port, file } : { port }),
    }),
    ready(port, dead) {
      const named = () => capture(program, [...ask, `127.0.0.1:${port}`], { timeoutMs: 10_000 });
      return until(async () => dead() || (await named()).code === 0, { timeoutMs: READY_MS, everyMs: 200 });
    },
  });
  return { ...started, address: `127.0.0.1:${started.port}` };
}

/**
 * Refuses, in words, an address at which nothing answers.
 * @param {string} address
 */
export async function requireTemporalAt(address) {
  const [, host, port] = /^\[?(.*?)\]?:(\d+)$/.exec(address) ?? [];
  if (!host) throw new Problem(`TEMPORAL_ADDRESS must be host:port, and it is "${address}".`);
  if (await answers(host, Number(port), 5_000)) return;
  throw new Problem(
    `Nothing answers at TEMPORAL_ADDRESS=${address}. Start that Temporal server, correct the address, ` +
      'or unset the variable and Xinfu starts a server of its own.',
  );
}
