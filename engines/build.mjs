import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { mustRun } from './programs.mjs';
import { ROOT, checkoutLock, ensurePackages } from './project.mjs';
import { runCommand, step } from './say.mjs';

const INPUTS = [
  'src',
  'workflows',
  'activities',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'engines/buildAssets.mjs',
  'engines/bundleWorkflows.mjs',
];
const STAMP = path.join(ROOT, 'dist/.build.json');

function filesUnder(entry) {
  const stat = statSync(entry, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [entry];
  return readdirSync(entry)
    .sort()
    .flatMap(name => filesUnder(path.join(entry, name)));
}

/** One hash over everything that the build reads. */
function inputHash() {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap(name => filesUnder(path.join(ROOT, name)))) {
    hash
      .update(`${path.relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function builtHash() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8')).hash;
  } catch {
    return '';
  }
}

async function buildNow(hash) {
  rmSync(STAMP, { force: true });
  const options = { cwd: ROOT, env: { NODE_OPTIONS: '' } };
  const run = (title, ...args) => mustRun(title, process.execPath, args, options);
  const compileAndBundle = async () => {
    // The types are the business of `npm run check`; leaving them out here makes a first start twice as fast.
    await run('Compiling (tsc)', 'node_modules/typescript/bin/tsc', '--noCheck');
    await run('Bundling the workflows', 'engines/bundleWorkflows.mjs');
  };
  await Promise.all([compileAndBundle(), run('Building the assets', 'engines/buildAssets.mjs')]);
  writeFileSync(STAMP, JSON.stringify({ hash }));
}

/** Builds dist unless it is already the build of these sources. */
export async function ensureBuild() {
  if (builtHash() === inputHash()) return;
  const job = { what: 'building the application', typicalSeconds: 8 };
  const build = async () => {
    const hash = inputHash();
    if (builtHash() !== hash) await step(job, () => buildNow(hash));
  };
  await withLock(checkoutLock('build'), build, { job });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    await ensurePackages();
    rmSync(path.join(ROOT, 'dist'), { recursive: true, force: true });
    await ensureBuild();
  });
}
