import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { tryLock, withLock } from '../../engines/lock.mjs';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xinfu-lock-'));
  file = path.join(folder, 'engine.lock');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A machine on which the listed processes run. */
const running =
  (...pids: number[]) =>
  (pid: number): string =>
    pids.includes(pid) ? `${String(pid)}@boot` : '';

describe('tryLock', () => {
  it('names the live process that holds the lock', async () => {
    await tryLock(file, { pid: 11, identify: running(11, 12) });

    const second = await tryLock(file, { pid: 12, identify: running(11, 12) });

    expect(second).toEqual({ holder: 11 });
  });

  it('takes over from a process that has died', async () => {
    await tryLock(file, { pid: 11, identify: running(11) });

    const second = await tryLock(file, { pid: 12, identify: running(12) });

    expect(second).toHaveProperty('release');
  });

  it('takes over when the number now belongs to another process', async () => {
    await tryLock(file, { pid: 11, identify: () => '11@first' });

    const second = await tryLock(file, { pid: 12, identify: pid => (pid === 11 ? '11@second' : '12@x') });

    expect(second).toHaveProperty('release');
  });

  it('waits for a lock that is being written this moment', async () => {
    writeFileSync(file, '');

    const lock = await tryLock(file, { pid: 12, identify: running(12) });

    expect(lock).toEqual({ holder: 0 });
  });

  it('leaves the lock of another alone when it releases its own late', async () => {
    const first = await tryLock(file, { pid: 11, identify: running(11) });
    await tryLock(file, { pid: 12, identify: running(12) });

    if ('release' in first) await first.release();

    expect(await tryLock(file, { pid: 13, identify: running(12, 13) })).toEqual({ holder: 12 });
  });
});

describe('withLock', () => {
  it('lets one work at a time and leaves no file behind', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(resolve => setTimeout(resolve, 5));
      inside -= 1;
    };

    await Promise.all(Array.from({ length: 8 }, () => withLock(file, work, { everyMs: 2 })));

    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lets one of many take over from a dead process', async () => {
    await tryLock(file, { pid: 11, identify: running(11) });
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(resolve => setTimeout(resolve, 5));
      inside -= 1;
    };

    await Promise.all(Array.from({ length: 8 }, () => withLock(file, work, { everyMs: 2 })));

    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('goes on where somebody died while taking a dead lock away', async () => {
    await tryLock(file, { pid: 11, identify: running(11) });
    const guard = `${file}.taking`;
    writeFileSync(guard, '');
    utimesSync(guard, new Date(0), new Date(0));

    await withLock(file, () => Promise.resolve(), { everyMs: 2 });

    expect(readdirSync(folder)).toEqual([]);
  });

  it('shows the wait for another process as a long step of what that one does', async () => {
    const lines: string[] = [];
    const write = jest.spyOn(process.stdout, 'write').mockImplementation(text => lines.push(String(text)) > 0);
    const first = await tryLock(file, { pid: 11, identify: running(11, 12) });
    const options = {
      pid: 12,
      identify: running(11, 12),
      everyMs: 2,
      job: { what: 'building it', typicalSeconds: 90 },
    };

    const second = withLock(file, () => Promise.resolve('done'), options);
    if ('release' in first) await first.release();

    expect(await second).toBe('done');
    write.mockRestore();
    expect(lines.join('')).toMatch(/waiting for process 11, which is busy building it.*about 1 min 30 s/);
  });

  it('releases when the work fails', async () => {
    const failing = withLock(file, () => Promise.reject(new Error('no disk')));

    await expect(failing).rejects.toThrow('no disk');
    expect(readdirSync(folder)).toEqual([]);
  });
});
