import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aRepresentative, freshIdNumber, newestCode } from '../../accounts/support.js';
import { anOfficial, type Browser, inProduction, openSite, signedIn, type Site, submit } from './support.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe('outside the demonstration', () => {
  const ANY_CODE = /[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}/;
  let office: Site;
  let admin: Browser;
  beforeAll(async () => {
    office = await inProduction(site);
    admin = await signedIn(office, (await anOfficial(site, { role: 'CITY_ADMIN', name: 'office.admin' })).name);
  });
  const official = (given: object = {}) => ({
    ...{ signInName: 'office.clerk', displayName: '窗口丁', role: 'WINDOW_CLERK', county: '411724', authorityId: '' },
    ...{ key: '7b1c6f6e-0000-4000-8000-000000000077', idNumber: freshIdNumber(), phone: '13700007777' },
    ...given,
  });

  it('the first code of an official is shown to nobody, and the page says where it went', async () => {
    const made = await submit(admin, { page: '/accounts/new', fields: official() });
    const shown = await admin.get('/account/code').expect(200);
    const code = newestCode(site);
    const outbox = await admin.get('/outbox').expect(200);

    expect([made.status, made.headers['location']]).toEqual([303, '/account/code']);
    expect(shown.text).toContain('office.clerk');
    expect(shown.text).toContain('137****7777');
    expect(code).toMatch(ANY_CODE);
    for (const { text } of [shown, outbox]) expect(text).not.toMatch(ANY_CODE);
    expect(outbox.text).toContain('已遮盖');
    expect(outbox.text).not.toContain('演示环境模拟发送');
    // Nor does the session, which lies in the database, hold it.
    const sessions = JSON.stringify(await site.connection.collection('sessions').find().toArray());
    expect(sessions).not.toContain(code);
  });

  it('an official without a telephone gets no account and no code, but words beside the field', async () => {
    const fields = official({ key: '7b1c6f6e-0000-4000-8000-000000000078', signInName: 'no.phone', phone: '' });
    const refused = await submit(admin, { page: '/accounts/new', fields });
    const made = await site.accounts.staff.create(
      { accountId: 'first-admin', role: 'CITY_ADMIN', usccs: [], interests: [] },
      { key: 'old', signInName: 'old.clerk', displayName: '窗口戊', role: 'TRAINER', idNumber: freshIdNumber() },
    );
    const page = `/accounts/${made.ok ? made.account.accountId : ''}`;

    const renewed = await submit(admin, { page, to: `${page}/code` });

    expect([refused.status, renewed.status]).toEqual([422, 422]);
    expect(refused.text).toContain('id="phone-error"');
    for (const { text } of [refused, renewed]) expect(text).toContain('激活码只发到本人登记的手机');
    expect(renewed.text).not.toMatch(ANY_CODE);
  });

  it('the code of an agent goes to the agent alone', async () => {
    const { firm } = await aRepresentative(site);
    const browser = await signedIn(office, firm.uscc);
    const fields = { uscc: firm.uscc, displayName: '经办丁', idNumber: freshIdNumber(), validUntil: '2026-12-31' };
    const key = '7b1c6f6e-0000-4000-8000-000000000079';

    const made = await submit(browser, {
      page: '/account/agents/new',
      fields: { ...fields, key, phone: '13900000079' },
    });
    const list = await browser.get('/account/agents').expect(200);

    expect([made.status, made.headers['location']]).toEqual([303, '/account/agents']);
    expect(list.text).toContain('139****0079，只有本人能收到');
    expect(list.text).not.toMatch(ANY_CODE);
    expect((await browser.get('/account/code')).text).not.toMatch(ANY_CODE);
  });
});
