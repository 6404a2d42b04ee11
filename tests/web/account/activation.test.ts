import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aFirm, anInvitation, aRepresentative, OTHER_PASSWORD, PASSWORD } from '../../accounts/support.js';
import { browserOf, openSite, type Site, submit } from './support.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe('activation of a firm’s account', () => {
  it('goes from the code to the password to the first page', async () => {
    const firm = await aFirm(site);
    await anInvitation(site, firm.uscc, 'WEB1-2345-EFGH');
    const browser = browserOf(site);
    const fields = {
      uscc: firm.uscc,
      name: firm.representative,
      idTail: firm.idNumber.slice(-6),
      code: 'web1 2345 efgh',
    };

    const claimed = await submit(browser, { page: '/account/activate', fields });
    const password = { password: PASSWORD, again: PASSWORD };
    const set = await submit(browser, { page: '/account/new-password', fields: password });

    expect([claimed.status, claimed.headers['location']]).toEqual([303, '/account/new-password']);
    expect([set.status, set.headers['location']]).toEqual([303, '/cases']);
    expect((await browser.get('/account')).text).toContain(firm.uscc);
  });

  it('keeps what was typed and says that it does not match, whichever part is wrong', async () => {
    const firm = await aFirm(site);
    await anInvitation(site, firm.uscc, 'WEB2-2345-EFGH');
    const fields = { uscc: firm.uscc, name: firm.representative, idTail: '000000', code: 'WEB2-2345-EFGH' };

    const answer = await submit(browserOf(site), { page: '/account/activate', fields });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('与登记的不一致');
    expect(answer.text).toContain(`value="${firm.uscc}"`);
  });

  it('refuses differing, weak and missing passwords beside the field', async () => {
    const firm = await aFirm(site);
    await anInvitation(site, firm.uscc, 'WEB3-2345-EFGH');
    const browser = browserOf(site);
    const fields = {
      uscc: firm.uscc,
      name: firm.representative,
      idTail: firm.idNumber.slice(-6),
      code: 'WEB3-2345-EFGH',
    };
    await submit(browser, { page: '/account/activate', fields });
    const page = '/account/new-password';

    const differing = await submit(browser, { page, fields: { password: PASSWORD, again: OTHER_PASSWORD } });
    const weak = await submit(browser, { page, fields: { password: 'Password123!', again: 'Password123!' } });
    const none = await submit(browser, { page, fields: { password: '', again: '' } });

    expect([differing.status, weak.status, none.status]).toEqual([422, 422, 422]);
    expect(differing.text).toContain('两次输入的新密码不一样');
    expect(weak.text).toContain('太常见或太简单');
    expect(none.text).toContain('至少要 10 个字');
  });

  it('has no password page without a right code, nor a quarter of an hour later', async () => {
    const firm = await aFirm(site);
    await anInvitation(site, firm.uscc, 'WEB4-2345-EFGH');
    const browser = browserOf(site);
    const fields = {
      uscc: firm.uscc,
      name: firm.representative,
      idTail: firm.idNumber.slice(-6),
      code: 'WEB4-2345-EFGH',
    };
    await submit(browser, { page: '/account/activate', fields });
    await browser.get('/account/new-password').expect(200);

    site.later(15 * 60_000 + 1);

    const late = await browser.get('/account/new-password').expect(303);
    const stranger = await browserOf(site).get('/account/new-password').expect(303);
    expect([late.headers['location'], stranger.headers['location']]).toEqual(['/account/sign-in', '/account/sign-in']);
    expect((await browser.get('/account/sign-in')).text).toContain('验证已经过期');
  });

  it('refuses forms without the token', async () => {
    const addresses = ['/account/activate', '/account/activate/code', '/account/new-password', '/account/reset'];

    const answers = await Promise.all(
      addresses.map(address => browserOf(site).post(address).type('form').send({ code: 'x' })),
    );

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });
});

describe('a forgotten password', () => {
  /** The newest reset message of this test's second; sending goes on after the answer, so it is waited for. */
  async function sentCode(): Promise<{ secret?: string | undefined; to: string }> {
    for (let tries = 0; tries < 100; tries += 1) {
      const { items } = await site.data.outbox.page({}, { page: 1, size: 50 });
      const sent = items.find(({ code, at }) => code === 'resetCode' && at === site.now());
      if (sent !== undefined) return sent;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error('no code was sent');
  }

  it('answers the same to known and unknown names', async () => {
    const { firm } = await aRepresentative(site);
    const [atKnown, atUnknown] = [browserOf(site), browserOf(site)];

    const known = await submit(atKnown, { page: '/account/reset', fields: { name: firm.uscc } });
    const unknown = await submit(atUnknown, { page: '/account/reset', fields: { name: 'nobody' } });

    expect([known.status, known.headers['location']]).toEqual([unknown.status, unknown.headers['location']]);
    const pages = await Promise.all([atKnown, atUnknown].map(async one => (await one.get('/account/reset/code')).text));
    const [first, second] = pages.map(text => text.replace(/name="_csrf" value="[^"]+"/g, ''));
    expect(first).toBe(second);
    expect(first).toContain('如果这个登录名存在');
  });

  it('is replaced with the code from the outbox, and every device is signed out', async () => {
    const { firm, person } = await aRepresentative(site);
    site.later(60_000);
    await submit(browserOf(site), { page: '/account/reset', fields: { name: firm.uscc } });
    const sent = await sentCode();
    const browser = browserOf(site);

    const claim = { name: firm.uscc, code: sent.secret ?? '' };
    await submit(browser, { page: '/account/reset/code', fields: claim });
    const set = await submit(browser, {
      page: '/account/new-password',
      fields: { password: OTHER_PASSWORD, again: OTHER_PASSWORD },
    });

    expect(set.status).toBe(303);
    expect(await site.data.sessions.list(person.actor.accountId)).toHaveLength(1);
    expect(sent.to).toBe('138****0001');
  });

  it('is not asked for more than ten times in a quarter of an hour from one address', async () => {
    const browser = browserOf(site);
    const statuses = [];
    for (let n = 0; n < 11; n += 1) {
      statuses.push((await submit(browser, { page: '/account/reset', fields: { name: `x${String(n)}` } })).status);
    }

    expect(statuses.at(-1)).toBe(429);
  });
});
