import type { Config } from './config.js';
import type { DataAccess } from './data/index.js';

/** Ends the process where production would open a database that holds accounts of the demonstration. */
export async function refuseDemonstrationData(
  { nodeEnv }: Pick<Config, 'nodeEnv'>,
  { accounts }: Pick<DataAccess, 'accounts'>,
): Promise<void> {
  if (nodeEnv !== 'production') return;
  const found = await accounts.count({ demo: true });
  if (found === 0) return;
  process.stderr.write(
    `The database holds ${String(found)} accounts of the demonstration, whose passwords everybody knows. ` +
      'Production does not start on it: set MONGODB_URI to a database of its own.\n',
  );
  process.exit(78); // EX_CONFIG
}
