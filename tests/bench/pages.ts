import { testDatabaseUri } from '../support/databaseUri.js';
import { tally } from './commands.js';
import { telling } from './commands.js';
import { askFor } from './load.js';
import { besideFloor, type Figures, type Measured, median } from './measure.js';
import { filled, LISTED_CODE, PASSWORD, PEOPLE } from './product/pages.js';
import { serve, type Served, serveProduct, signIn } from './served.js';

const SECONDS = 6;
const CONNECTIONS = 10;
const CASES = 200;
const ENTRIES = 400;
/** A server that has just started spends its time on compiling: both sides answer as often before the clock runs. */
const WARM_UP_PAGES = 300;
const ALONE = 30;

interface PageBench {
  path: string;
  /** What the page must show. */
  shows: string;
  name?: string;
  floor: { path: string; name: string };
}

/** The signed-in reviewers' queue of the real server against a bare Express page of as many bytes. */
export const benchQueue = (): Promise<Figures> =>
  benchPage({
    ...{ path: '/review', shows: 'XF-BENCH-', name: PEOPLE.reviewer },
    floor: { path: '/', name: 'bare page of that size' },
  });

/** What anyone may ask, with a whole code, against bytes that only have to be sent. */
export const benchLookup = (): Promise<Figures> =>
  benchPage({
    ...{ path: `/list?q=${LISTED_CODE}`, shows: LISTED_CODE },
    floor: { path: '/buffer', name: 'bare buffer of that size' },
  });

async function benchPage(page: PageBench): Promise<Figures> {
  const mongodbUri = testDatabaseUri();
  const { drop } = await filled(mongodbUri, { cases: CASES, entries: ENTRIES });
  try {
    const counts = await counted(mongodbUri, page);
    return [...counts, ...(await timed(mongodbUri, page))];
  } finally {
    await drop();
  }
}

const cookieFor = (origin: string, name: string | undefined) =>
  name === undefined ? '' : signIn(origin, { name, password: PASSWORD });

/** What the page asks of the database once the server has warmed up; before its own comes what the home page asks too. */
async function counted(mongodbUri: string, { path, name }: PageBench): Promise<Figures> {
  const app = await serveProduct({ MONGODB_URI: telling(mongodbUri) });
  const cookie = await cookieFor(app.origin, name);
  const askedBy = async (address: string): Promise<string[]> => {
    for (let round = 0; round < 2; round += 1) {
      await app.asked();
      await askFor(`${app.origin}${address}`, { cookie, atLeast: 1 });
    }
    return app.asked();
  };
  const [asked, home] = [await askedBy(path), await askedBy('/')];
  await app.stop();
  const left = [...home];
  const before = asked.filter(command => {
    const place = left.indexOf(command);
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  });
  return [
    ['database commands', asked.length],
    ...tally(asked).map(([command, times]) => [`- ${command}`, times] as const),
    ...(name === undefined ? [] : [['commands before the page’s own', before.length] as const]),
  ];
}

async function timed(mongodbUri: string, { path, shows, name, floor }: PageBench): Promise<Figures> {
  const app = await serveProduct({ MONGODB_URI: mongodbUri });
  const cookie = await cookieFor(app.origin, name);
  const url = `${app.origin}${path}`;
  const html = await (await fetch(url, { headers: { cookie } })).text();
  if (!html.includes(shows)) throw new Error(`${path} does not show ${shows}`);
  const bytes = Buffer.byteLength(html);
  const ours = await load(app, { url, cookie });
  const { times } = await askFor(url, { cookie, atLeast: ALONE });
  await app.stop();
  const bare = await serve('./barePage.ts', { BYTES: String(bytes) });
  const least = await load(bare, { url: `${bare.origin}${floor.path}`, cookie: '' });
  await bare.stop();
  return [
    ['bytes', bytes],
    ['one visitor, p50 ms', median(times)],
    ...besideFloor({ one: 'page', floor: floor.name }, ours, least),
  ];
}

async function load(app: Served, { url, cookie }: { url: string; cookie: string }): Promise<Measured> {
  const asking = { cookie, connections: CONNECTIONS };
  await askFor(url, { ...asking, seconds: 2, atLeast: WARM_UP_PAGES });
  const before = await app.cpu();
  const { times, seconds } = await askFor(url, { ...asking, seconds: SECONDS });
  return { perSecond: times.length / seconds, cpuMs: ((await app.cpu()) - before) / times.length };
}
