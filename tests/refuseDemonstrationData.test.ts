import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../src/projectRoot.js';
import { refuseDemonstrationData } from '../src/refuseDemonstrationData.js';
import { openOwnDatabase, type TestDatabase } from './support/database.js';
import { testDatabaseUri } from './support/databaseUri.js';

const uri = testDatabaseUri();
let database: TestDatabase;
beforeAll(async () => {
  database = await openOwnDatabase(uri);
});
afterAll(() => database.close());

const key = () => randomBytes(32).toString('base64');

/** Starts a built program in production, types something for it, and waits for its end. */
async function startInProduction(program: string, { args, typed }: { args: readonly string[]; typed: string }) {
  const env = {
    ...process.env,
    ...{ NODE_OPTIONS: '', NODE_ENV: 'production', XINFU_DEMO: '0', MONGODB_URI: uri, PORT: '0' },
    ...{ BASE_URL: 'https://xinfu.city.invalid', SESSION_SECRET: randomBytes(32).toString('hex') },
    ...{ SIGNING_PASSPHRASE: randomBytes(32).toString('hex') },
    ...{ FIELD_KEY: key(), INDEX_KEY: key(), CODEC_KEY: key(), AUDIT_KEY: key() },
  };
  const child = spawn(process.execPath, [join(projectRoot, 'dist/src', program), ...args], { env, stdio: 'pipe' });
  child.stdin.on('error', () => undefined); // the programs that read nothing may end first
  child.stdin.end(typed);
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, told };
}

it('opens a database without accounts of the demonstration in production', async () => {
  await expect(refuseDemonstrationData({ nodeEnv: 'production' }, database.data)).resolves.toBeUndefined();
});

describe('on a database that holds accounts of the demonstration', () => {
  beforeAll(async () => {
    const person = { displayName: '示例', role: 'AUDITOR', passwordHash: '!', createdAt: 1 } as const;
    await database.data.accounts.create({ ...person, accountId: 'demo:a', signInName: 'a', demo: true });
    await database.data.accounts.create({ ...person, accountId: 'b', signInName: 'b' });
  });

  it.each([
    ['server.js', { args: [], typed: '' }],
    ['worker.js', { args: [], typed: '' }],
    [
      'firstAdminCli.js',
      { args: ['--sign-in-name', 'city.first', '--name', '管理员甲'], typed: '11010519491231002X\n' },
    ],
  ])(
    '%s does not start in production',
    async (program, given) => {
      const { code, told } = await startInProduction(program, given);

      expect(code).toBe(78);
      expect(told).toContain('holds 1 accounts of the demonstration');
      expect(await database.data.accounts.count()).toBe(2);
    },
    60_000,
  );

  it('development opens it', async () => {
    await expect(refuseDemonstrationData({ nodeEnv: 'development' }, database.data)).resolves.toBeUndefined();
  });
});
