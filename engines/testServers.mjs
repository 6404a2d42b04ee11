// For tests that need a server which they may stop and start again; everything else uses the two that `npm test` starts.
import path from 'node:path';
import process from 'node:process';
import { Children } from './children.mjs';
import { resolveDatabase, startDatabase } from './database.mjs';
import { anyFreePort } from './ports.mjs';
import { resolveTemporal, startTemporal } from './temporal.mjs';

const withoutAddresses = () => ({ ...process.env, MONGODB_URI: undefined, TEMPORAL_ADDRESS: undefined });

async function ownServer(prefix, start) {
  const children = new Children();
  const folder = children.temporaryFolder(prefix);
  let { child, port } = await start(children, { folder, nextPort: anyFreePort });
  return {
    port,
    /** @param {{ hard?: boolean }} [how] hard: as `kill -9` */
    stop: async ({ hard = false } = {}) => children.stop(child, hard ? { signal: 'SIGKILL' } : {}),
    start: async () => {
      ({ child } = await start(children, { folder, nextPort: () => port }));
    },
    remove: () => children.stopAll(),
  };
}

/**
 * A database of the test's own, with a port and data that survive a stop.
 * @returns {Promise<{ uri: string, port: number, stop: (how?: { hard?: boolean }) => Promise<void>, start: () => Promise<void>, remove: () => Promise<void> }>}
 */
export async function ownDatabase() {
  const engine = await resolveDatabase(withoutAddresses());
  const start = (children, { folder, nextPort }) =>
    startDatabase(children, {
      engine,
      nextPort,
      folder: path.join(folder, 'database'),
      log: path.join(folder, 'database.log'),
    });
  const server = await ownServer('xinfu-database-', start);
  return { ...server, uri: `mongodb://127.0.0.1:${server.port}/xinfu?directConnection=true` };
}

/**
 * A Temporal server of the test's own, with a port and data that survive a stop.
 * @returns {Promise<{ address: string, port: number, stop: (how?: { hard?: boolean }) => Promise<void>, start: () => Promise<void>, remove: () => Promise<void> }>}
 */
export async function ownTemporal() {
  const engine = await resolveTemporal(withoutAddresses());
  const start = (children, { folder, nextPort }) =>
    startTemporal(children, {
      program: engine.file,
      nextPort,
      log: path.join(folder, 'temporal.log'),
      file: path.join(folder, 'temporal.db'),
    });
  const server = await ownServer('xinfu-temporal-', start);
  return { ...server, address: `127.0.0.1:${server.port}` };
}
