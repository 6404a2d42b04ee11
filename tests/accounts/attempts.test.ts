import { describe, expect, it } from '@jest/globals';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { createAttempts, waitAfter } from '../../src/accounts/attempts.js';
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
    expect((await attempts.begin({ ...place, subject: ' ＳＨＥＮ ' })).ok).toBe(false);
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
