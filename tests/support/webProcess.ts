import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { anyFreePort, isFree, listensItself } from '../../engines/ports.mjs';
import { projectRoot } from '../../src/projectRoot.js';

const READY_MS = 60_000;
const TRIES = 3;

export interface WebProcess {
  readonly origin: string;
  stop(): Promise<void>;
}

interface WebSettings {
  /** Asked anew where another program takes the port before the server does. */
  nextPort?: () => Promise<number>;
}

/** The built web server of `dist/` on a free port, with the environment of the test run and what the test says of it. */
export async function webProcess(
  settings: Readonly<Record<string, string>>,
  { nextPort = anyFreePort }: WebSettings = {},
): Promise<WebProcess> {
  for (let left = TRIES; ; left -= 1) {
    const port = await nextPort();
    const started = await startOn(port, settings);
    if (started !== null) return started;
    if (left === 1 || (await isFree(port))) throw new Error('the web server did not come up');
  }
}

/** Null where the server ends instead, as it does where the port is taken. */
async function startOn(port: number, settings: Readonly<Record<string, string>>): Promise<WebProcess | null> {
  const origin = `http://localhost:${String(port)}`;
  const env = {
    ...process.env,
    NODE_OPTIONS: process.env['XINFU_DATE_OPTIONS'] ?? '',
    LOG_LEVEL: 'error',
    PORT: String(port),
    BASE_URL: origin,
    ...settings,
  };
  const file = join(projectRoot, 'dist/src/server.js');
  const child = spawn(process.execPath, [file], { env, stdio: 'ignore' });
  const stop = () => end(child);
  const until = Date.now() + READY_MS;
  const answers = async () => (await fetch(`${origin}/healthz`).catch(() => null))?.ok === true;
  while (listensItself(child.pid, port) === false || !(await answers())) {
    if (child.exitCode !== null) return null;
    if (Date.now() > until) {
      await stop();
      throw new Error('the web server did not come up in time');
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  return { origin, stop };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

export interface Answer {
  status: number;
  text: string;
  location: string;
}

/** Someone who keeps cookies and sends the fields of the forms on the pages read, as a browser does. */
export function visitor(origin: string) {
  const cookies = new Map<string, string>();
  const ask = async (address: string, init: RequestInit = {}): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${origin}${address}`, { redirect: 'manual', ...init, headers: { cookie, origin } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? '' };
  };
  const get = (address: string) => ask(address);
  const post = (address: string, fields: Readonly<Record<string, string>>) =>
    ask(address, { method: 'POST', body: new URLSearchParams(fields) });
  return {
    get,
    post,
    async signIn(name: string, password: string): Promise<void> {
      const page = await get('/account/sign-in');
      const { status } = await post('/account/sign-in', { ...hiddenFields(page.text), name, password });
      if (status !== 303) throw new Error(`not signed in: ${String(status)}`);
    },
  };
}

const plain = (text: string): string =>
  text
    .replaceAll('&#x3D;', '=')
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** Hidden fields of the forms in the page's main part. */
export function hiddenFields(html: string): Record<string, string> {
  const main = html.slice(html.indexOf('<main'));
  const fields = main.matchAll(/<input type="hidden" name="([^"]+)"(?: id="[^"]*")? value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, plain(value)]));
}
