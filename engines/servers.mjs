import path from 'node:path';
import process from 'node:process';
import { requireDatabaseAt, resolveDatabase, startDatabase } from './database.mjs';
import { anyFreePort, nextFreePort } from './ports.mjs';
import { requireTemporalAt, resolveTemporal, startTemporal } from './temporal.mjs';

const TEMPORAL_PORT = 7233;
const DATABASE_PORT = 27017;

/**
 * Finds both engines, building what is missing.
 * @param {Record<string, string | undefined>} [env]
 */
export async function resolveServers(env = process.env) {
  const database = await resolveDatabase(env);
  const temporal = await resolveTemporal(env);
  return { database, temporal };
}

/**
 * Starts (or, for an address, asks for) both engines.
 * @param {import('./children.mjs').Children} children
 * @param {{ engines: Awaited<ReturnType<typeof resolveServers>>, folder: string, keep: boolean, database?: string }} options
 *   keep: data stays in the folder and the usual ports are tried first; else everything is temporary, on any free ports
 * @returns {Promise<{ mongodbUri: string, temporalAddress: string }>}
 */
export async function startServers(children, { engines, folder, keep, database = 'xinfu' }) {
  const port = usual => (keep ? nextFreePort(usual) : anyFreePort());
  const [mongodbUri, temporalAddress] = await Promise.all([
    databaseUri(children, { engine: engines.database, folder, database, port: await port(DATABASE_PORT) }),
    temporalAt(children, { engine: engines.temporal, folder, keep, port: await port(TEMPORAL_PORT) }),
  ]);
  return { mongodbUri, temporalAddress };
}

async function databaseUri(children, { engine, folder, database, port }) {
  if (engine.kind === 'address') {
    await requireDatabaseAt(engine.address);
    return engine.address;
  }
  const log = path.join(folder, 'logs/database.log');
  const started = await startDatabase(children, { engine, port, folder: path.join(folder, 'database'), log, database });
  return started.uri;
}

async function temporalAt(children, { engine, folder, keep, port }) {
  if (engine.kind === 'address') {
    await requireTemporalAt(engine.address);
    return engine.address;
  }
  const log = path.join(folder, 'logs/temporal.log');
  const store = keep ? { file: path.join(folder, 'temporal.db') } : {};
  const started = await startTemporal(children, { program: engine.file, port, log, ...store });
  return started.address;
}
