import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { ActivityDependencies } from '../../../../activities/index.js';
import { anyFreePort } from '../../../../engines/ports.mjs';
import { hashPassword } from '../../../../src/accounts/index.js';
import { type Config, readConfig } from '../../../../src/config.js';
import { loadCourseware } from '../../../../src/courseware/index.js';
import { connectDatabase, dataAccess, type DataAccess } from '../../../../src/data/index.js';
import { parkCase, type ParkedFirm } from '../../../../src/demonstration/parkCases.js';
import { seedLists } from '../../../../src/demonstration/seedLists.js';
import { startParked } from '../../../../src/demonstration/startParked.js';
import { openDocuments } from '../../../../src/openDocuments.js';
import { temporalClient } from '../../../../src/temporalClient.js';
import { testDatabaseUri } from '../../../support/databaseUri.js';
import { end, finished, program, type Program, ready } from './programs.js';

/**
 * The whole built application with the officials and the lists of the demonstration: worker and web as processes of
 * their own, in a database and on a task queue of their own, on the servers of the test run.
 */
export interface Site {
  readonly baseUrl: string;
  /** The same database, for setting up what a journey does not show. */
  readonly data: DataAccess;
  /** Tells the case of a listed firm up to a place, as the demonstration does. */
  park(firm: ParkedFirm): Promise<void>;
  /** Ends both processes and drops the database. */
  stop(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  const port = await anyFreePort();
  const baseUrl = `http://127.0.0.1:${String(port)}`;
  const own = { MONGODB_URI: testDatabaseUri(), TASK_QUEUE: `journey-${randomBytes(6).toString('hex')}` };
  const address = { PORT: String(port), BASE_URL: baseUrl };
  const env = { ...process.env, NODE_OPTIONS: '', XINFU_DEMO: '1', LOG_LEVEL: 'info', ...own, ...address };
  const running: Program[] = [];
  const inside = await openInside(env);
  const stop = async () => {
    await Promise.all(running.map(end));
    await inside.close();
  };
  try {
    await finished(program('indexesCli.js', env));
    running.push(program('worker.js', env), program('server.js', env));
    await seedLists({ data: inside.data, demo: true, logger: pino({ level: 'silent' }), hashPassword, at: Date.now() });
    await ready(baseUrl, running);
  } catch (error) {
    await stop();
    throw error;
  }
  return { baseUrl, data: inside.data, park: inside.park, stop };
}

/** What the application's programs have, too: its stores, its documents, its way to Temporal. */
async function openInside(env: NodeJS.ProcessEnv) {
  const read = readConfig(env);
  if (!read.ok) throw new Error(`run the tests with npm test: ${read.faults.join('; ')}`);
  const { config } = read;
  const { address, namespace, taskQueue } = config.temporal;
  const connection = await connectDatabase(config.mongodbUri);
  const client = temporalClient({ address, namespace, tls: false, codecKey: config.codecKey });
  const data = dataAccess(connection, config);
  return {
    data,
    park: async (firm: ParkedFirm) =>
      parkCase(await dependenciesOf(config, data), firm, taken => startParked({ client, taskQueue }, taken)),
    async close() {
      await client.connection.close();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

async function dependenciesOf(
  { signingPassphrase, baseUrl, demo }: Config,
  data: DataAccess,
): Promise<ActivityDependencies> {
  const documents = await openDocuments({ data, passphrase: signingPassphrase, demo: true });
  return { data, documents, courseware: await loadCourseware(), baseUrl, demo, clock: Date.now };
}
