import { randomInt } from 'node:crypto';
import { Agent, get, type OutgoingHttpHeaders } from 'node:http';

export interface Asking {
  cookie?: string;
  connections?: number;
  seconds?: number;
  /** Goes on after the seconds until so many answers have come. */
  atLeast?: number;
  /** Goes on until this is over. */
  during?: Promise<unknown>;
  /** Between an answer and the next question. */
  pauseMs?: number;
}

/** Asks for one address until the seconds are over; answers how long each answer took, milliseconds. */
export async function askFor(url: string, asking: Asking): Promise<{ times: number[]; seconds: number }> {
  const { cookie = '', connections = 1, seconds = 0, atLeast = 0, during, pauseMs = 0 } = asking;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const from = performance.now();
  const times: number[] = [];
  let goesOn = during !== undefined;
  const over = during?.finally(() => {
    goesOn = false;
  });
  const lane = async () => {
    while (goesOn || performance.now() - from < seconds * 1_000 || times.length < atLeast) {
      const asked = performance.now();
      const headers = { cookie, 'x-forwarded-for': anAddress() };
      const status = await ask(url, { headers, agent });
      if (status !== 200) throw new Error(`${url} answered ${String(status)}`);
      times.push(performance.now() - asked);
      if (pauseMs > 0) await new Promise(resolve => setTimeout(resolve, pauseMs));
    }
  };
  await Promise.all([over, ...Array.from({ length: connections }, lane)]);
  agent.destroy();
  return { times, seconds: (performance.now() - from) / 1_000 };
}

const octet = () => String(randomInt(1, 255));
/** Another caller each time: what one address may ask is limited. */
const anAddress = () => `10.${octet()}.${octet()}.${octet()}`;

const ask = (url: string, options: { headers: OutgoingHttpHeaders; agent: Agent }): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, options, answer => {
      answer.resume().on('end', () => {
        resolve(answer.statusCode ?? 0);
      });
    }).on('error', reject);
  });
