// What `npm test` and `npm run test:dates` share: servers of their own, Jest in a process group, one closing line.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { appEnvironment } from './appEnvironment.mjs';
import { ensureBuild } from './build.mjs';
import { Children, onStopRequest } from './children.mjs';
import { dropKeptDatabases } from './database.mjs';
import { shiftTo } from './dates.mjs';
import { anyFreePort } from './ports.mjs';
import { ROOT, ensurePackages } from './project.mjs';
import { Problem, runCommand, say } from './say.mjs';
import { newSecrets } from './secrets.mjs';
import { resolveServers, startTestServers } from './servers.mjs';
import { countsLine, failedTests, jestCounts } from './testCounts.mjs';
import { datedTimeSkipping, resolveTimeSkipping } from './timeSkipping.mjs';

const SKIP_BUILD = '--skip-build';
const SHIFTED_DATE = path.join(ROOT, 'tests/support/native/shiftedDate.cjs');
const { maxWorkers } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).jest;

/** Tests write and delete at will, so they never touch the servers that the environment names for the application. */
function testEnvironment() {
  const { XINFU_TEST_MONGODB_URI, XINFU_TEST_TEMPORAL_ADDRESS, ...env } = process.env;
  return { ...env, MONGODB_URI: XINFU_TEST_MONGODB_URI, TEMPORAL_ADDRESS: XINFU_TEST_TEMPORAL_ADDRESS };
}

async function prepare(children, { skipBuild }) {
  await ensurePackages();
  const env = testEnvironment();
  const engines = await resolveServers(env);
  const program =
    engines.temporal.kind === 'program'
      ? engines.temporal
      : (await resolveServers({ ...env, TEMPORAL_ADDRESS: undefined })).temporal;
  const timeSkipping = await resolveTimeSkipping(env);
  const folder = children.temporaryFolder('xinfu-test-');
  const building = skipBuild ? Promise.resolve() : ensureBuild();
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

/** Environment in which the clocks of the test processes and of the server that skips time are at this date. */
async function dated({ env, folder }, { date, workflows }) {
  const shift = shiftTo(date);
  const shifted = `--require ${JSON.stringify(SHIFTED_DATE)}`;
  const options = `${process.env.NODE_OPTIONS ?? ''} ${shifted}`.trim();
  const program = env.TIME_SKIPPING_SERVER;
  return {
    ...{ ...env, NODE_OPTIONS: options, XINFU_DATE_SHIFT_MS: String(shift), XINFU_DATE_OPTIONS: shifted },
    TIME_SKIPPING_SERVER: workflows ? await datedTimeSkipping({ program, folder, shift }) : '',
  };
}

/**
 * Runs Jest in a process group of its own, so that nothing that a test left running outlives it.
 * @param {Children} children
 * @param {{ folder: string, env: Record<string, string> }} prepared
 * @param {{ args: readonly string[], date?: string, workflows?: boolean, log?: string }} run
 *   workflows: false where none runs on that date; log: file for what Jest prints
 * @returns {Promise<{ code: number, counts: { passed: number, failed: number, skipped: number }, failures: string[] }>}
 */
async function runJest(children, prepared, { args, date, workflows = true, log }) {
  const report = path.join(prepared.folder, `report-${randomUUID()}.json`);
  const child = children.start({
    name: 'test run',
    command: process.execPath,
    args: ['node_modules/jest/bin/jest.js', '--json', '--outputFile', report, ...args],
    env: date === undefined ? prepared.env : await dated(prepared, { date, workflows }),
    cwd: ROOT,
    tier: 1,
    ends: true,
    ...(log !== undefined && { log }),
  });
  const code = await new Promise(resolve => child.once('exit', resolve));
  try {
    const told = JSON.parse(readFileSync(report, 'utf8'));
    return { code, counts: jestCounts(told), failures: failedTests(told) };
  } catch {
    const counts = { passed: 0, failed: 1, skipped: 0 };
    return { code: code || 1, counts, failures: ['Jest itself did not come to its end'] };
  }
}

/**
 * Prepares servers, lets `work` run Jest on them as often as it likes, ends everything and prints the closing line.
 * The command fails unless every run ended well.
 * @param {(tools: { jest: (run: { args: readonly string[], date?: string, workflows?: boolean, log?: string }) => ReturnType<typeof runJest>, folder: string, args: string[] }) => Promise<void>} work
 */
export async function runTests(work) {
  await runCommand(() => testCommand(work));
  process.exit(process.exitCode);
}

async function testCommand(work) {
  const children = new Children();
  const results = [];
  let fault = null;
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
      const given = process.argv.slice(2);
      const prepared = await prepare(children, { skipBuild: given.includes(SKIP_BUILD) });
      const jest = async wanted => {
        const result = await runJest(children, prepared, wanted);
        results.push(result);
        return result;
      };
      await work({ jest, folder: prepared.folder, args: given.filter(argument => argument !== SKIP_BUILD) });
      await prepared.tidyUp();
    };
    await Promise.race([run(), ending]);
  } catch (error) {
    fault = error;
  } finally {
    await children.stopAll();
  }
  if (fault) process.stderr.write(`\n${fault instanceof Problem ? fault.message : fault.stack}\n`);
  const counts = results.length > 0 ? sumOf(results) : { passed: 0, failed: 1, skipped: 0 };
  say(`\n${countsLine(counts)}`);
  return counts.failed === 0 && !fault && results.every(({ code }) => code === 0) ? 0 : 1;
}

const sumOf = results => {
  const sum = key => results.reduce((total, { counts }) => total + counts[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
};
