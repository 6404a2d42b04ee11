import { connectDatabase, dataAccess, ensureIndexes } from './data/index.js';
import { seedLaw } from './lawSeed.js';
import { requireConfig } from './requireConfig.js';

// `npm run indexes`: creates every collection and index and puts the policy rows in place; run once before the first start and after each upgrade.
const config = requireConfig();
try {
  const connection = await connectDatabase(config.mongodbUri);
  try {
    const names = await ensureIndexes(connection);
    for (const line of await seedLaw(dataAccess(connection, config))) process.stdout.write(`${line}\n`);
    process.stdout.write(`indexes are in place in ${String(names.length)} collections\n`);
  } finally {
    await connection.close();
  }
} catch (error) {
  process.stderr.write(`The indexes could not be created: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
