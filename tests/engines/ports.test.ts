import net, { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answers, anyFreePort, isFree, nextFreePort, until } from '../../engines/ports.mjs';

const server = net.createServer();
let taken = 0;

beforeEach(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  taken = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  await new Promise(resolve => server.close(resolve));
});

describe('ports', () => {
  it('sees that a port is taken and that somebody answers there', async () => {
    expect(await isFree(taken)).toBe(false);
    expect(await answers('127.0.0.1', taken)).toBe(true);
  });

  it('offers a free port at which nobody answers', async () => {
    const port = await anyFreePort();

    expect(await isFree(port)).toBe(true);
    expect(await answers('127.0.0.1', port)).toBe(false);
  });

  it('steps over taken ports to the next free one', async () => {
    const free = (port: number) => Promise.resolve(port >= 7236);

    expect(await nextFreePort(7233, { free })).toBe(7236);
  });

  it('says so when every port is taken', async () => {
    await expect(nextFreePort(7233, { free: () => Promise.resolve(false), tries: 3 })).rejects.toThrow('7233');
  });
});

describe('until', () => {
  it('asks until the answer is yes', async () => {
    let asked = 0;

    const answer = await until(() => ++asked === 3, { timeoutMs: 1_000, everyMs: 1 });

    expect([answer, asked]).toEqual([true, 3]);
  });

  it('gives up when the time is over', async () => {
    expect(await until(() => false, { timeoutMs: 10, everyMs: 2 })).toBe(false);
  });
});
