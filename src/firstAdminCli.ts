import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createAccountsService } from './accounts/index.js';
import { connectDatabase, dataAccess } from './data/index.js';
import { readIdNumber } from './domain/entries/idNumber.js';
import { createLogger } from './logger.js';
import { openMessageGateway } from './openMessageGateway.js';
import { refuseDemonstrationData } from './refuseDemonstrationData.js';
import { requireConfig } from './requireConfig.js';
import { memoryLimiters } from './web/middleware/rateLimit.js';
import { paths } from './web/paths.js';

// `npm run first-admin -- --sign-in-name zhang.admin --name 张三`: makes the first city administrator of a new installation
// and prints a one-time activation code. The ID number is asked for, so that it stays out of the list of processes.
const USAGE = 'usage: npm run first-admin -- --sign-in-name <name to sign in with> --name <full name>';
const REFUSALS: Readonly<Record<string, string>> = {
  adminThere: 'There is a city administrator already; further accounts are made on the website.',
  signInNameWrong: 'The sign-in name must have 3 to 40 letters, digits, dots and hyphens.',
  signInNameTaken: 'Another account has this sign-in name.',
};

async function askIdNumber(): Promise<string | null> {
  process.stderr.write('ID number (18 characters): ');
  for await (const line of createInterface({ input: process.stdin })) return readIdNumber(line);
  return null;
}

/** What the person has to be told, and whether it went well. */
async function makeAdmin(person: { signInName: string; displayName: string; idNumber: string }) {
  const data = dataAccess(await connectDatabase(config.mongodbUri), config);
  try {
    await refuseDemonstrationData(config, data);
    const messages = openMessageGateway(config, { data, logger });
    const { demo } = config;
    const service = createAccountsService({ data, messages, counters: memoryLimiters, demo, clock: Date.now });
    const made = await service.createFirstAdmin(person);
    if (!made.ok) return { ok: false, words: REFUSALS[made.refusal.code] ?? made.refusal.code };
    const { account, code } = made;
    const words = [
      `City administrator: ${account.displayName}, sign-in name ${account.signInName}`,
      `Activation code:    ${code.code} (once, until ${new Date(code.expiresAt).toISOString()})`,
      `Set a password at:  ${config.baseUrl}${paths.account.activateByName.build()}`,
    ];
    return { ok: true, words: words.join('\n') };
  } finally {
    await data.close();
  }
}

function readArguments(): { signInName: string; displayName: string } | null {
  try {
    const { values } = parseArgs({ options: { 'sign-in-name': { type: 'string' }, name: { type: 'string' } } });
    const [signInName, displayName] = [values['sign-in-name']?.trim(), values.name?.trim()];
    return signInName === undefined || displayName === undefined || displayName === ''
      ? null
      : { signInName, displayName };
  } catch {
    return null;
  }
}

const config = requireConfig();
const logger = createLogger({ level: config.logLevel, process: 'tool', destination: process.stderr });
const names = readArguments();
const idNumber = names === null ? null : await askIdNumber();
if (names === null || idNumber === null) {
  process.stderr.write(
    names === null ? `${USAGE}\n` : 'That is no ID number: 18 characters with the right last one.\n',
  );
  process.exit(2);
}
try {
  const { ok, words } = await makeAdmin({ ...names, idNumber });
  (ok ? process.stdout : process.stderr).write(`${words}\n`);
  process.exit(ok ? 0 : 1);
} catch (error) {
  process.stderr.write(`The account could not be made: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
