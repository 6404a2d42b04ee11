import { spawn } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { appEnvironment } from './appEnvironment.mjs';
import { ensureBuild } from './build.mjs';
import { Children, logTail, onStopRequest } from './children.mjs';
import {
  DATA_FOLDER,
  SECRETS_FILE,
  clearDataFolder,
  rememberEngines,
  removeRun,
  requireSameEngines,
  takeDataFolder,
  writeRun,
} from './dataFolder.mjs';
import { processIdentity } from './lock.mjs';
import { isFree, listensItself, portInUse, until } from './ports.mjs';
import { hasEnded } from './ownPort.mjs';
import { lastLines } from './programs.mjs';
import { ROOT, ensurePackages, has } from './project.mjs';
import { Problem, duration, runCommand, say, step } from './say.mjs';
import { keptSecrets } from './secrets.mjs';
import { resolveServers, startServers } from './servers.mjs';
import { table } from './table.mjs';

const WEB_PORT = 3000;
const WEB_READY_MS = 60_000;
const ACCOUNTS = 'ACCOUNTS ';

async function webPort() {
  const port = Number(process.env.PORT || WEB_PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Problem(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`);
  if (await isFree(port)) return port;
  throw portInUse(port);
}

function get(url) {
  return new Promise(resolve => {
    const request = http.get(url, { timeout: 3_000 }, response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', () => resolve(0));
    request.on('timeout', () => request.destroy());
  });
}

/** Runs one of the built programs to its end and hands over what it printed. */
function runProgram(file, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, file)], {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let faults = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (faults = (faults + chunk).slice(-50_000)));
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) resolve(output);
      else reject(new Problem(`${file} failed (exit code ${code}). Its last lines:\n${lastLines(faults || output)}`));
    });
  });
}

function startProgram(children, { name, file, env, tier, ends = false }) {
  const log = path.join(DATA_FOLDER, `logs/${name}.log`);
  const args = ['--enable-source-maps', path.join(ROOT, file)];
  const child = children.start({ name, command: process.execPath, args, env, cwd: ROOT, log, tier, ends });
  return { child, log };
}

async function waitForWeb(children, { child, log, port }) {
  const baseUrl = `http://localhost:${port}`;
  const dead = () => hasEnded(child);
  const own = async () => listensItself(child.pid, port) !== false && (await get(`${baseUrl}/healthz`)) > 0;
  const up = await until(async () => dead() || (await own()), { timeoutMs: WEB_READY_MS });
  if (dead() && !(await isFree(port))) throw portInUse(port);
  if (!up || dead()) throw new Problem(`The website did not come up. Last lines of ${log}:\n${logTail(log)}`);
  children.mustStay(child);
  const ready = async () => dead() || [200, 404].includes(await get(`${baseUrl}/readyz`));
  if (await until(ready, { timeoutMs: WEB_READY_MS, everyMs: 250 })) return;
  say(`  Note: ${baseUrl}/readyz still says that something is missing; see .data/logs/.`);
}

async function loadDemonstration(env) {
  const output = await step(
    { what: 'loading demonstration data (only into an empty database)', typicalSeconds: 60 },
    () => runProgram('dist/src/demo.js', env),
  );
  const line = output.split('\n').findLast(text => text.startsWith(ACCOUNTS));
  return line ? JSON.parse(line.slice(ACCOUNTS.length)) : [];
}

function showAccounts(accounts) {
  if (accounts.length === 0) return;
  const rows = accounts.map(({ role, who, signInName, password }) => [role, who, signInName, password]);
  say(`\n${table(['角色 Role', '人员 Who', '登录名 Sign-in name', '密码 Password'], rows)}`);
}

async function startAll(children, began) {
  const fresh = process.argv.includes('--fresh');
  const port = await webPort();
  await ensurePackages();
  const engines = await resolveServers();
  if (fresh) clearDataFolder(engines);
  if (fresh && engines.database.kind === 'address')
    say('  Note: --fresh leaves the database at MONGODB_URI as it is, and the keys of its data in .data/.');
  requireSameEngines(engines);
  const [servers] = await Promise.all([
    startServers(children, { engines, folder: DATA_FOLDER, keep: true }),
    ensureBuild(),
  ]);
  rememberEngines(engines);
  const secrets = keptSecrets(path.join(DATA_FOLDER, SECRETS_FILE));
  const env = appEnvironment({ env: process.env, secrets, ...servers, port });
  writeRun({ pid: process.pid, identity: processIdentity(process.pid), baseUrl: env.BASE_URL, ...servers });
  if (has('dist/src/indexesCli.js')) await runProgram('dist/src/indexesCli.js', env);
  startProgram(children, { name: 'worker', file: 'dist/src/worker.js', env, tier: 1 });
  const web = startProgram(children, { name: 'web', file: 'dist/src/server.js', env, tier: 2, ends: true });
  await waitForWeb(children, { ...web, port });
  say(`\n  信复 Xinfu answers at / 已启动: ${env.BASE_URL}   (after ${duration(Date.now() - began)})`);
  if (env.XINFU_DEMO === '1' && has('dist/src/demo.js')) showAccounts(await loadDemonstration(env));
  say(
    `\n  Temporal ${servers.temporalAddress} · database ${servers.mongodbUri.replace(/\/\/[^@/]*@/, '//***@')} · logs .data/logs/`,
  );
  say(`  Open / 请打开 ${env.BASE_URL}`);
  say('  Ctrl-C stops everything; the data stays in .data/ (npm start -- --fresh begins anew).');
}

/** Runs until asked to stop or until something fails; always ends what it started. */
async function main() {
  const children = new Children();
  const release = await takeDataFolder();
  const ending = new Promise((resolve, reject) => {
    onStopRequest(resolve, () => children.killAll());
    children.onDeath(reject);
  });
  ending.catch(() => undefined); // awaited below; may come first while starting
  try {
    await Promise.race([startAll(children, Date.now()), ending]);
    await ending;
    say('\n  Stopping …');
  } finally {
    await children.stopAll();
    removeRun();
    await release();
  }
  say('  Stopped. The data is in .data/.');
  process.exit(0);
}

await runCommand(main);
process.exit(process.exitCode);
