import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { CounterFactory } from './accountsDependencies.js';

type AttemptKind = 'signIn' | 'code' | 'invitation' | 'stepUp';

interface AttemptPlace {
  readonly kind: AttemptKind;
  /** Whose secret is tried: sign-in name, credit code or account id. */
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

/** How long the door stays shut after the n-th failure: 0, 0, 0, 0, 30 s, 1 min, 2 min … 30 min. */
export function waitAfter(failures: number): number {
  if (failures <= FREE_TRIES) return 0;
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (failures - FREE_TRIES - 1), LONGEST_WAIT_SECONDS);
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 32);
const plain = (subject: string): string => subject.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');

/** Kinds whose check costs a password hash; codes are compared by a cheap keyed hash. */
const HASHING: readonly AttemptKind[] = ['signIn', 'stepUp'];

/** An IPv6 host may draw its address from a whole /64, so all of it counts as one host. */
export function hostOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map(group => parseInt(group, 16).toString(16)));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

/**
 * Slows guessing down. The growing wait belongs to one secret tried from one host, so a stranger who fails on purpose
 * never shuts out its owner elsewhere; one host may fail on few secrets, and the whole site hashes only so many
 * passwords a minute, because each costs real work. All three are asked before that work, the site's last: a try that
 * another limit refuses takes nothing from the others.
 */
export function createAttempts(counters: CounterFactory): Attempts {
  const failures = counters({ name: 'attempt-failures', points: FREE_EVER, seconds: MEMORY_SECONDS });
  const gates = counters({ name: 'attempt-gates', points: 1, seconds: FIRST_WAIT_SECONDS });
  const addresses = counters({ name: 'attempt-addresses', points: 60, seconds: 15 * 60 });
  const site = counters({ name: 'attempt-site', points: 600, seconds: 60 });

  /** Only one of many tries sent at once takes the gate; the others find it shut before their secret is looked at. */
  const shutGate = async (key: string, waitSeconds: number): Promise<number | null> => {
    if (waitSeconds === 0) return null;
    const shut = await refusedFor(() => gates.consume(key, 1, { customDuration: waitSeconds }));
    if (shut !== null) await failures.reward(key);
    return shut;
  };

  return {
    async begin({ kind, subject, address }) {
      const host = hostOf(address);
      const key = `${kind}:${digest(`${plain(subject)}\n${host}`)}`;
      const addressKey = `${kind}:${digest(host)}`;
      const waiting = (await gates.get(key))?.msBeforeNext ?? 0;
      if (waiting > 0) return { ok: false, waitSeconds: seconds(waiting) };
      const busy = await refusedFor(() => addresses.consume(addressKey));
      if (busy !== null) return { ok: false, waitSeconds: busy };

      const waitSeconds = waitAfter((await failures.penalty(key)).consumedPoints);
      const shut = await shutGate(key, waitSeconds);
      if (shut !== null) return { ok: false, waitSeconds: shut };
      const full = HASHING.includes(kind) ? await refusedFor(() => site.consume('all')) : null;
      if (full !== null) {
        const gate = waitSeconds > 0 ? [gates.delete(key)] : [];
        await Promise.all([failures.reward(key), addresses.reward(addressKey), ...gate]);
        return { ok: false, waitSeconds: full };
      }
      const succeed = async () => {
        await Promise.all([failures.delete(key), gates.delete(key), addresses.reward(addressKey)]);
      };
      return { ok: true, attempt: { waitSeconds, succeed } };
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
