import { mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cacheRoot, installOnce } from './cache.mjs';
import { startOnOwnPort } from './ownPort.mjs';
import { until } from './ports.mjs';
import { capture, findOnPath, missingTool } from './programs.mjs';
import { ROOT, VERSIONS } from './project.mjs';
import { resolveEngine } from './resolve.mjs';
import { Problem, step } from './say.mjs';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { lastLines } from './programs.mjs';

const READY_MS = 60_000;
const REPLICA_SET = 'xinfu';
const NOT_YET_INITIALIZED = 94;
// The program that pip writes names the folder it was installed in; this entry works after the folder was renamed.
const ENTRY = 'import sys; sys.argv[0] = "secantusd-py"; from secantus.cli import main; sys.exit(main())';

async function findPython() {
  const probe = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])';
  const seen = [];
  for (const name of [...VERSIONS.secantus.pythons.map(version => `python${version}`), 'python3', 'python']) {
    const file = findOnPath(name);
    if (!file) continue;
    const { code, output } = await capture(file, ['-c', probe], { timeoutMs: 20_000 });
    const version = output.trim();
    if (code === 0 && VERSIONS.secantus.pythons.includes(version)) return file;
    if (code === 0) seen.push(`${name} is ${version}`);
    else if (/No module named/.test(output)) seen.push(`${name} has no venv module`);
  }
  throw new Problem(missingTool('database', seen.length > 0 ? `Found only: ${seen.join(', ')}.` : ''));
}

const JOB = {
  what: `installing the embedded database ${VERSIONS.secantus.version} (pip)`,
  typicalSeconds: 20,
};

async function build(into) {
  const python = await findPython();
  const venv = path.join(into, 'venv');
  const requirements = path.join(ROOT, 'engines', VERSIONS.secantus.requirements);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-cache-dir'];
  const pinned = ['--require-hashes', '--only-binary', ':all:', '-r', requirements];
  await step(JOB, async () => {
    await mustInstall(python, ['-m', 'venv', venv]);
    await mustInstall(path.join(venv, 'bin/python'), [...pip, ...pinned]);
  });
}

async function mustInstall(command, args) {
  const { code, output } = await capture(command, args);
  if (code === 0) return;
  throw new Problem(
    `Installing the embedded database failed. Its last lines:\n${lastLines(output)}\n` +
      'If this machine has no ready-built package (it has them for Linux and Apple computers with CPython 3.10 to 3.13), ' +
      'point to a MongoDB replica set with MONGODB_URI, put mongod on the PATH, or fill deploy/.env as deploy/README.md says and run: docker compose -f deploy/compose.yaml up',
  );
}

async function install(env) {
  const requirements = readFileSync(path.join(ROOT, 'engines', VERSIONS.secantus.requirements));
  const version = `${VERSIONS.secantus.version}+${createHash('sha256').update(requirements).digest('hex').slice(0, 12)}`;
  const folder = path.join(cacheRoot(env), `secantus-${VERSIONS.secantus.version}`);
  const source = await installOnce({ folder, version, job: JOB, build });
  return { name: 'secantus-cached', file: path.join(folder, 'venv/bin/python'), source };
}

/**
 * Where a database with MongoDB's protocol is to be had.
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<import('./resolve.mjs').Engine>}
 */
export function resolveDatabase(env = process.env) {
  const find = name => findOnPath(name, env);
  const programs = ['mongod', 'secantusd-rs', 'secantusd-py'];
  return resolveEngine({ address: env.MONGODB_URI, programs, find, install: () => install(env) });
}

/** The format of the files that a program writes; one cannot open the other's. */
export function storageFormat(engine) {
  if (engine.kind === 'address') return 'external';
  return engine.name === 'mongod' ? 'mongod' : 'secantus';
}

/**
 * Arguments that start this program.
 * @param {{ name: string }} engine
 * @param {{ port: number, folder: string, sync?: boolean }} where sync: `false` for data that need not outlive the machine
 * @returns {string[]}
 */
export function databaseArguments({ name }, { port, folder, sync = true }) {
  if (name === 'mongod') {
    return ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', folder, '--replSet', REPLICA_SET, '--quiet'];
  }
  const args = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--storage-path',
    folder,
    ...(sync ? ['--sync-on-commit'] : []),
    '--log-level',
    'WARNING',
  ];
  return name === 'secantus-cached' ? ['-c', ENTRY, ...args] : args;
}

/**
 * Makes a lone mongod a replica set of one, or points an older one to the port it has now. Does nothing when it is one.
 * @param {{ command: (body: Record<string, unknown>) => Promise<Record<string, any>> }} admin
 * @param {string} host
 * @returns {Promise<'ready' | 'initiated' | 'moved'>}
 */
export async function ensureReplicaSet(admin, host) {
  const members = [{ _id: 0, host }];
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    if (config.members.length === 1 && config.members[0].host === host) return 'ready';
    await admin.command({ replSetReconfig: { ...config, members, version: config.version + 1 }, force: true });
    return 'moved';
  } catch (error) {
    if (error.code !== NOT_YET_INITIALIZED) throw error;
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members } });
    return 'initiated';
  }
}

async function withAdmin(uri, work) {
  const { MongoClient } = await import('mongodb'); // only once the packages are installed
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 3_000, connectTimeoutMS: 3_000 });
  try {
    await client.connect();
    return await work(client.db('admin'), client);
  } finally {
    await client.close();
  }
}

async function isWritable(uri) {
  try {
    return await withAdmin(uri, async admin => (await admin.command({ hello: 1 })).isWritablePrimary === true);
  } catch {
    return false;
  }
}

/**
 * Starts the database and waits until it takes writes.
 * @param {import('./children.mjs').Children} children
 * @param {{ engine: { name: string, file: string }, nextPort: () => number | Promise<number>, folder: string, log: string, database?: string, sync?: boolean }} options
 *   nextPort: asked again where another program takes the port first
 * @returns {Promise<{ uri: string, port: number, child: import('node:child_process').ChildProcess }>}
 */
export async function startDatabase(children, { engine, nextPort, folder, log, database = 'xinfu', sync }) {
  mkdirSync(folder, { recursive: true });
  const uriOf = port => `mongodb://127.0.0.1:${port}/${database}?directConnection=true`;
  const started = await startOnOwnPort(children, {
    what: 'The database',
    nextPort,
    program: port => ({
      ...{ name: 'database server', command: engine.file, log },
      args: databaseArguments(engine, { port, folder, sync }),
    }),
    async ready(port, dead) {
      if (engine.name === 'mongod') await withAdmin(uriOf(port), admin => ensureReplicaSet(admin, `127.0.0.1:${port}`));
      return until(async () => dead() || (await isWritable(uriOf(port))), { timeoutMs: READY_MS });
    },
  });
  return { ...started, uri: uriOf(started.port) };
}

/**
 * Drops the databases that the suites of a test run kept from one to the next.
 * @param {string} uri
 */
export async function dropKeptDatabases(uri) {
  await withAdmin(uri, async (admin, client) => {
    const { databases } = await admin.admin().listDatabases({ nameOnly: true });
    const kept = databases.map(({ name }) => name).filter(name => /^xinfu_(kept|accounts)_\d+_\d+$/.test(name));
    for (const name of kept) await client.db(name).dropDatabase();
  });
}

/**
 * Refuses, in words, an address at which no database takes writes.
 * @param {string} uri
 */
export async function requireDatabaseAt(uri) {
  if (await isWritable(uri)) return;
  const shown = uri.replace(/\/\/[^@/]*@/, '//***@');
  throw new Problem(
    `No database that takes writes answers at MONGODB_URI=${shown}. It must be a MongoDB replica set (one member is enough). ` +
      'Start it, correct the address, or unset the variable and Xinfu starts a database of its own.',
  );
}
