import { describe, expect, it } from '@jest/globals';
import { resolveEngine } from '../../engines/resolve.mjs';

const cached = () => Promise.resolve({ name: 'cached', file: '/cache/engine', source: 'cached' as const });
const neverInstalls = () => Promise.reject(new Error('must not install'));
const onPath = (names: Record<string, string>) => (name: string) => names[name] ?? null;

describe('resolveEngine', () => {
  it('takes the address of the environment before everything else', async () => {
    const engine = await resolveEngine({
      address: 'db.example:27017',
      programs: ['mongod'],
      find: onPath({ mongod: '/usr/bin/mongod' }),
      install: neverInstalls,
    });

    expect(engine).toEqual({ kind: 'address', address: 'db.example:27017' });
  });

  it.each([
    [{ mongod: '/m', 'secantusd-rs': '/r', 'secantusd-py': '/p' }, 'mongod', '/m'],
    [{ 'secantusd-rs': '/r', 'secantusd-py': '/p' }, 'secantusd-rs', '/r'],
    [{ 'secantusd-py': '/p' }, 'secantusd-py', '/p'],
  ])('of %j on the PATH takes %s', async (names, name, file) => {
    const engine = await resolveEngine({
      address: undefined,
      programs: ['mongod', 'secantusd-rs', 'secantusd-py'],
      find: onPath(names),
      install: neverInstalls,
    });

    expect(engine).toEqual({ kind: 'program', name, file, source: 'path' });
  });

  it('goes to the cache, or builds, when nothing else is there', async () => {
    const engine = await resolveEngine({ address: '', programs: ['temporal'], find: () => null, install: cached });

    expect(engine).toEqual({ kind: 'program', name: 'cached', file: '/cache/engine', source: 'cached' });
  });
});
