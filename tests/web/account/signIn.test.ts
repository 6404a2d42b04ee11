import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aRepresentative, OTHER_PASSWORD, PASSWORD } from '../../accounts/support.js';
import { anOfficial, browserOf, openSite, signedIn, type Site, submit, tokenOn } from './support.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const PAGE = '/account/sign-in';
const sessionId = (cookies: unknown): string => /xinfu=([^;]+)/.exec(String(cookies))?.[1] ?? '';

describe('signing in', () => {
  it('leads each role to its own beginning and shows its name', async () => {
    const { firm } = await aRepresentative(site);
    const reviewer = await anOfficial(site, { role: 'COUNTY_REVIEWER', name: 'home.reviewer' });
    const [atFirm, atReview] = [browserOf(site), browserOf(site)];

    const first = await submit(atFirm, { page: PAGE, fields: { name: firm.uscc, password: PASSWORD } });
    const second = await submit(atReview, { page: PAGE, fields: { name: reviewer.name, password: PASSWORD } });

    expect([first.status, first.headers['location']]).toEqual([303, '/cases']);
    expect([second.status, second.headers['location']]).toEqual([303, '/review']);
    expect((await atFirm.get('/')).text).toContain(firm.representative);
  });

  it('returns to the page that asked, and never to another site', async () => {
    const { firm } = await aRepresentative(site);
    const browser = browserOf(site);
    const asked = await browser.get('/account/password');
    const fields = { name: firm.uscc, password: PASSWORD };

    const own = await submit(browser, {
      page: String(asked.headers['location']),
      to: PAGE,
      fields: { ...fields, next: '/account/password' },
    });
    const foreign = await submit(browserOf(site), { page: PAGE, fields: { ...fields, next: '//evil.example' } });

    expect(asked.headers['location']).toBe('/account/sign-in?next=%2Faccount%2Fpassword');
    expect(own.headers['location']).toBe('/account/password');
    expect(foreign.headers['location']).toBe('/cases');
  });

  it('changes the session id, so that one planted before is worth nothing', async () => {
    const { firm } = await aRepresentative(site);
    const browser = browserOf(site);
    const before = sessionId((await browser.get(PAGE)).headers['set-cookie']);
    const token = await tokenOn(browser, PAGE);

    const answer = await browser.post(PAGE).type('form').send({ _csrf: token, name: firm.uscc, password: PASSWORD });

    const after = sessionId(answer.headers['set-cookie']);
    expect(before).not.toBe('');
    expect(after).not.toBe('');
    expect(after).not.toBe(before);
    const planted = await browserOf(site).get('/account').set('Cookie', `xinfu=${before}`);
    expect(planted.headers['location']).toContain('/account/sign-in');
  });

  it('says the same of an unknown name and of a wrong password, keeps the name and never the password', async () => {
    const { firm } = await aRepresentative(site);

    const wrong = await submit(browserOf(site), { page: PAGE, fields: { name: firm.uscc, password: OTHER_PASSWORD } });
    const unknown = await submit(browserOf(site), { page: PAGE, fields: { name: 'nobody', password: OTHER_PASSWORD } });

    expect([wrong.status, unknown.status]).toEqual([422, 422]);
    expect(wrong.text).toContain('登录名或密码不对');
    expect(wrong.text).toContain(`value="${firm.uscc}"`);
    expect(wrong.text).not.toContain(OTHER_PASSWORD);
    const same = (text: string) =>
      text
        .replaceAll(firm.uscc, 'NAME')
        .replaceAll('nobody', 'NAME')
        .replace(/name="_csrf" value="[^"]+"/g, '');
    expect(same(wrong.text)).toBe(same(unknown.text));
  });

  it('announces the wait in words with the fifth failure, and answers 429 to the sixth even if it is right', async () => {
    const { firm } = await aRepresentative(site);
    const browser = browserOf(site);
    const fields = { name: firm.uscc, password: OTHER_PASSWORD };
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await submit(browser, { page: PAGE, fields }));

    const early = await submit(browser, { page: PAGE, fields: { ...fields, password: PASSWORD } });

    expect(answers[3]?.text).not.toContain('请等');
    expect(answers[4]?.text).toContain('请等 30 秒后再试');
    expect(answers[4]?.headers['retry-after']).toBe('30');
    expect(early.status).toBe(429);
    expect(early.text).toContain('尝试次数太多');
    expect(Number(early.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('refuses a form without the token, with operators and with doubled fields', async () => {
    const browser = browserOf(site);
    const token = await tokenOn(browser, PAGE);
    const sendForm = (form: string) => browser.post(PAGE).type('form').send(form);

    const answers = [
      await sendForm('name=a&password=b'),
      await sendForm(`_csrf=${token}&name[$ne]=&password[$ne]=`),
      await sendForm(`_csrf=${token}&name=a&name=b&password=c`),
      await browser.post(PAGE).send({ _csrf: token, name: { $ne: '' }, password: { $ne: '' } }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 422, 400, 400]);
  });

  it('names each empty field in the reader’s language', async () => {
    const browser = browserOf(site);
    await browser.post('/language').type('form').send({ language: 'en', returnTo: '/' });

    const answer = await submit(browser, { page: PAGE, fields: { name: '', password: '' } });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Enter the password');
    expect(answer.text).toContain('href="#name"');
  });
});

describe('signing out', () => {
  it('ends the session at the server and tells the browser to forget', async () => {
    const { firm } = await aRepresentative(site);
    const browser = await signedIn(site, firm.uscc);
    const id = sessionId((await browser.get('/account')).headers['set-cookie']);

    const answer = await submit(browser, { page: '/account', to: '/account/sign-out' });

    expect([answer.status, answer.headers['location']]).toEqual([303, '/']);
    expect(answer.headers['clear-site-data']).toBe('"cache", "storage"');
    const replayed = await browserOf(site).get('/account').set('Cookie', `xinfu=${id}`);
    expect(replayed.status).toBe(303);
    expect(replayed.headers['location']).toContain('/account/sign-in');
  });
});

describe('rights of a signed-in person', () => {
  it('end with the next request once the account is disabled', async () => {
    const official = await anOfficial(site, { role: 'COUNTY_REVIEWER', name: 'soon.gone' });
    const browser = await signedIn(site, official.name);
    await browser.get('/account').expect(200);

    await site.data.accounts.setDisabled(official.accountId, true);

    const answer = await browser.get('/account').expect(303);
    expect(answer.headers['location']).toContain('/account/sign-in');
  });
});
