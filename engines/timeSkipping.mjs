import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cacheRoot, installOnce } from './cache.mjs';
import { findOnPath, missingTool, mustRun } from './programs.mjs';
import { ROOT, VERSIONS } from './project.mjs';
import { Problem, step } from './say.mjs';

// `exec`, because the SDK ends the process it started and no other; only the port, because any further argument
// would start the server with its clock running free.
const WRAPPER = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
exec "\${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$here/jars/*" io.temporal.testserver.TestServer "$1"
`;

/**
 * Compares downloaded files with the list of their hashes.
 * @param {string} list lines of `sha256sum`
 * @param {(name: string) => Buffer | null} read
 * @param {readonly string[]} present names of the files there are
 * @returns {string[]} what is wrong, in words; empty when all is well
 */
export function wrongJars(list, read, present) {
  const wanted = new Map(
    list
      .trim()
      .split('\n')
      .map(line => line.trim().split(/\s+/).reverse()),
  );
  const unknown = present.filter(name => !wanted.has(name)).map(name => `${name} is not in the list`);
  const faults = [...wanted].map(([name, sum]) => {
    const bytes = read(name);
    if (!bytes) return `${name} is missing`;
    return createHash('sha256').update(bytes).digest('hex') === sum ? '' : `${name} has another hash`;
  });
  return [...unknown, ...faults.filter(Boolean)];
}

function verify(jars) {
  const list = readFileSync(path.join(ROOT, 'engines', VERSIONS.timeSkipping.jars), 'utf8');
  const present = readdirSync(jars);
  const read = name => (present.includes(name) ? readFileSync(path.join(jars, name)) : null);
  const faults = wrongJars(list, read, present);
  if (faults.length > 0) throw new Problem(`The test server's files are not the pinned ones: ${faults.join('; ')}.`);
}

const JOB = {
  what: `fetching the time-skipping test server ${VERSIONS.timeSkipping.version} (mvn)`,
  typicalSeconds: 20,
};

async function build(into) {
  const maven = findOnPath('mvn');
  if (!maven || !hasJava()) throw new Problem(missingTool('timeSkipping'));
  const jars = path.join(into, 'jars');
  const work = path.join(into, 'work');
  mkdirSync(work);
  copyFileSync(path.join(ROOT, 'engines', VERSIONS.timeSkipping.pom), path.join(work, 'pom.xml'));
  const args = [
    '-q',
    '-B',
    '-C',
    'dependency:copy-dependencies',
    `-DoutputDirectory=${jars}`,
    '-DincludeScope=runtime',
  ];
  await step(JOB, () => mustRun('Fetching the test server', maven, args, { cwd: work }));
  verify(jars);
  rmSync(work, { recursive: true });
  const wrapper = path.join(into, 'time-skipping-server');
  writeFileSync(wrapper, WRAPPER);
  chmodSync(wrapper, 0o755);
}

function hasJava() {
  return Boolean(process.env.JAVA_HOME || findOnPath('java'));
}

/**
 * Path of a program that takes a port and serves a Temporal whose time can be skipped.
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<string>}
 */
export async function resolveTimeSkipping(env = process.env) {
  if (env.TIME_SKIPPING_SERVER) return env.TIME_SKIPPING_SERVER;
  const { version } = VERSIONS.timeSkipping;
  const folder = path.join(cacheRoot(env), `time-skipping-${version}`);
  await installOnce({ folder, version, job: JOB, build });
  if (!hasJava()) throw new Problem(missingTool('timeSkipping'));
  return path.join(folder, 'time-skipping-server');
}

/**
 * Path of the same server with its clock away from the machine's. Needs `javac`: the program of the package takes no date.
 * @param {{ program: string, folder: string, shift: number }} options folder: a temporary one; shift: milliseconds
 * @returns {Promise<string>}
 */
export async function datedTimeSkipping({ program, folder, shift }) {
  const jars = path.join(path.dirname(program), 'jars');
  const compiled = path.join(folder, 'dated-server');
  const compiler = path.join(process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin') : '', 'javac');
  if (!existsSync(compiled)) {
    const source = path.join(ROOT, 'engines/timeSkipping/DatedTestServer.java');
    await mustRun('Compiling the test server with a date (it needs a JDK)', compiler, [
      ...['-cp', path.join(jars, '*'), '-d', compiled],
      source,
    ]);
  }
  const wrapper = path.join(folder, `time-skipping-server-${shift}`);
  writeFileSync(wrapper, datedWrapper({ jars, compiled, shift }));
  chmodSync(wrapper, 0o755);
  return wrapper;
}

const datedWrapper = ({ jars, compiled, shift }) => `#!/bin/sh
exec "\${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "${compiled}:${jars}/*" DatedTestServer "$1" ${shift}
`;
