import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Problem } from './say.mjs';

/**
 * The file that the shell would run for this name, or null.
 * @param {string} name
 * @param {Record<string, string | undefined>} [env]
 * @returns {string | null}
 */
export function findOnPath(name, env = process.env) {
  for (const folder of (env.PATH ?? '').split(path.delimiter).filter(Boolean)) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // not in this folder
    }
  }
  return null;
}

const HELP = {
  temporal: {
    tool: 'Go (1.25 or newer; from 1.21 on, Go fetches the newer one by itself)',
    why: 'to build the Temporal server',
    install: 'go.dev/doc/install, `brew install go`, or your system packages (golang)',
    variable: 'TEMPORAL_ADDRESS=host:7233',
    program: 'or put the `temporal` program (1.5 or newer) on the PATH',
  },
  database: {
    tool: 'Python 3.10, 3.11, 3.12 or 3.13 with its venv module',
    why: 'to install the embedded database',
    install: 'python.org, `brew install python@3.12`, or `apt install python3 python3-venv`',
    variable: 'MONGODB_URI=mongodb://host:27017/xinfu?replicaSet=rs0',
    program: 'or put `mongod`, `secantusd-rs` or `secantusd-py` on the PATH',
  },
  timeSkipping: {
    tool: 'Java (11 or newer) and Maven',
    why: 'to fetch and run the test server that skips time in the deadline tests',
    install: '`apt install default-jre-headless maven` or `brew install openjdk maven`',
    variable: 'TIME_SKIPPING_SERVER=/path/of/a/program/that/takes/a/port',
    program: 'only `npm test` needs it, `npm start` does not',
  },
};

/**
 * One paragraph on a tool that is not there: what, how to get it, and the ways round it.
 * @param {'temporal' | 'database' | 'timeSkipping'} engine
 * @param {string} [detail] what was found instead
 * @returns {string}
 */
export function missingTool(engine, detail = '') {
  const help = HELP[engine];
  const compose =
    engine === 'timeSkipping'
      ? ''
      : ', or fill deploy/.env as deploy/README.md says and start real servers in containers: docker compose -f deploy/compose.yaml up';
  return (
    `Missing: ${help.tool}, needed ${help.why}.${detail ? ` ${detail}` : ''} ` +
    `Install it (${help.install}) and run the same command again; ` +
    `or point to a server that exists with ${help.variable}, ${help.program}${compose}.`
  );
}

/**
 * Runs a program to its end and hands over what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function capture(command, args, { cwd, env, timeoutMs = 0 } = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    let output = '';
    const collect = chunk => (output = (output + chunk).slice(-200_000));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', error => resolve({ code: 127, output: error.message }));
    child.on('close', code => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Like capture, but a failure is a Problem that shows the last lines.
 * @param {string} what
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined> }} [options]
 * @returns {Promise<string>}
 */
export async function mustRun(what, command, args, options) {
  const { code, output } = await capture(command, args, options);
  if (code === 0) return output;
  throw new Problem(
    `${what} failed (${path.basename(command)} ended with ${code}). Its last lines:\n${lastLines(output)}`,
  );
}

/** The end of a log, indented, for an error message. */
export function lastLines(text, count = 20) {
  const lines = text.trimEnd().split('\n').slice(-count);
  return lines.map(line => `    ${line}`).join('\n');
}
