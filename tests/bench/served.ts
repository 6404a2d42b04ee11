import { once } from 'node:events';
import { anyFreePort } from '../../engines/ports.mjs';
import { fileOf, node } from './processes.js';

export interface Served {
  origin: string;
  /** Processor milliseconds so far. */
  cpu(): Promise<number>;
  /** What it asked of the database since this was called last. */
  asked(): Promise<string[]>;
  stop(): Promise<void>;
}

/** A measured server, once it answers. */
export async function serve(file: string, settings: Readonly<Record<string, string>>): Promise<Served> {
  const port = await anyFreePort();
  const origin = `http://localhost:${String(port)}`;
  const child = node(['--import', fileOf('./tellCosts.ts'), fileOf(file)], {
    ...{ PORT: String(port), BASE_URL: origin, LOG_LEVEL: 'silent', TRUST_PROXY: '1' },
    ...settings,
  });
  const told = async (question: string): Promise<unknown> => {
    const answer = once(child, 'message');
    child.send(question);
    const [value] = (await answer) as [unknown];
    return value;
  };
  const stop = async () => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
  for (let tries = 0; tries < 600 && child.exitCode === null; tries += 1) {
    const isUp = await fetch(origin).then(
      ({ status }) => status < 500,
      () => false,
    );
    if (isUp) {
      return {
        origin,
        cpu: async () => Number(await told('cpu')),
        asked: async () => (await told('asked')) as string[],
        stop,
      };
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`${file} does not answer`);
}

/** The product's web server. */
export const serveProduct = (settings: Readonly<Record<string, string>>): Promise<Served> =>
  serve('../../src/server.ts', settings);

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ');

export const hiddenIn = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';

/** Signs in, and answers the cookies to ask with. */
export async function signIn(origin: string, { name, password }: { name: string; password: string }): Promise<string> {
  const url = `${origin}/account/sign-in`;
  const page = await fetch(url);
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(page), origin },
    body: new URLSearchParams({ _csrf: hiddenIn(await page.text(), '_csrf'), name, password }),
  });
  if (answer.status !== 303) throw new Error(`not signed in: ${String(answer.status)}`);
  return cookiesOf(answer);
}
