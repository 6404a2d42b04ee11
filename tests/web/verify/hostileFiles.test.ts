import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createExaminer } from '../../../src/documents/examiner.js';
import { type Filling, HOSTILE, hostile } from '../../documents/support/hostilePdfs.js';
import { appWith } from '../../support/appWith.js';
import { watchLoop } from '../../support/watchLoop.js';
import { faultAt } from '../commitment/support.js';
import { anyone, AT, type Counter, openCounter, upload } from './support.js';

jest.setTimeout(180_000);

const TEN_MEGABYTES = 10 * 1024 * 1024;
const MOST_MS = 50;

let counter: Counter;
let server: Server;
let poster: ChildProcess;
beforeAll(async () => {
  counter = await openCounter();
  const { database, documents } = counter;
  const clock = () => AT;
  const routes = { data: database.data, documents, demo: false, clock };
  server = createServer(await appWith({ demo: false, clock, routes, baseUrl: 'http://127.0.0.1' }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  poster = fork(fileURLToPath(new URL('support/poster.mjs', import.meta.url)), [origin]);
  await once(poster, 'message');
}, 60_000);
afterAll(async () => {
  poster.disconnect();
  server.close();
  await counter.database.close();
});

interface Answer {
  status: number;
  heading: string;
}

async function postedByAnother(files: readonly (Filling & { bytes: number })[], atOnce: number): Promise<Answer[]> {
  poster.send({ files, atOnce });
  const [answers] = (await once(poster, 'message')) as [Answer[]];
  return answers;
}

/** The longest time for which no other request was served while the files came in, in milliseconds. */
async function longestWait(files: readonly (Filling & { bytes: number })[], atOnce = 1) {
  const loop = watchLoop();
  const answers = await postedByAnother(files, atOnce);
  return { answers, wait: loop.stop() };
}

const ROUNDS = 4;
const MANY = 14;

describe('ten megabytes made to cost the reader', () => {
  it('in every way we know let everybody else in meanwhile', async () => {
    const waits: Record<string, number> = {};
    for (const [what, filling] of HOSTILE) {
      let shortest = Infinity;
      // What this process has to do for a file it has to do in every round; its own tidying falls into some.
      for (let round = 0; round < ROUNDS && shortest >= MOST_MS; round += 1) {
        const { answers, wait } = await longestWait([{ ...filling, bytes: TEN_MEGABYTES }]);
        expect(answers).toEqual([{ status: 200, heading: '不是本系统签发' }]);
        shortest = Math.min(shortest, wait);
      }
      waits[what] = shortest;
    }

    expect(Object.entries(waits).filter(([, wait]) => wait >= MOST_MS)).toEqual([]);
  });

  it('sent many at once are answered or asked to come again, never dropped', async () => {
    const [, filling = { head: '', filling: ' ' }] = HOSTILE[0] ?? [];

    const files = Array.from({ length: MANY }, () => ({ ...filling, bytes: TEN_MEGABYTES }));
    const { answers } = await longestWait(files, MANY);

    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter(status => status === 200).length).toBeGreaterThanOrEqual(8);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
  });
});

describe('a file that cannot be judged', () => {
  const answerOf = async (examination: 'busy' | 'unreadable', language: 'zh' | 'en') => {
    const documents = { ...counter.documents, examine: () => Promise.resolve(examination) };
    return upload(await anyone({ ...counter, documents }, language), hostile({ head: '', filling: ' ', bytes: 1_000 }));
  };

  it('for too many others is asked to come again, beside the field and by Retry-After', async () => {
    const zh = await answerOf('busy', 'zh');
    const en = await answerOf('busy', 'en');

    expect([zh.status, zh.headers['retry-after']]).toEqual([503, '10']);
    expect(faultAt(zh.text, 'file')).toMatch(/请过 10 秒再上传一次/);
    expect(faultAt(en.text, 'file')).toMatch(/Upload it again in 10 seconds/);
  });

  it('in time is told so, and what to do instead', async () => {
    const zh = await answerOf('unreadable', 'zh');
    const en = await answerOf('unreadable', 'en');

    expect([zh.status, en.status]).toEqual([422, 422]);
    expect(faultAt(zh.text, 'file')).toMatch(/没有读完，所以不能给出结论/);
    expect(faultAt(en.text, 'file')).toMatch(/took too long and was stopped/);
  });

  it('because no document of ours has so many pages is refused before it is looked at', async () => {
    const pages = hostile({ head: '', filling: '1 0 obj<</Type /Page>>endobj\n', bytes: 1_000_000 });

    const zh = await upload(await anyone(counter), pages);
    const en = await upload(await anyone(counter, 'en'), pages);

    expect([zh.status, en.status]).toEqual([422, 422]);
    expect(faultAt(zh.text, 'file')).toMatch(/超过 500 页，没有读下去，所以不能给出结论/);
    expect(faultAt(en.text, 'file')).toMatch(/more than 500 pages/);
  });

  it('because its reader never ends is stopped', async () => {
    const examine = createExaminer({
      ...{ trustedPem: '', timeMs: 500 },
      program: new URL('../../preview/support/endless.mjs', import.meta.url).pathname,
    });

    expect(await examine(Buffer.from('x'))).toBe('unreadable');
  });
});
