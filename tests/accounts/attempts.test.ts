import { describe, expect, it } from '@jest/globals';
import { type RateLimiterAbstract, RateLimiterMemory } from 'rate-limiter-flexible';
import { createAttempts, hostOf, waitAfter } from '../../src/accounts/attempts.js';
import { mongoClient } from '../../src/data/index.js';
import { memoryLimiters, mongoLimiters } from '../../src/web/middleware/rateLimit.js';
import { openTestDatabase } from '../support/database.js';

const place = { kind: 'signIn', subject: 'shen', address: '203.0.113.7' } as const;

/** Counters of one test. */
let number = 0;
function freshAttempts() {
  number += 1;
  const prefix = String(number);
  return createAttempts(rule => memoryLimiters({ ...rule, name: `${prefix}-${rule.name}` }));
}

describe('waitAfter', () => {
  it('lets four tries pass, then doubles from half a minute to half an hour', () => {
    const waits = [0, 1, 4, 5, 6, 7, 10, 11, 40].map(waitAfter);

    expect(waits).toEqual([0, 0, 0, 30, 60, 120, 960, 1800, 1800]);
  });
});

describe('hostOf', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
    ['2001:db8:0:7::1', '2001:db8:0:7::/64'],
    ['2001:0DB8::7:1:2:3:4', '2001:db8:0:7::/64'],
    ['2001:db8:0:7:ffff:ffff:ffff:ffff', '2001:db8:0:7::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('of %s is %s', (address, host) => {
    expect(hostOf(address)).toBe(host);
  });
});

describe('createAttempts', () => {
  it('announces the wait with the fifth failure and refuses the sixth try', async () => {
    const attempts = freshAttempts();
    const begun = [];
    for (let n = 0; n < 5; n += 1) begun.push(await attempts.begin(place));

    expect(begun.map(one => one.ok && one.attempt.waitSeconds)).toEqual([0, 0, 0, 0, 30]);
    expect(await attempts.begin(place)).toEqual({ ok: false, waitSeconds: 30 });
  });

  it('keeps the wait to that address and that name', async () => {
    const attempts = freshAttempts();
    for (let n = 0; n < 6; n += 1) await attempts.begin(place);

    expect((await attempts.begin({ ...place, address: '198.51.100.4' })).ok).toBe(true);
    expect((await attempts.begin({ ...place, subject: 'another' })).ok).toBe(true);
    for (const subject of [' ＳＨＥＮ ', 'sh\u200ben'])
      expect((await attempts.begin({ ...place, subject })).ok).toBe(false);
  });

  it('lets only one of many simultaneous tries through the gate', async () => {
    const attempts = freshAttempts();

    const begun = await Promise.all(Array.from({ length: 40 }, () => attempts.begin(place)));

    expect(begun.filter(({ ok }) => ok)).toHaveLength(5);
  });

  it('forgets failures after a success', async () => {
    const attempts = freshAttempts();
    for (let n = 0; n < 4; n += 1) await attempts.begin(place);
    const fifth = await attempts.begin(place);
    if (fifth.ok) await fifth.attempt.succeed();

    const next = await attempts.begin(place);

    expect(next).toMatchObject({ ok: true, attempt: { waitSeconds: 0 } });
  });

  it('stops one address that tries many names', async () => {
    const attempts = freshAttempts();
    const begun = [];
    for (let n = 0; n < 61; n += 1) begun.push(await attempts.begin({ ...place, subject: `name-${String(n)}` }));

    expect(begun.filter(({ ok }) => ok)).toHaveLength(60);
    expect((await attempts.begin({ ...place, subject: 'x', address: '198.51.100.9' })).ok).toBe(true);
  });

  it.each([
    ['one name', () => 'shen'],
    ['ever other names', (n: number) => `name-${String(n)}`],
  ])('never lets one host that tries %s shut the door of the others', async (_what, subjectOf) => {
    const attempts = freshAttempts();
    for (let n = 0; n < 700; n += 1) await attempts.begin({ ...place, subject: subjectOf(n) });

    const elsewhere = { ...place, address: '198.51.100.4' };
    const answers = [
      await attempts.begin(elsewhere),
      await attempts.begin({ ...elsewhere, kind: 'stepUp', subject: 'account' }),
      await attempts.begin({ ...elsewhere, kind: 'code', subject: 'another' }),
    ];

    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
  });

  it('tries one password no more than 100 times an hour from hosts where neither it nor a code was right', async () => {
    const attempts = freshAttempts();
    const own = { ...place, address: '198.51.100.4' };
    const afterReset = { ...place, address: '198.51.100.5' };
    for (const right of [own, { ...afterReset, kind: 'code' } as const]) {
      const first = await attempts.begin(right);
      if (first.ok) await first.attempt.succeed();
    }
    const tried = [];
    for (let n = 0; n < 101; n += 1) tried.push(await attempts.begin({ ...place, address: `stranger-${String(n)}` }));

    expect(tried.filter(({ ok }) => ok)).toHaveLength(100);
    expect(tried.at(-1)).toMatchObject({ ok: false, waitSeconds: 3600 });
    for (const right of [own, afterReset]) expect((await attempts.begin(right)).ok).toBe(true);
    expect((await attempts.begin({ ...place, subject: 'another', address: 'stranger-1' })).ok).toBe(true);
    expect((await attempts.begin({ ...place, kind: 'code', address: 'stranger-1' })).ok).toBe(true);
  });

  it('counts all addresses that one IPv6 host may take as one', async () => {
    const attempts = freshAttempts();
    const begun = [];
    for (let n = 1; n <= 61; n += 1) {
      const address = `2001:db8::${n.toString(16)}`;
      begun.push(await attempts.begin({ ...place, subject: `name-${String(n)}`, address }));
    }

    expect(begun.filter(({ ok }) => ok)).toHaveLength(60);
  });

  it('hashes no more than 600 passwords a minute, and counts no try against who was refused for that', async () => {
    const limiters = new Map<string, RateLimiterAbstract>();
    const attempts = createAttempts(rule => {
      const limiter = memoryLimiters({ ...rule, name: `site-${rule.name}` });
      limiters.set(rule.name, limiter);
      return limiter;
    });
    for (let n = 0; n < 600; n += 1) {
      await attempts.begin({ ...place, subject: String(n), address: `host-${String(n)}` });
    }

    const refused = [];
    for (let n = 0; n < 9; n += 1) refused.push(await attempts.begin(place));
    const ofACode = await attempts.begin({ ...place, kind: 'code' });
    await limiters.get('attempt-site')?.delete('all');
    const later = await attempts.begin(place);

    expect(refused.map(({ ok }) => ok)).not.toContain(true);
    expect(ofACode.ok).toBe(true);
    expect(later).toMatchObject({ ok: true, attempt: { waitSeconds: 0 } });
  });

  it('is an error, not a refusal, while the counters are away', async () => {
    class AwayLimiter extends RateLimiterMemory {
      override consume(): Promise<never> {
        return Promise.reject(new Error('store is away'));
      }
    }
    const attempts = createAttempts(({ points, seconds }) => new AwayLimiter({ points, duration: seconds }));

    await expect(attempts.begin(place)).rejects.toThrow('store is away');
  });
});

describe('createAttempts over counters in the database', () => {
  it('counts, shuts and forgets as it does in memory, also for two processes at once', async () => {
    const database = await openTestDatabase();
    const { connection } = database;
    const process = () => createAttempts(mongoLimiters(mongoClient(connection), connection.name));
    const [one, other] = [process(), process()];

    const begun = await Promise.all(Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? one : other).begin(place)));
    const passed = begun.flatMap(tried => (tried.ok ? [tried.attempt] : []));
    const shut = await other.begin(place);
    await passed[0]?.succeed();
    const afterSuccess = await one.begin(place);
    await database.close();

    expect(passed.length).toBeLessThanOrEqual(5);
    expect(passed.filter(({ waitSeconds }) => waitSeconds > 0)).toHaveLength(1);
    expect(shut.ok).toBe(false);
    expect(afterSuccess).toMatchObject({ ok: true, attempt: { waitSeconds: 0 } });
  });
});
