import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { testDatabaseUri } from '../support/databaseUri.js';
import { askFor } from './load.js';
import { type Figures, median, percentile } from './measure.js';
import { fileOf, node } from './processes.js';
import { filled, LISTED_CODE, listOf, NAME_BEGINNING, PASSWORD, PEOPLE } from './product/pages.js';
import { hiddenIn, serveProduct, signIn } from './served.js';

const ENTRIES = 400;
const ROWS = 20_000;
const PAGES = 15;
const BASE_SECONDS = 10;
const PAUSE_MS = 50;

/** The lists with few entries, an import of many while pages are asked, and the lists with all of them. */
export async function benchBig(): Promise<Figures> {
  const mongodbUri = testDatabaseUri();
  const { drop } = await filled(mongodbUri, { cases: 0, entries: ENTRIES });
  const place = { MONGODB_URI: mongodbUri, TASK_QUEUE: randomUUID() };
  const worker = node([fileOf('./benchWorker.ts')], place);
  await once(worker, 'message');
  const app = await serveProduct(place);
  try {
    const site = { origin: app.origin, cookie: await signIn(app.origin, { name: PEOPLE.admin, password: PASSWORD }) };
    const few = await listPages(site, ENTRIES);
    const imported = await importing(site);
    return [...few, ...imported, ...(await listPages(site, ENTRIES + ROWS))];
  } finally {
    worker.kill('SIGKILL');
    await app.stop();
    await drop().catch(() => undefined); // the embedded database takes longer for so many than the driver waits
  }
}

interface Site {
  origin: string;
  cookie: string;
}

async function listPages({ origin, cookie }: Site, entries: number): Promise<Figures> {
  const [byName, list] = [`${origin}/list?q=${encodeURIComponent(NAME_BEGINNING)}`, `${origin}/entries`];
  const p50 = async (url: string) => {
    await askFor(url, { cookie, atLeast: 3 });
    return median((await askFor(url, { cookie, atLeast: PAGES })).times);
  };
  return [
    [`/list by a beginning of names, ${String(entries)} entries, p50 ms`, await p50(byName)],
    [`/entries, ${String(entries)} entries, p50 ms`, await p50(list)],
  ];
}

async function importing(site: Site): Promise<Figures> {
  const url = `${site.origin}/list?q=${LISTED_CODE}`;
  const p99 = ({ times }: { times: number[] }) => percentile(times, 0.99);
  await askFor(url, { atLeast: 100 });
  const base = p99(await askFor(url, { seconds: BASE_SECONDS, pauseMs: PAUSE_MS }));
  const meanwhile = async <Result>(work: Promise<Result>): Promise<[Result, number]> => {
    const [result, asked] = await Promise.all([work, askFor(url, { during: work, pauseMs: PAUSE_MS })]);
    return [result, p99(asked)];
  };
  const [{ href, seconds: judged }, whileJudged] = await meanwhile(judge(site));
  const [written, whileWritten] = await meanwhile(write(site, href));
  return [
    [`import of ${String(ROWS)} rows judged, s`, judged],
    [`import of ${String(ROWS)} rows written, s`, written],
    ['a page without an import, p99 ms', base],
    ['a page while the import is judged, p99 ms', whileJudged],
    ['a page while the import is written, p99 ms', whileWritten],
    ['p99 while judged : base', whileJudged / base],
    ['p99 while written : base', whileWritten / base],
  ];
}

/** Sends the list, and waits until the page says what would be written. */
async function judge(site: Site): Promise<{ href: string; seconds: number }> {
  const form = await read(site, '/entries/imports/new');
  const sample = await read(site, '/entries/imports/sample.csv');
  const body = new FormData();
  for (const name of ['_csrf', 'key']) body.append(name, hiddenIn(form, name));
  body.append('file', new Blob([listOf(sample, ROWS)], { type: 'text/csv' }), 'list.csv');
  const from = performance.now();
  const href = await send(site, '/entries/imports/new', body);
  await standing(site, href);
  return { href, seconds: (performance.now() - from) / 1_000 };
}

/** Confirms the import, and waits until its report is there. */
async function write(site: Site, href: string): Promise<number> {
  const form = await read(site, `${href}/confirm`);
  const from = performance.now();
  await send(site, `${href}/confirm`, new URLSearchParams({ _csrf: hiddenIn(form, '_csrf') }));
  await standing(site, href);
  const report = await read(site, href);
  if (report.includes('/confirm') || report.includes('/retry')) throw new Error('the import was not written');
  return (performance.now() - from) / 1_000;
}

const ask = ({ origin, cookie }: Site, address: string, init: RequestInit = {}) =>
  fetch(`${origin}${address}`, { redirect: 'manual', ...init, headers: { cookie, origin } });

async function read(site: Site, address: string): Promise<string> {
  const answer = await ask(site, address);
  if (answer.status !== 200) throw new Error(`${address} answered ${String(answer.status)}`);
  return answer.text();
}

/** Where the answer to the form leads. */
async function send(site: Site, address: string, body: FormData | URLSearchParams): Promise<string> {
  const answer = await ask(site, address, { method: 'POST', body });
  const location = answer.headers.get('location');
  if (answer.status === 303 && location !== null) return location;
  const fault = /govuk-error-message">(.*?)<\/p>/s.exec(await answer.text())?.[1] ?? '';
  throw new Error(`${address} answered ${String(answer.status)} ${fault.replaceAll(/<[^>]*>/g, '').trim()}`);
}

/** Waits until the page no longer asks to be read again. */
async function standing(site: Site, address: string): Promise<void> {
  while ((await ask(site, address)).headers.has('refresh')) await new Promise(resolve => setTimeout(resolve, 250));
}
