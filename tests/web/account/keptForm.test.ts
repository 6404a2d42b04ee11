import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aRepresentative, PASSWORD } from '../../accounts/support.js';
import { anOfficial, type Browser, openSite, signedIn, type Site, submit } from './support.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const hiddenIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&#x3D;', '='),
    ]),
  );

/** Opens the page, lets every session of the account end, and sends the form; where the answer leads. */
async function sendLate(
  browser: Browser,
  { page, accountId, fields }: { page: string; accountId: string; fields: Record<string, string> },
): Promise<string> {
  const { text } = await browser.get(page).expect(200);
  await site.data.sessions.revokeAll(accountId);
  const answer = await browser
    .post(page)
    .type('form')
    .send({ ...hiddenIn(text), ...fields })
    .expect(303);
  return answer.headers['location'] ?? '';
}

async function signInAt(browser: Browser, address: string, name: string): Promise<string> {
  const form = await browser.get(address).expect(200);
  const answer = await browser
    .post('/account/sign-in')
    .type('form')
    .send({ ...hiddenIn(form.text), name, password: PASSWORD });
  return answer.headers['location'] ?? '';
}

const roles = {
  async representative() {
    const { firm, person } = await aRepresentative(site);
    const fields = { displayName: '经办"乙"', phone: '139 0000 0001', idNumber: '411722199001011234' };
    return { name: firm.uscc, accountId: person.actor.accountId, page: '/account/agents/new', fields };
  },
  async reviewer() {
    const made = await anOfficial(site, { role: 'COUNTY_REVIEWER', name: 'late.reviewer' });
    return { ...made, page: '/account/interests', fields: { uscc: '91411722PDY0000' } };
  },
  async administrator() {
    const made = await anOfficial(site, { role: 'CITY_ADMIN', name: 'late.admin' });
    return { ...made, page: '/accounts/new', fields: { signInName: 'new.name', displayName: '窗口丁' } };
  },
};

describe('a form that arrives after its session has ended', () => {
  it.each(Object.keys(roles) as (keyof typeof roles)[])(
    'of a %s is not sent, and comes back filled after the sign-in of the same person, until it is sent',
    async role => {
      const { name, accountId, page, fields } = await roles[role]();
      const browser = await signedIn(site, name);

      const signIn = await sendLate(browser, { page, accountId, fields });
      expect((await browser.get(signIn)).text).toContain('填写的内容暂时保留着');
      const back = await signInAt(browser, signIn, name);
      const { text } = await browser.get(back).expect(200);

      expect(back).toBe(page);
      expect(text).toContain('表单还没有提交');
      for (const [field, value] of Object.entries(fields)) {
        const isSecret = field === 'idNumber';
        expect(text.includes(value.replaceAll('"', '&#34;'))).toBe(!isSecret);
      }
      const sent = await browser
        .post(page)
        .type('form')
        .send({ ...hiddenIn(text), ...fields });
      expect(sent.status).toBe(422); // each of them lacks something
      expect((await browser.get(page)).text).not.toContain('表单还没有提交');
    },
  );

  it('lies sealed in the store of sessions, without what was typed and without secrets', async () => {
    const { name, accountId, page, fields } = await roles.representative();
    const browser = await signedIn(site, name);
    const secrets = { password: 'A-password-of-mine', newPassword: 'Another-one-of-mine' };

    await sendLate(browser, { page, accountId, fields: { ...fields, ...secrets } });

    const stored = JSON.stringify(await site.connection.collection('sessions').find().toArray());
    expect(stored).toContain('keptForm');
    for (const typed of [...Object.values(fields), ...Object.values(secrets)]) {
      expect(stored).not.toContain(JSON.stringify(typed).slice(1, -1));
    }
    expect(stored).not.toContain('139 0000');
  });

  it('is shown to nobody else who signs in at that browser', async () => {
    const { name, accountId, page, fields } = await roles.representative();
    const other = await aRepresentative(site);
    const browser = await signedIn(site, name);

    const back = await signInAt(browser, await sendLate(browser, { page, accountId, fields }), other.firm.uscc);
    const { text } = await browser.get(back).expect(200);

    expect(text).not.toContain(fields.phone);
    expect(text).not.toContain('表单还没有提交');
    await submit(browser, { page: '/account', to: '/account/sign-out' });
    await signInAt(browser, '/account/sign-in', name);
    expect((await browser.get(page)).text).not.toContain(fields.phone);
  });

  it('is forgotten half an hour later', async () => {
    const { name, accountId, page, fields } = await roles.representative();
    const browser = await signedIn(site, name);
    const back = await signInAt(browser, await sendLate(browser, { page, accountId, fields }), name);
    expect((await browser.get(back)).text).toContain('表单还没有提交');

    site.later(30 * 60_000);

    expect((await browser.get(back)).text).not.toContain('表单还没有提交');
  });

  it('comes back filled where the same person has signed in anew since it was printed', async () => {
    const { name, page, fields } = await roles.representative();
    const browser = await signedIn(site, name);
    const printed = hiddenIn((await browser.get(page).expect(200)).text);
    await submit(browser, { page: '/account', to: '/account/sign-out' });
    await signInAt(browser, '/account/sign-in', name);

    const answer = await browser
      .post(page)
      .type('form')
      .send({ ...printed, ...fields })
      .expect(303);

    expect(answer.headers['location']).toBe(page);
    expect((await browser.get(page)).text).toContain(fields.phone);
  });

  it('keeps nothing for a stranger, nor what is too long, nor files', async () => {
    const { name, accountId, page, fields } = await roles.representative();
    const browser = await signedIn(site, name);
    const long = await sendLate(browser, { page, accountId, fields: { ...fields, displayName: 'x'.repeat(50_000) } });
    const before = await site.connection.collection('sessions').countDocuments();
    const stranger = await browser
      .post(page)
      .type('form')
      .send({ ...fields, _for: 'somebody.somebody' })
      .expect(303);
    expect(await site.connection.collection('sessions').countDocuments()).toBe(before);
    const files = await browser.post('/cases/c/evidence').attach('file', Buffer.from('x'), 'x.pdf').expect(303);

    expect([long, stranger.headers['location']]).toEqual(['/account/sign-in?form=lost', '/account/sign-in']);
    expect((await browser.get(files.headers['location'] ?? '')).text).toContain('文件没有上传');
  });
});
