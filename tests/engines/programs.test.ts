import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { capture, findOnPath, lastLines, missingTool, mustRun } from '../../engines/programs.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xinfu-path-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('missingTool', () => {
  it.each([
    ['temporal' as const, 'Go', 'TEMPORAL_ADDRESS='],
    ['database' as const, 'Python 3.10', 'MONGODB_URI='],
  ])('for the %s names %s, how to install it, %s and the containers', (engine, tool, variable) => {
    const text = missingTool(engine);

    expect(text).toContain(`Missing: ${tool}`);
    expect(text).toContain('Install it (');
    expect(text).toContain(variable);
    expect(text).toContain('docker compose -f deploy/compose.yaml up');
    expect(text).not.toContain('\n');
  });

  it('says what was found instead', () => {
    expect(missingTool('database', 'Found only: python3 is 3.9.')).toContain('Found only: python3 is 3.9.');
  });

  it('does not send a tester without Java to the containers', () => {
    expect(missingTool('timeSkipping')).toContain('Java');
    expect(missingTool('timeSkipping')).not.toContain('docker');
  });
});

describe('findOnPath', () => {
  it('finds a program that may be run, and passes over files and folders that may not', () => {
    const first = path.join(folder, 'first');
    const second = path.join(folder, 'second');
    mkdirSync(path.join(first, 'engine'), { recursive: true });
    mkdirSync(second);
    writeFileSync(path.join(first, 'other'), '');
    writeFileSync(path.join(second, 'engine'), '#!/bin/sh\n');
    chmodSync(path.join(second, 'engine'), 0o755);
    const env = { PATH: `${first}:${second}` };

    expect(findOnPath('engine', env)).toBe(path.join(second, 'engine'));
    expect(findOnPath('other', env)).toBeNull();
  });

  it('finds nothing on an empty PATH', () => {
    expect(findOnPath('sh', {})).toBeNull();
  });
});

describe('running a program', () => {
  it('hands over what was printed and the exit code', async () => {
    const { code, output } = await capture('/bin/sh', ['-c', 'echo out; echo err >&2; exit 3']);

    expect([code, output.split('\n').sort()]).toEqual([3, ['', 'err', 'out']]);
  });

  it('answers with code 127 when there is no such program', async () => {
    expect((await capture(path.join(folder, 'none'), [])).code).toBe(127);
  });

  it('shows the last lines of a step that failed', async () => {
    const failing = mustRun('Building', '/bin/sh', ['-c', 'echo first; echo the reason; exit 1']);

    await expect(failing).rejects.toThrow(/Building failed.*\n {4}first\n {4}the reason/s);
  });

  it('keeps only the end of a long log', () => {
    expect(lastLines('a\nb\nc\n', 2)).toBe('    b\n    c');
  });
});
