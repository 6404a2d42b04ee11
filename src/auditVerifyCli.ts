import { connectDatabase, dataAccess, reportChains } from './data/index.js';
import { requireConfig } from './requireConfig.js';

// `npm run audit:verify`: reads every audit chain; exit code 1 names at least one broken link, 2 means it could not look.
const config = requireConfig();
try {
  const data = dataAccess(await connectDatabase(config.mongodbUri), config);
  try {
    const whole = await reportChains(data.audit, line => process.stdout.write(`${line}\n`));
    process.exitCode = whole ? 0 : 1;
  } finally {
    await data.close();
  }
} catch (error) {
  process.stderr.write(`The audit could not be verified: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
