import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { temporalAnswers, temporalClient } from '../src/temporalClient.js';

/** A line to the tests' Temporal server that can be cut, or go dead without being cut. */
function openLine() {
  const [host, port] = (process.env['TEMPORAL_ADDRESS'] ?? '').split(':');
  const sockets = new Set<Socket>();
  let dead = false;
  const server: Server = createServer(near => {
    const far = connect(Number(port), host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', chunk => dead || to.write(chunk));
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
    }
  });
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    async listen(at = 0): Promise<number> {
      server.listen(at, '127.0.0.1');
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    },
    setDead: (value: boolean) => {
      dead = value;
    },
    async close() {
      server.close();
      cut();
      await once(server, 'close');
    },
  };
}

let line: ReturnType<typeof openLine>;
let client: Client;
let port: number;
beforeAll(async () => {
  line = openLine();
  port = await line.listen();
  client = temporalClient({
    ...{ address: `127.0.0.1:${String(port)}`, namespace: 'default', tls: false, codecKey: randomBytes(32) },
  });
});
afterAll(async () => {
  await client.connection.close();
  await line.close();
});

async function answersWithin(ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  let answered = false;
  while (!answered && Date.now() < deadline) answered = await temporalAnswers(client).catch(() => false);
  return answered;
}

it('asks the server each time: a line that goes dead or is cut is told, and so is its return', async () => {
  const alive = await answersWithin(20_000);
  line.setDead(true);
  const began = Date.now();
  const whileDead = temporalAnswers(client);

  await expect(whileDead).rejects.toThrow();
  expect(alive).toBe(true);
  expect(Date.now() - began).toBeLessThan(5_000);

  line.setDead(false);
  await line.close();
  await expect(temporalAnswers(client)).rejects.toThrow();

  await line.listen(port);
  expect(await answersWithin(20_000)).toBe(true);
}, 60_000);
