import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { connectDatabase, dataAccess, type DataAccess } from '../../src/data/index.js';
import type { TestDatabase } from './database.js';

export interface DatabaseWire {
  /** The same database over a connection of its own, which can be cut. */
  readonly data: DataAccess;
  /** From now on nobody answers at the other end. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** A way to the suite's database through a port of ours, so that the driver meets a server that is really away. */
export async function databaseWire({ connection, keys }: TestDatabase): Promise<DatabaseWire> {
  const [server] = connection.getClient().options.hosts;
  if (server?.host === undefined || server.port === undefined) throw new Error('the database has no TCP address');
  const { host, port } = server;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  const passOn = (near: Socket): void => {
    const far = connect(port, host);
    for (const socket of [near, far]) keep(socket);
    near.pipe(far).pipe(near);
  };
  const open = async (at: number): Promise<Server> => {
    const opened = createServer(passOn).listen(at, '127.0.0.1');
    await once(opened, 'listening');
    return opened;
  };
  let listening = await open(0);
  const near = (listening.address() as AddressInfo).port;
  const wired = await connectDatabase(`mongodb://127.0.0.1:${String(near)}/${connection.name}?directConnection=true`);
  const cut = async (): Promise<void> => {
    const closed = once(listening, 'close');
    listening.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    data: dataAccess(wired, keys),
    cut,
    async mend() {
      listening = await open(near);
    },
    async close() {
      await wired.close();
      if (listening.listening) await cut();
    },
  };
}
