// node engines/withEngines.mjs [--data] command …   runs a command with both engines in its environment.
// With --data they are those of `npm start` (the running ones, else started for the while); otherwise temporary ones.
import path from 'node:path';
import process from 'node:process';
import { appEnvironment } from './appEnvironment.mjs';
import { Children, onStopRequest } from './children.mjs';
import {
  DATA_FOLDER,
  SECRETS_FILE,
  readRun,
  rememberEngines,
  requireSameEngines,
  takeDataFolder,
} from './dataFolder.mjs';
import { anyFreePort } from './ports.mjs';
import { ROOT, ensurePackages } from './project.mjs';
import { Problem, runCommand } from './say.mjs';
import { keptSecrets, newSecrets } from './secrets.mjs';
import { resolveServers, startServers } from './servers.mjs';

const keep = process.argv[2] === '--data';
const [command, ...args] = process.argv.slice(keep ? 3 : 2);

async function servers(children) {
  const run = keep ? readRun() : null;
  if (run)
    return {
      release: async () => undefined,
      folder: DATA_FOLDER,
      mongodbUri: run.mongodbUri,
      temporalAddress: run.temporalAddress,
    };
  const release = keep ? await takeDataFolder() : async () => undefined;
  try {
    const engines = await resolveServers();
    if (keep) requireSameEngines(engines);
    const folder = keep ? DATA_FOLDER : children.temporaryFolder('xinfu-run-');
    const addresses = await startServers(children, { engines, folder, keep });
    if (keep) rememberEngines(engines);
    return { release, folder, engines, ...addresses };
  } catch (error) {
    await children.stopAll();
    await release();
    throw error;
  }
}

async function runWith(children, { folder, engines, mongodbUri, temporalAddress }) {
  const secrets = keep ? keptSecrets(path.join(folder, SECRETS_FILE)) : newSecrets();
  const facts = {
    env: process.env,
    secrets,
    mongodbUri,
    temporalAddress,
    port: await anyFreePort(),
  };
  const program = engines?.temporal.kind === 'program' ? { TEMPORAL_CLI: engines.temporal.file } : {};
  const env = {
    ...appEnvironment(facts),
    ...program,
    PATH: `${path.join(ROOT, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}`,
  };
  const file = command === 'node' ? process.execPath : command;
  const child = children.start({ name: 'command', command: file, args, env, cwd: ROOT, tier: 1, ends: true });
  return new Promise(resolve => child.once('exit', code => resolve(code ?? 1)));
}

async function main() {
  if (!command) throw new Problem('Usage: node engines/withEngines.mjs [--data] command arguments…');
  const children = new Children();
  await ensurePackages();
  const stopped = new Promise((_, reject) => {
    onStopRequest(
      () => reject(new Problem('Stopped.')),
      () => children.killAll(),
    );
    children.onDeath(reject);
  });
  stopped.catch(() => undefined);
  const found = await Promise.race([servers(children), stopped]);
  try {
    return await Promise.race([runWith(children, found), stopped]);
  } finally {
    await children.stopAll();
    await found.release();
  }
}

await runCommand(main);
process.exit(process.exitCode);
