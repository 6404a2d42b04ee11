import { describe, expect, it } from '@jest/globals';
import { databaseArguments, ensureReplicaSet, storageFormat } from '../../engines/database.mjs';

type Command = Record<string, unknown>;

/** A mongod's administration that answers the first command as told and notes every other. */
function fakeAdmin(config: Command | { code: number }) {
  const sent: Command[] = [];
  const command = (body: Command) => {
    if (!('replSetGetConfig' in body)) {
      sent.push(body);
      return Promise.resolve({});
    }
    if ('code' in config) return Promise.reject(Object.assign(new Error('no config'), config));
    return Promise.resolve({ config });
  };
  return { sent, command };
}

describe('ensureReplicaSet', () => {
  it('makes a new mongod a replica set of one', async () => {
    const admin = fakeAdmin({ code: 94 });

    expect(await ensureReplicaSet(admin, '127.0.0.1:27018')).toBe('initiated');
    expect(admin.sent).toEqual([{ replSetInitiate: { _id: 'xinfu', members: [{ _id: 0, host: '127.0.0.1:27018' }] } }]);
  });

  it('leaves one alone that is there already', async () => {
    const admin = fakeAdmin({ _id: 'xinfu', version: 3, members: [{ _id: 0, host: '127.0.0.1:27018' }] });

    expect(await ensureReplicaSet(admin, '127.0.0.1:27018')).toBe('ready');
    expect(admin.sent).toEqual([]);
  });

  it('tells one that was started on another port where it is now', async () => {
    const admin = fakeAdmin({ _id: 'xinfu', version: 3, members: [{ _id: 0, host: '127.0.0.1:27017' }] });

    expect(await ensureReplicaSet(admin, '127.0.0.1:27018')).toBe('moved');
    expect(admin.sent).toEqual([
      {
        replSetReconfig: { _id: 'xinfu', version: 4, members: [{ _id: 0, host: '127.0.0.1:27018' }] },
        force: true,
      },
    ]);
  });

  it('passes every other refusal on', async () => {
    await expect(ensureReplicaSet(fakeAdmin({ code: 13 }), '127.0.0.1:27018')).rejects.toThrow('no config');
  });
});

describe('the database program', () => {
  it('writes every commit to disk when it is the embedded one', () => {
    const args = databaseArguments({ name: 'secantusd-py' }, { port: 27018, folder: '/data' });

    expect(args).toContain('--sync-on-commit');
    expect(args.slice(0, 6)).toEqual(['--host', '127.0.0.1', '--port', '27018', '--storage-path', '/data']);
    const temporary = databaseArguments({ name: 'secantusd-py' }, { port: 27018, folder: '/data', sync: false });
    expect(temporary).not.toContain('--sync-on-commit');
  });

  it('listens on this machine only, as a replica set, when it is mongod', () => {
    const args = databaseArguments({ name: 'mongod' }, { port: 27018, folder: '/data' }).join(' ');

    expect(args).toContain('--bind_ip 127.0.0.1 --port 27018 --dbpath /data --replSet xinfu');
  });

  it.each([
    [{ kind: 'address' as const, address: 'mongodb://db' }, 'external'],
    [{ kind: 'program' as const, name: 'mongod', file: '/m', source: 'path' as const }, 'mongod'],
    [{ kind: 'program' as const, name: 'secantusd-rs', file: '/r', source: 'path' as const }, 'secantus'],
    [{ kind: 'program' as const, name: 'secantus-cached', file: '/p', source: 'built' as const }, 'secantus'],
  ])('%j writes the format %s', (engine, format) => {
    expect(storageFormat(engine)).toBe(format);
  });
});
