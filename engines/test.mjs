import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { appEnvironment } from './appEnvironment.mjs';
import { ensureBuild } from './build.mjs';
import { Children, onStopRequest } from './children.mjs';
import { dropKeptDatabases } from './database.mjs';
import { anyFreePort } from './ports.mjs';
import { ROOT, ensurePackages } from './project.mjs';
import { Problem, runCommand, say } from './say.mjs';
import { newSecrets } from './secrets.mjs';
import { resolveServers, startTestServers } from './servers.mjs';
import { countsLine, jestCounts } from './testCounts.mjs';
import { resolveTimeSkipping } from './timeSkipping.mjs';

const SKIP_BUILD = '--skip-build';
const { maxWorkers } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).jest;

/** Tests write and delete at will, so they never touch the servers that the environment names for the application. */
function testEnvironment() {
  const { XINFU_TEST_MONGODB_URI, XINFU_TEST_TEMPORAL_ADDRESS, ...env } = process.env;
  return { ...env, MONGODB_URI: XINFU_TEST_MONGODB_URI, TEMPORAL_ADDRESS: XINFU_TEST_TEMPORAL_ADDRESS };
}

async function prepare(children) {
  await ensurePackages();
  const env = testEnvironment();
  const engines = await resolveServers(env);
  const program =
    engines.temporal.kind === 'program'
      ? engines.temporal
      : (await resolveServers({ ...env, TEMPORAL_ADDRESS: undefined })).temporal;
  const timeSkipping = await resolveTimeSkipping(env);
  const folder = children.temporaryFolder('xinfu-test-');
  const building = process.argv.includes(SKIP_BUILD) ? Promise.resolve() : ensureBuild();
  const [{ mongodbUris, temporalAddress }] = await Promise.all([
    startTestServers(children, { engines, folder, processes: maxWorkers }),
    building,
  ]);
  const port = await anyFreePort();
  const app = appEnvironment({
    env: {},
    secrets: newSecrets(),
    ...{ mongodbUri: mongodbUris[0], temporalAddress },
    port,
  });
  return {
    folder,
    tidyUp: () => (engines.database.kind === 'address' ? dropKeptDatabases(mongodbUris[0]) : Promise.resolve()),
    env: {
      ...{ ...app, XINFU_TEST: '1', NODE_ENV: 'test', TEST_DATABASES: mongodbUris.join(' ') },
      ...{ TEMPORAL_CLI: program.file, TIME_SKIPPING_SERVER: timeSkipping },
    },
  };
}

/** Runs Jest in a process group of its own, so that nothing that a test left running outlives it. */
async function runJest(children, { folder, env }) {
  const report = path.join(folder, 'report.json');
  const passed = process.argv.slice(2).filter(argument => argument !== SKIP_BUILD);
  const args = ['node_modules/jest/bin/jest.js', '--json', '--outputFile', report, ...passed];
  const child = children.start({
    name: 'test run',
    command: process.execPath,
    args,
    env,
    cwd: ROOT,
    tier: 1,
    ends: true,
  });
  const code = await new Promise(resolve => child.once('exit', resolve));
  try {
    return { code, counts: jestCounts(JSON.parse(readFileSync(report, 'utf8'))) };
  } catch {
    return { code: code || 1, counts: null };
  }
}

async function main() {
  const children = new Children();
  let fault = null;
  let result = { code: 1, counts: null };
  const ending = new Promise((_, reject) => {
    onStopRequest(
      () => reject(new Problem('The test run was stopped.')),
      () => children.killAll(),
    );
    children.onDeath(reject);
  });
  ending.catch(() => undefined); // awaited in the race below
  try {
    const run = async () => {
      const prepared = await prepare(children);
      const ended = await runJest(children, prepared);
      await prepared.tidyUp();
      return ended;
    };
    result = await Promise.race([run(), ending]);
  } catch (error) {
    fault = error;
  } finally {
    await children.stopAll();
  }
  if (fault) process.stderr.write(`\n${fault instanceof Problem ? fault.message : fault.stack}\n`);
  const counts = result.counts ?? { passed: 0, failed: 1, skipped: 0 };
  say(`\n${countsLine(counts)}`);
  return result.code === 0 && counts.failed === 0 && !fault ? 0 : 1;
}

await runCommand(main);
process.exit(process.exitCode);
