import path from 'node:path';
import process from 'node:process';
import { existsSync, readFileSync } from 'node:fs';
import { URL, fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { withLock } from './lock.mjs';
import { mustRun } from './programs.mjs';
import { step } from './say.mjs';

/** Folder of package.json. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/**
 * The pins of everything that is built from a registry.
 * @type {{
 *   node: string,
 *   temporal: { version: string, module: string, go: string },
 *   secantus: { version: string, requirements: string, pythons: string[] },
 *   timeSkipping: { version: string, pom: string, jars: string, mainJar: string, mainJarSha256: string },
 * }}
 */
export const VERSIONS = JSON.parse(readFileSync(path.join(ROOT, 'engines/versions.json'), 'utf8'));

/**
 * A lock of this checkout, kept outside it so that nothing is left behind.
 * @param {string} name
 */
export function checkoutLock(name) {
  const id = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
  return path.join(tmpdir(), `xinfu-${process.getuid?.() ?? 0}-${id}-${name}.lock`);
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/**
 * Whether the installed packages are those of the lockfile. npm writes its own list into node_modules when an
 * installation is whole, so an interrupted one has none.
 * @param {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }> | null} wanted
 * @param {typeof wanted} installed
 * @returns {boolean}
 */
export function isInstalled(wanted, installed) {
  if (!wanted || !installed) return false;
  const same = (a, b) => a.version === b.version && a.integrity === b.integrity;
  const names = Object.keys(wanted).filter(name => name !== '');
  const missing = names.some(name => {
    const found = installed[name];
    return found ? !same(wanted[name], found) : !wanted[name].optional && !wanted[name].devOptional;
  });
  return !missing && Object.keys(installed).every(name => name in wanted);
}

/** Installs the npm packages when they are missing or not those of the lockfile. */
export async function ensurePackages() {
  const fresh = () =>
    isInstalled(
      readPackages(path.join(ROOT, 'package-lock.json')),
      readPackages(path.join(ROOT, 'node_modules/.package-lock.json')),
    );
  if (fresh()) return;
  const job = { what: 'installing the npm packages (npm ci)', typicalSeconds: 60 };
  const install = async () => {
    if (!fresh()) await step(job, () => npm(['ci', '--no-audit', '--no-fund']));
  };
  await withLock(checkoutLock('packages'), install, { job });
}

function npm(args) {
  const cli = process.env.npm_execpath;
  const isNpm = cli && /npm-cli\.c?js$/.test(cli);
  return mustRun('npm ci', isNpm ? process.execPath : 'npm', isNpm ? [cli, ...args] : args, {
    cwd: ROOT,
    env: { NODE_OPTIONS: '' },
  });
}

/** Whether a file of the project exists. */
export const has = file => existsSync(path.join(ROOT, file));
