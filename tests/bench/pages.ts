import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { anyFreePort } from '../../engines/ports.mjs';
import { hashPassword } from '../../src/accounts/passwordHash.js';
import { connectDatabase, dataAccess, type DataAccess, ensureIndexes } from '../../src/data/index.js';
import { seedLaw } from '../../src/lawSeed.js';
import { requireConfig } from '../../src/requireConfig.js';
import { DISPLAY, entryFacts, repairCase } from '../data/support/values.js';
import { testDatabaseUri } from '../support/databaseUri.js';
import { askFor } from './load.js';
import type { Measured } from './measure.js';

const CONNECTIONS = 10;
const CASES = 200;
/** A server that has just started spends its time on compiling: both sides answer as often before the clock runs. */
const WARM_UP_PAGES = 300;
const NAME = 'bench-reviewer';
const PASSWORD = 'a long sentence for the bench 2026';
const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The signed-in reviewers' queue of the real server against a bare Express page of as many bytes. */
export async function benchPages(seconds: number) {
  const mongodbUri = testDatabaseUri();
  const database = await connectDatabase(mongodbUri);
  try {
    await fill(dataAccess(database, requireConfig()), () => ensureIndexes(database));
    return await bothPages(mongodbUri, seconds);
  } finally {
    await database.dropDatabase();
    await database.close();
  }
}

async function bothPages(mongodbUri: string, seconds: number) {
  const app = await server('../../src/server.ts', { MONGODB_URI: mongodbUri, LOG_LEVEL: 'silent' });
  const cookie = await signIn(app.origin);
  const url = `${app.origin}/review`;
  const html = await (await fetch(url, { headers: { cookie } })).text();
  if (!html.includes('XF-BENCH-')) throw new Error('the queue shows no case');
  const bytes = Buffer.byteLength(html);
  const ours = await load(`signed-in queue of 200 cases, ${String(bytes)} bytes`, { app, url, cookie, seconds });
  app.child.kill();
  const bare = await server('./barePage.ts', { BYTES: String(bytes) });
  const floor = await load('bare Express page of that size', { app: bare, url: bare.origin, cookie: '', seconds });
  bare.child.kill();
  return { ours, floor };
}

async function fill(data: DataAccess, makeIndexes: () => Promise<unknown>): Promise<void> {
  await makeIndexes();
  await seedLaw(data);
  await data.accounts.create({
    ...{ accountId: NAME, signInName: NAME, displayName: '示例审核员', role: 'COUNTY_REVIEWER', county: '411722' },
    ...{ passwordHash: await hashPassword(PASSWORD), createdAt: Date.now() },
  });
  await data.entries.upsertImported({ rows: [entryFacts(1)], importId: 'i', importedBy: 'importer', at: Date.now() });
  const [entry] = await data.entries.ofUscc(entryFacts(1).uscc);
  for (let place = 0; place < CASES; place += 1) {
    const names = { caseId: `bench-${String(place)}`, reference: `XF-BENCH-${String(place)}` };
    const at = Date.now();
    const stage = { stage: 'SUBMITTED' as const, openedAt: at, updatedAt: at, entryId: entry?.entryId ?? '' };
    await data.cases.project(repairCase({ ...names, ...stage }), DISPLAY);
  }
}

interface Served {
  child: ChildProcess;
  origin: string;
}

async function server(file: string, settings: Record<string, string>): Promise<Served> {
  const port = await anyFreePort();
  const origin = `http://localhost:${String(port)}`;
  const args = ['--import', 'tsx', '--import', fileOf('./tellCpu.ts'), fileOf(file)];
  const env = { ...process.env, PORT: String(port), BASE_URL: origin, ...settings };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  for (let tries = 0; tries < 300; tries += 1) {
    const answered = await fetch(origin).then(
      answer => answer.status < 500,
      () => false,
    );
    if (answered) return { child, origin };
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error(`${file} does not answer`);
}

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ');

async function signIn(origin: string): Promise<string> {
  const url = `${origin}/account/sign-in`;
  const page = await fetch(url);
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(page), origin },
    body: new URLSearchParams({ _csrf: token, name: NAME, password: PASSWORD }),
  });
  if (answer.status !== 303) throw new Error(`not signed in: ${String(answer.status)}`);
  return cookiesOf(answer);
}

async function cpuOf(child: ChildProcess): Promise<number> {
  const told = once(child, 'message');
  child.send('cpu');
  const [ms] = (await told) as [number];
  return ms;
}

async function load(
  name: string,
  { app, url, cookie, seconds }: { app: Served; url: string; cookie: string; seconds: number },
): Promise<Measured> {
  const asking = { cookie, connections: CONNECTIONS };
  await askFor(url, { ...asking, seconds: 2, atLeast: WARM_UP_PAGES });
  const before = await cpuOf(app.child);
  const asked = await askFor(url, { ...asking, seconds });
  return { name, ...asked, cpuMs: (await cpuOf(app.child)) - before };
}
