import { Agent, get } from 'node:http';

export interface Asking {
  cookie: string;
  connections: number;
  seconds: number;
  /** Goes on after the seconds until so many answers have come. */
  atLeast?: number;
}

/** Asks for one address over so many open connections until the seconds are over; answers how often it came. */
export async function askFor(
  url: string,
  { cookie, connections, seconds, atLeast = 0 }: Asking,
): Promise<{ done: number; seconds: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const from = performance.now();
  let done = 0;
  const lane = async () => {
    while (performance.now() - from < seconds * 1_000 || done < atLeast) {
      const status = await ask(url, { cookie, agent });
      if (status !== 200) throw new Error(`${url} answered ${String(status)}`);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  agent.destroy();
  return { done, seconds: (performance.now() - from) / 1_000 };
}

const ask = (url: string, { cookie, agent }: { cookie: string; agent: Agent }): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers: { cookie } }, answer => {
      answer.resume().on('end', () => {
        resolve(answer.statusCode ?? 0);
      });
    }).on('error', reject);
  });
