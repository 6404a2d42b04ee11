import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_PASSWORD } from '../../src/accounts/index.js';
import { projectRoot } from '../../src/projectRoot.js';
import { testDatabaseUri } from '../support/databaseUri.js';
import { freshIdNumber, HOME, openWorld, PASSWORD, type World } from './support.js';

const uri = testDatabaseUri();
let world: World;
beforeAll(async () => {
  world = await openWorld({ uri });
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const name of ['accounts', 'oneTimeCodes', 'auditRecords', 'auditHeads']) {
    await world.connection.collection(name).deleteMany({});
  }
});

const newAdmin = (given: object = {}) => ({
  signInName: 'city.first',
  displayName: '管理员甲',
  idNumber: freshIdNumber(),
  ...given,
});

/** Sets a password with the activation code. */
async function activate(name: string, code: string) {
  const claimed = await world.accounts.claimCode({ name, code, purpose: 'ACTIVATE', address: HOME });
  return claimed.ok ? world.accounts.setPassword(claimed.grant, PASSWORD) : claimed;
}

describe('createFirstAdmin', () => {
  it('makes the one city administrator of an empty installation, with a record', async () => {
    const made = await world.accounts.createFirstAdmin(newAdmin());
    const set = made.ok ? await activate('city.first', made.code.code) : made;

    expect(set).toMatchObject({ ok: true, person: { actor: { role: 'CITY_ADMIN', usccs: [] } } });
    expect(set.ok && 'person' in set ? set.person.actor.personMark : undefined).toMatch(/^[0-9a-f]{32}$/);
    const records = await world.data.audit.ofChain('admin');
    expect(records.map(({ kind, actor }) => [kind, actor])).toEqual([['firstAdminCreated', undefined]]);
  });

  it('gives another code until a password is set, and refuses from then on', async () => {
    const first = await world.accounts.createFirstAdmin(newAdmin());
    const second = await world.accounts.createFirstAdmin(newAdmin({ signInName: 'mistyped.name' }));
    if (!first.ok || !second.ok) throw new Error('not made');

    const withFirst = await activate('city.first', first.code.code);
    const withSecond = await activate('city.first', second.code.code);
    const third = await world.accounts.createFirstAdmin(newAdmin({ signInName: 'an.intruder' }));

    expect(second.account.signInName).toBe('city.first');
    expect([withFirst.ok, withSecond.ok]).toEqual([false, true]);
    expect(third).toMatchObject({ ok: false, refusal: { code: 'adminThere' } });
    expect(await world.data.accounts.count()).toBe(1);
  });

  it('makes one account when the command runs twice at once', async () => {
    await Promise.all([1, 2, 3].map(() => world.accounts.createFirstAdmin(newAdmin())));

    expect(await world.data.accounts.count()).toBe(1);
  });

  it.each([
    ['a name that is none', 'a b', 'signInNameWrong'],
    ['a name of somebody else', 'TAKEN', 'signInNameTaken'],
  ])('refuses %s', async (_what, signInName, code) => {
    const other = { accountId: 'x', signInName: 'taken', displayName: '示例', role: 'AUDITOR' } as const;
    await world.data.accounts.create({ ...other, passwordHash: NO_PASSWORD, createdAt: 1 });

    expect(await world.accounts.createFirstAdmin(newAdmin({ signInName }))).toMatchObject({ refusal: { code } });
  });

  it('does not count an administrator of the demonstration, who cannot sign in here', async () => {
    const demo = {
      accountId: 'demo:admin',
      signInName: 'city-admin',
      displayName: '示例',
      role: 'CITY_ADMIN',
    } as const;
    await world.data.accounts.create({ ...demo, passwordHash: 'a hash', demo: true, createdAt: 1 });

    expect(await world.accounts.createFirstAdmin(newAdmin())).toMatchObject({ account: { accountId: 'first-admin' } });
  });
});

describe('npm run first-admin', () => {
  const secret = (key: Buffer) => key.toString('base64');

  async function run(args: readonly string[], typed: string) {
    const { fieldKey, indexKey, auditKey } = world.keys;
    const env = {
      ...process.env,
      ...{
        NODE_OPTIONS: process.env['XINFU_DATE_OPTIONS'] ?? '',
        XINFU_DEMO: '0',
        MONGODB_URI: uri,
        BASE_URL: 'https://xinfu.city.invalid',
      },
      ...{ FIELD_KEY: secret(fieldKey), INDEX_KEY: secret(indexKey), AUDIT_KEY: secret(auditKey) },
    };
    const child = spawn(process.execPath, [join(projectRoot, 'dist/src/firstAdminCli.js'), ...args], { env });
    const told = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (told.out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (told.err += chunk.toString('utf8')));
    child.stdin.end(`${typed}\n`);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...told };
  }
  const names = ['--sign-in-name', 'city.first', '--name', '管理员甲'];

  it('prints a code that opens the account, once, and where to enter it', async () => {
    const made = await run(names, freshIdNumber());
    const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(made.out)?.[0] ?? '';
    world.later(Date.now() - world.now());
    const set = await activate('city.first', code);
    const again = await run(names, freshIdNumber());

    expect(made.code).toBe(0);
    expect(made.out).toContain('https://xinfu.city.invalid/account/activate/');
    expect(set.ok).toBe(true);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('There is a city administrator already');
  }, 60_000);

  it.each([
    ['without names', [], '', 'usage: npm run first-admin'],
    ['with a wrong ID number', names, '411702197001010000', 'That is no ID number'],
  ])('makes nothing %s', async (...row) => {
    const [, args, typed, words] = row;

    const { code, err } = await run(args, typed);

    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(await world.data.accounts.count()).toBe(0);
  });
});
