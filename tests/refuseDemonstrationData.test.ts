import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
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

/** Starts the built web server in production and waits for its end. */
async function startInProduction() {
  const env = {
    ...process.env,
    ...{ NODE_OPTIONS: '', NODE_ENV: 'production', XINFU_DEMO: '0', MONGODB_URI: uri, PORT: '0' },
    ...{ BASE_URL: 'https://xinfu.city.invalid', SESSION_SECRET: randomBytes(32).toString('hex') },
    ...{ SIGNING_PASSPHRASE: randomBytes(32).toString('hex') },
    ...{ FIELD_KEY: key(), INDEX_KEY: key(), CODEC_KEY: key(), AUDIT_KEY: key() },
  };
  const child = spawn(process.execPath, [join(projectRoot, 'dist/src/server.js')], { env, stdio: 'pipe' });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString('utf8')));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, told };
}

it('opens a database without accounts of the demonstration in production', async () => {
  await expect(refuseDemonstrationData({ nodeEnv: 'production' }, database.data)).resolves.toBeUndefined();
});

it('does not start in production on a database that holds accounts of the demonstration', async () => {
  const person = { displayName: '示例', role: 'AUDITOR', passwordHash: '!', createdAt: 1 } as const;
  await database.data.accounts.create({ ...person, accountId: 'demo:a', signInName: 'a', demo: true });
  await database.data.accounts.create({ ...person, accountId: 'b', signInName: 'b' });

  const { code, told } = await startInProduction();

  expect(code).toBe(78);
  expect(told).toContain('holds 1 accounts of the demonstration');
  await expect(refuseDemonstrationData({ nodeEnv: 'development' }, database.data)).resolves.toBeUndefined();
}, 60_000);
