import { hashPassword } from './accounts/index.js';
import { caseCommands } from './commands/caseCommands.js';
import { connectDatabase, dataAccess } from './data/index.js';
import { parkCases } from './demonstration/parkedCases.js';
import { DEMO_PASSWORD, DEMO_REPRESENTATIVES, DEMO_STAFF } from './demonstration/people.js';
import { seedLists } from './demonstration/seedLists.js';
import { requireConfig } from './requireConfig.js';
import { temporalClient } from './temporalClient.js';

// Fills an empty database with the demonstration and prints its accounts; returns at once when data is there.
const config = requireConfig();
if (!config.demo) {
  process.stderr.write('XINFU_DEMO is not set: demonstration data is loaded only into a demonstration.\n');
  process.exit(1);
}
const data = dataAccess(await connectDatabase(config.mongodbUri), config);
const { address, namespace, apiKey, tls, taskQueue } = config.temporal;
const client = temporalClient({
  address,
  namespace,
  tls,
  codecKey: config.codecKey,
  ...(apiKey !== null && { apiKey }),
});
try {
  if ((await data.entries.count()) === 0) {
    process.stderr.write('Loading demonstration data …\n');
    await seedLists(data, { at: Date.now(), hashPassword });
    await parkCases({ data, commands: caseCommands({ client, taskQueue }), clock: Date.now });
  }
  const people = [...DEMO_STAFF, ...DEMO_REPRESENTATIVES.map(rep => ({ ...rep, role: 'LEGAL_REP' }))];
  const accounts = people.map(({ role, who, signInName }) => ({ role, who, signInName, password: DEMO_PASSWORD }));
  process.stdout.write(`ACCOUNTS ${JSON.stringify(accounts)}\n`);
} finally {
  await client.connection.close();
  await data.close();
}
