import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { nameKey } from '../domain/personName.js';
import type { CounterFactory } from './accountsDependencies.js';

type AttemptKind = 'signIn' | 'code' | 'invitation' | 'stepUp';

interface AttemptPlace {
  readonly kind: AttemptKind;
  /** Whose secret is tried: an account's id where there is one, else the name or credit code as it was typed. */
  readonly subject: string;
  readonly address: string;
}

interface Attempt {
  /** Seconds the next try has to wait if this one fails; 0 for not at all. */
  readonly waitSeconds: number;
  /** The secret was right: earlier failures are forgotten. */
  readonly succeed: () => Promise<void>;
}

export interface Attempts {
  /** Counts a try before anything is checked. A try that comes too early is not counted and has to wait. */
  begin(place: AttemptPlace): Promise<{ ok: true; attempt: Attempt } | { ok: false; waitSeconds: number }>;
}

/** Tries without any wait. */
const FREE_TRIES = 4;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 30 * 60;
const MEMORY_SECONDS = 24 * 60 * 60;
const FREE_EVER = Number.MAX_SAFE_INTEGER;
/** Tries of one password from all hosts that are strange to its owner: no more than 100 in an hour (OWASP ASVS 4.0.3, 2.2.1). */
const STRANGERS = { points: 100, seconds: 60 * 60 };
/** How long a host stays known; counters in memory wait no longer than 24 days. */
const KNOWN_SECONDS = 20 * 24 * 60 * 60;

/** How long the door stays shut after the n-th failure: 0, 0, 0, 0, 30 s, 1 min, 2 min … 30 min. */
export function waitAfter(failures: number): number {
  if (failures <= FREE_TRIES) return 0;
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (failures - FREE_TRIES - 1), LONGEST_WAIT_SECONDS);
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 32);

/** Kinds whose check costs a password hash; codes are compared by a cheap keyed hash. */
const HASHING: readonly AttemptKind[] = ['signIn', 'stepUp'];

/** An IPv6 host may draw its address from a whole /64, so all of it counts as one host. */
export function hostOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [plainAddress = ''] = address.split('%', 1); // without its zone
  const [head = '', tail] = plainAddress.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map(group => parseInt(group, 16).toString(16)));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

/** Takes one try, or tells the seconds to wait; gives it back where another limit refuses. */
interface Limit {
  readonly take: () => Promise<number | null>;
  readonly giveBack: () => Promise<unknown>;
}

/** Seconds to wait where one of the limits refuses, else null; a try that one refuses takes nothing from the others. */
async function takeAll(limits: readonly Limit[]): Promise<number | null> {
  const taken: Limit[] = [];
  for (const limit of limits) {
    const wait = await limit.take();
    if (wait !== null) {
      await Promise.all(taken.map(({ giveBack }) => giveBack()));
      return wait;
    }
    taken.push(limit);
  }
  return null;
}

const limitOf = (counter: RateLimiterAbstract, key: string): Limit => ({
  take: async () => {
    const wait = await refusedFor(() => counter.consume(key));
    if (wait !== null) await counter.reward(key);
    return wait;
  },
  giveBack: () => counter.reward(key),
});

/**
 * Slows guessing down. The growing wait belongs to one secret tried from one host, so a stranger who fails on purpose
 * never shuts out its owner elsewhere. Beside it one host may fail on few secrets, one password may be tried only so
 * often from hosts where neither it nor a code was right lately, and the whole site hashes only so many passwords a
 * minute, because each costs real work. All are asked before that work.
 */
export function createAttempts(counters: CounterFactory): Attempts {
  const failures = counters({ name: 'attempt-failures', points: FREE_EVER, seconds: MEMORY_SECONDS });
  const gates = counters({ name: 'attempt-gates', points: 1, seconds: FIRST_WAIT_SECONDS });
  const addresses = counters({ name: 'attempt-addresses', points: 60, seconds: 15 * 60 });
  const strangers = counters({ name: 'attempt-strangers', ...STRANGERS });
  const known = counters({ name: 'attempt-known', points: FREE_EVER, seconds: KNOWN_SECONDS });
  const site = counters({ name: 'attempt-site', points: 600, seconds: 60 });

  /** The wait after this try, should it fail. Only one of many tries sent at once takes the gate. */
  const growing = (key: string) => {
    const wait = { seconds: 0 };
    const take = async () => {
      wait.seconds = waitAfter((await failures.penalty(key)).consumedPoints);
      if (wait.seconds === 0) return null;
      const shut = await refusedFor(() => gates.consume(key, 1, { customDuration: wait.seconds }));
      if (shut !== null) await failures.reward(key);
      return shut;
    };
    const giveBack = () => Promise.all([failures.reward(key), ...(wait.seconds > 0 ? [gates.delete(key)] : [])]);
    return { wait, limit: { take, giveBack } };
  };

  return {
    async begin({ kind, subject, address }) {
      const host = hostOf(address);
      const pair = digest(`${nameKey(subject)}\n${host}`);
      const key = `${kind}:${pair}`;
      const waiting = (await gates.get(key))?.msBeforeNext ?? 0;
      if (waiting > 0) return { ok: false, waitSeconds: seconds(waiting) };

      const isStranger = kind === 'signIn' && (await known.get(pair)) === null;
      const ofHost = limitOf(addresses, `${kind}:${digest(host)}`);
      const ofStrangers = isStranger ? [limitOf(strangers, digest(nameKey(subject)))] : [];
      const { wait, limit } = growing(key);
      const ofSite = HASHING.includes(kind) ? [limitOf(site, 'all')] : [];
      const refusedBy = await takeAll([ofHost, limit, ...ofStrangers, ...ofSite]);
      if (refusedBy !== null) return { ok: false, waitSeconds: refusedBy };

      const succeed = async () => {
        const givenBack = [ofHost, ...ofStrangers].map(({ giveBack }) => giveBack());
        const remembered = kind === 'stepUp' ? [] : [known.set(pair, 1, KNOWN_SECONDS)];
        await Promise.all([failures.delete(key), gates.delete(key), ...remembered, ...givenBack]);
      };
      return { ok: true, attempt: { waitSeconds: wait.seconds, succeed } };
    },
  };
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

/** Seconds to wait where the counter is spent, else null; a store that is away is an error, not a refusal. */
async function refusedFor(consume: () => Promise<unknown>): Promise<number | null> {
  try {
    await consume();
    return null;
  } catch (error) {
    if (error instanceof RateLimiterRes) return seconds(error.msBeforeNext);
    throw error;
  }
}
