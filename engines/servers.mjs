import path from 'node:path';
import process from 'node:process';
import { requireDatabaseAt, resolveDatabase, startDatabase } from './database.mjs';
import { anyFreePort, freePortsFrom } from './ports.mjs';
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
 * @param {{ engines: Awaited<ReturnType<typeof resolveServers>>, folder: string, keep: boolean }} options
 *   keep: data stays in the folder and the usual ports are tried first; else everything is temporary, on any free ports
 * @returns {Promise<{ mongodbUri: string, temporalAddress: string }>}
 */
export async function startServers(children, { engines, folder, keep }) {
  const ports = usual => (keep ? freePortsFrom(usual) : anyFreePort);
  const [mongodbUri, temporalAddress] = await Promise.all([
    databaseUri(children, { engine: engines.database, folder, nextPort: ports(DATABASE_PORT) }),
    temporalAt(children, { engine: engines.temporal, folder, keep, nextPort: ports(TEMPORAL_PORT) }),
  ]);
  return { mongodbUri, temporalAddress };
}

/**
 * Starts (or asks for) the engines of a test run: one database for each test process, as the embedded one serves one
 * question after the other. What they keep need not outlive the machine.
 * @param {import('./children.mjs').Children} children
 * @param {{ engines: Awaited<ReturnType<typeof resolveServers>>, folder: string, processes: number }} options
 * @returns {Promise<{ mongodbUris: string[], temporalAddress: string }>}
 */
export async function startTestServers(children, { engines, folder, processes }) {
  const own = engines.database.kind === 'address' ? 1 : processes;
  const databases = Array.from({ length: own }, (_, index) =>
    databaseUri(children, {
      engine: engines.database,
      folder: path.join(folder, `database-${index + 1}`),
      nextPort: anyFreePort,
      sync: false,
    }),
  );
  const temporal = temporalAt(children, { engine: engines.temporal, folder, keep: false, nextPort: anyFreePort });
  return { mongodbUris: await Promise.all(databases), temporalAddress: await temporal };
}

async function databaseUri(children, { engine, folder, nextPort, sync }) {
  if (engine.kind === 'address') {
    await requireDatabaseAt(engine.address);
    return engine.address;
  }
  const log = path.join(folder, 'logs/database.log');
  return (await startDatabase(children, { engine, nextPort, folder: path.join(folder, 'database'), log, sync })).uri;
}

async function temporalAt(children, { engine, folder, keep, nextPort }) {
  if (engine.kind === 'address') {
    await requireTemporalAt(engine.address);
    return engine.address;
  }
  const log = path.join(folder, 'logs/temporal.log');
  const store = keep ? { file: path.join(folder, 'temporal.db') } : {};
  const started = await startTemporal(children, { program: engine.file, nextPort, log, ...store });
  return started.address;
}
