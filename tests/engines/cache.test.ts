import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cacheRoot, installOnce, isWhole } from '../../engines/cache.mjs';

let root = '';
let folder = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'xinfu-cache-'));
  folder = path.join(root, 'engine-1.0');
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const wanted = (build: (into: string) => Promise<void>, version = '1.0') => ({
  folder,
  version,
  job: { what: 'building the engine', typicalSeconds: 1 },
  build,
});
const writes = (text: string) => (into: string) => {
  writeFileSync(path.join(into, 'program'), text);
  return Promise.resolve();
};

describe('cacheRoot', () => {
  it.each([
    [{ XINFU_CACHE: '/srv/cache', XDG_CACHE_HOME: '/xdg' }, '/srv/cache'],
    [{ XDG_CACHE_HOME: '/xdg' }, '/xdg/xinfu'],
    [{}, '/home/someone/.cache/xinfu'],
  ])('with %j is %s', (env, expected) => {
    expect(cacheRoot(env, '/home/someone')).toBe(expected);
  });
});

describe('installOnce', () => {
  it('builds once and finds it whole afterwards', async () => {
    const first = await installOnce(wanted(writes('a')));
    const second = await installOnce(wanted(writes('b')));

    expect([first, second]).toEqual(['built', 'cached']);
    expect(readFileSync(path.join(folder, 'program'), 'utf8')).toBe('a');
    expect(readdirSync(root)).toEqual(['engine-1.0']);
  });

  it('builds in another folder, so that a half build never has the real name', async () => {
    let seen = true;

    await installOnce(
      wanted(into => {
        seen = existsSync(folder) || into === folder;
        return Promise.resolve();
      }),
    );

    expect(seen).toBe(false);
  });

  it('leaves nothing of a build that failed', async () => {
    const failing = installOnce(wanted(() => Promise.reject(new Error('no network'))));

    await expect(failing).rejects.toThrow('no network');
    expect(readdirSync(root)).toEqual([]);
  });

  it('builds again over a folder without a stamp and removes the leftovers of a killed build', async () => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'program'), 'half');
    mkdirSync(`${folder}.building-99999`);

    const source = await installOnce(wanted(writes('whole')));

    expect(source).toBe('built');
    expect(readFileSync(path.join(folder, 'program'), 'utf8')).toBe('whole');
    expect(readdirSync(root)).toEqual(['engine-1.0']);
  });

  it('builds again when another version is wanted', async () => {
    await installOnce(wanted(writes('old')));

    await installOnce(wanted(writes('new'), '1.1'));

    expect(readFileSync(path.join(folder, 'program'), 'utf8')).toBe('new');
    expect(await isWhole(folder, '1.0')).toBe(false);
  });

  it('lets two runs at once share one build', async () => {
    let builds = 0;
    const build = async (into: string) => {
      builds += 1;
      await new Promise(resolve => setTimeout(resolve, 20));
      writeFileSync(path.join(into, 'program'), 'x');
    };

    const sources = await Promise.all([installOnce(wanted(build)), installOnce(wanted(build))]);

    expect(builds).toBe(1);
    expect(sources.sort()).toEqual(['built', 'cached']);
  });
});
