import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.connection.collection('oneTimeCodes').deleteMany({});
});

describe('OneTimeCodeStore', () => {
  const place = { accountId: 'a1', purpose: 'SIGN' as const, subject: 'hash-1' };
  /** The present, because the database itself removes what expired long ago. */
  const NOW = Date.now();
  const issue = () =>
    database.data.oneTimeCodes.issue({ ...place, code: '482913', phoneOnly: false, at: NOW, expiresAt: NOW + 100 });
  const check = (code: string, change: object = {}) =>
    database.data.oneTimeCodes.check({ ...place, code, at: NOW + 50, ...change });

  it('is right once', async () => {
    await issue();

    const answers = await Promise.all([check('482913'), check('482913'), check('482913')]);

    expect(answers.filter(answer => answer === 'ok')).toHaveLength(1);
    expect(await check('482913')).toBe('none');
  });

  it('fits only its person, purpose and text', async () => {
    await issue();

    expect(await check('482913', { subject: 'hash-2' })).toBe('wrong');
    expect(await check('482913', { purpose: 'RESET' })).toBe('none');
    expect(await check('482913', { accountId: 'a2' })).toBe('none');
    expect(await check('482913')).toBe('ok');
  });

  it('is spent by the fifth wrong answer, even against the right one, and fresh when issued anew', async () => {
    await issue();
    for (let answer = 0; answer < 5; answer += 1) expect(await check('000000')).toBe('wrong');

    expect(await check('482913')).toBe('tooMany');
    await issue();
    expect(await check('482913')).toBe('ok');
  });

  it('expires', async () => {
    await issue();

    expect(await check('482913', { at: NOW + 100 })).toBe('expired');
  });

  it.each(['RESET', 'ACTIVATE'] as const)('of %s is long, and not burnt by a few wrong answers', async purpose => {
    const long = { accountId: 'a1', purpose };
    await database.data.oneTimeCodes.issue({
      ...long,
      code: '7KQM-2XPA',
      phoneOnly: true,
      at: NOW,
      expiresAt: NOW + 100,
    });
    const answer = (code: string) => database.data.oneTimeCodes.check({ ...long, code, at: NOW + 50 });
    for (let wrong = 0; wrong < 49; wrong += 1) expect(await answer('2222-2222')).toBe('wrong');

    expect(await answer('7kqm2xpa')).toBe('ok');
  });

  it('of RESET is spent by the fiftieth wrong answer', async () => {
    const reset = { accountId: 'a1', purpose: 'RESET' } as const;
    await database.data.oneTimeCodes.issue({
      ...reset,
      code: '7KQM-2XPA',
      phoneOnly: true,
      at: NOW,
      expiresAt: NOW + 100,
    });
    for (let wrong = 0; wrong < 50; wrong += 1) {
      await database.data.oneTimeCodes.check({ ...reset, code: '2222-2222', at: NOW + 50 });
    }

    expect(await database.data.oneTimeCodes.check({ ...reset, code: '7KQM-2XPA', at: NOW + 50 })).toBe('tooMany');
    expect(await database.data.oneTimeCodes.living({ ...reset, at: NOW + 50 })).toBeNull();
  });

  it('of RESET can be read to be sent again while it lives, and no other can', async () => {
    const { oneTimeCodes } = database.data;
    const reset = { accountId: 'a1', purpose: 'RESET' } as const;
    await issue();
    await oneTimeCodes.issue({ ...reset, code: '7KQM-2XPA', phoneOnly: true, at: NOW, expiresAt: NOW + 100 });

    const living = await oneTimeCodes.living({ ...reset, at: NOW + 99 });
    const expired = await oneTimeCodes.living({ ...reset, at: NOW + 100 });
    await oneTimeCodes.check({ ...reset, code: '7KQM-2XPA', at: NOW + 50 });

    expect(living).toEqual({ code: '7KQM-2XPA', expiresAt: NOW + 100 });
    expect(expired).toBeNull();
    expect(await oneTimeCodes.living({ ...reset, at: NOW + 99 })).toBeNull();
    expect(await oneTimeCodes.living({ accountId: 'a1', purpose: 'SIGN', at: NOW + 50 })).toBeNull();
  });
});
