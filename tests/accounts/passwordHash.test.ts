import { describe, expect, it } from '@jest/globals';
import { fitsPassword, hashPassword, isOutdated, NO_PASSWORD } from '../../src/accounts/passwordHash.js';

describe('password hashes', () => {
  it('are argon2id at the stated cost, salted', async () => {
    const [first, second] = await Promise.all([hashPassword('枣树-7-rain'), hashPassword('枣树-7-rain')]);

    expect(first).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(first).not.toBe(second);
    expect(isOutdated(first)).toBe(false);
    expect(
      isOutdated('$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g'),
    ).toBe(true);
  });

  it('take the whole password: two that differ after 72 bytes are two', async () => {
    const long = '天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏';

    const stored = await hashPassword(`${long}甲`);

    expect(await fitsPassword(stored, `${long}甲`)).toBe(true);
    expect(await fitsPassword(stored, `${long}乙`)).toBe(false);
  });

  it('fit nobody without an account or before a password is set, after the same work', async () => {
    expect(await fitsPassword(undefined, 'the password of nobody')).toBe(false);
    expect(await fitsPassword(NO_PASSWORD, 'the password of nobody')).toBe(false);
    expect(await fitsPassword(NO_PASSWORD, NO_PASSWORD)).toBe(false);
  });
});
