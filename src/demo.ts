import { hashPassword } from './accounts/index.js';
import { loadCourseware } from './courseware/index.js';
import { connectDatabase, type DataAccess, dataAccess } from './data/index.js';
import { parkCase } from './demonstration/parkCases.js';
import { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_STAFF } from './demonstration/people.js';
import { seedLists } from './demonstration/seedLists.js';
import { startParked } from './demonstration/startParked.js';
import { createLogger } from './logger.js';
import { openDocuments } from './openDocuments.js';
import { requireConfig } from './requireConfig.js';
import { temporalClient } from './temporalClient.js';

// Fills an empty database with the demonstration and prints its accounts; goes on with a load that was broken off.
const config = requireConfig();
if (!config.demo) {
  process.stderr.write('XINFU_DEMO is not set: demonstration data is loaded only into a demonstration.\n');
  process.exit(1);
}
const { address, namespace, apiKey, tls, taskQueue } = config.temporal;
const data = dataAccess(await connectDatabase(config.mongodbUri), config);
const client = temporalClient({
  ...{ address, namespace, tls, codecKey: config.codecKey },
  ...(apiKey !== null && { apiKey }),
});
const LOADED = 'demonstration:loaded';

/** Empty, or left half loaded by a start that was broken off. */
async function mayLoad(of: DataAccess): Promise<boolean> {
  if ((await of.counters.last(LOADED)) > 0) return false;
  const begun = (await of.accounts.findById(`demo:${DEMO_STAFF[0]?.signInName ?? ''}`)) !== null;
  return begun || (await of.entries.count()) === 0;
}

async function load(): Promise<void> {
  const documents = await openDocuments({ data, passphrase: config.signingPassphrase, demo: config.demo });
  const courseware = await loadCourseware();
  const { baseUrl, demo } = config;
  const clock = Date.now;
  const logger = createLogger({ level: config.logLevel, process: 'tool' });
  for (const firm of await seedLists({ data, demo, logger, hashPassword, at: clock() })) {
    await parkCase({ data, documents, courseware, baseUrl, demo, clock }, firm, taken =>
      startParked({ client, taskQueue }, taken),
    );
  }
  await data.counters.next(LOADED);
}

try {
  if (await mayLoad(data)) {
    process.stderr.write('Loading demonstration data …\n');
    await load();
  }
  const accounts = DEMO_PEOPLE.map(({ role, who, signInName }) => ({ role, who, signInName, password: DEMO_PASSWORD }));
  const isDemonstration = (await data.counters.last(LOADED)) > 0;
  process.stdout.write(`ACCOUNTS ${JSON.stringify(isDemonstration ? accounts : [])}\n`);
} finally {
  await client.connection.close();
  await data.close();
}
