import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT, VERSIONS, isInstalled } from '../../engines/project.mjs';

const wanted = {
  '': {},
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/only-mac': { version: '1.0.0', integrity: 'sha512-m', optional: true },
};
const a = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };

describe('isInstalled', () => {
  it.each([
    ['packages of this machine', a, true],
    ['optional packages too', { ...a, 'node_modules/only-mac': wanted['node_modules/only-mac'] }, true],
    ['nothing whole', null, false],
    ['a missing package', {}, false],
    ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-b' } }, false],
    ['a package that was removed since', { ...a, 'node_modules/b': { version: '1.0.0' } }, false],
  ])('with %s', (_what, installed, expected) => {
    expect(isInstalled(wanted, installed)).toBe(expected);
  });
});

describe('the pins', () => {
  const read = (name: string) => readFileSync(path.join(ROOT, 'engines', name), 'utf8');

  it('pin every Python package by version and hash', () => {
    const requirements = read('requirements.txt')
      .replace(/\\\n/g, '')
      .split('\n')
      .filter(line => /^\w/.test(line));

    expect(requirements.length).toBeGreaterThan(8);
    expect(requirements.filter(line => !/^[\w-]+==[\w.]+ .*--hash=sha256:[0-9a-f]{64}/.test(line))).toEqual([]);
    expect(requirements.some(line => line.startsWith(`secantusdb==${VERSIONS.secantus.version} `))).toBe(true);
  });

  it('agree with each other about the time-skipping server', () => {
    const { version, mainJar, mainJarSha256 } = VERSIONS.timeSkipping;

    expect(read('timeSkipping/jars.sha256')).toContain(`${mainJarSha256}  ${mainJar}`);
    expect(read('timeSkipping/pom.xml')).toContain(`<version>${version}</version>`);
    expect(mainJarSha256).toHaveLength(createHash('sha256').update('').digest('hex').length);
  });

  it('agree with package.json about Node', () => {
    const { engines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      engines: { node: string };
    };

    expect(engines.node).toContain(`>=${VERSIONS.node.replace(/\.0$/, '')}`);
  });
});
