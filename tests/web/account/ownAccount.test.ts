import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NO_PASSWORD } from '../../../src/accounts/index.js';
import { aRepresentative, freshIdNumber, freshUscc, OTHER_PASSWORD, PASSWORD } from '../../accounts/support.js';
import { anOfficial, browserOf, openSite, signedIn, type Site, submit, tokenOn } from './support.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe('the own account', () => {
  it('shows masked numbers and no session id', async () => {
    const { firm, person } = await aRepresentative(site);
    const browser = await signedIn(site, firm.uscc);

    const page = await browser.get('/account').expect(200);

    expect(page.text).toContain('138****0001');
    expect(page.text).not.toContain(firm.idNumber);
    const [session] = await site.data.sessions.list(person.actor.accountId);
    expect(page.text).not.toContain(session?.sessionId);
    expect(page.text).toContain('本机');
  });

  it('is not there for a stranger', async () => {
    for (const address of ['/account', '/account/password', '/account/agents', '/account/interests', '/accounts']) {
      const answer = await browserOf(site).get(address).expect(303);
      expect(answer.headers['location']).toContain('/account/sign-in?next=');
    }
  });

  it('lists two devices, ends one by its handle, and 404 for a session of somebody else', async () => {
    const { firm, person } = await aRepresentative(site);
    const here = await signedIn(site, firm.uscc);
    const there = await signedIn(site, firm.uscc);
    const { person: other, firm: otherFirm } = await aRepresentative(site);
    const foreign = await signedIn(site, otherFirm.uscc);
    const foreignHandle = (await site.data.sessions.list(other.actor.accountId))[0]?.handle ?? '';
    const address =
      /action="(\/account\/sessions\/[0-9a-f]{32}\/end)"/.exec((await here.get('/account')).text)?.[1] ?? '';

    const ended = await submit(here, { page: '/account', to: address });
    const notOwn = await submit(here, { page: '/account', to: `/account/sessions/${foreignHandle}/end` });

    expect([ended.status, notOwn.status]).toEqual([303, 404]);
    expect((await there.get('/account')).status).toBe(303);
    expect((await here.get('/account')).status).toBe(200);
    expect((await foreign.get('/account')).status).toBe(200);
    expect(await site.data.sessions.list(person.actor.accountId)).toHaveLength(1);
  });

  it('ends all other devices at once', async () => {
    const { firm } = await aRepresentative(site);
    const here = await signedIn(site, firm.uscc);
    const others = [await signedIn(site, firm.uscc), await signedIn(site, firm.uscc)];

    await submit(here, { page: '/account', to: '/account/sessions/end-others' });

    expect((await here.get('/account')).text).toContain('已退出其他 2 个设备');
    expect(await Promise.all(others.map(async one => (await one.get('/account')).status))).toEqual([303, 303]);
  });

  it('changes the password, keeps this browser in and puts the others out', async () => {
    const { firm } = await aRepresentative(site);
    const here = await signedIn(site, firm.uscc);
    const there = await signedIn(site, firm.uscc);
    site.later(1000);
    const page = '/account/password';

    const wrong = await submit(here, {
      page,
      fields: { current: 'x', password: OTHER_PASSWORD, again: OTHER_PASSWORD },
    });
    const fields = { current: PASSWORD, password: OTHER_PASSWORD, again: OTHER_PASSWORD };
    const right = await submit(here, { page, fields });

    expect([wrong.status, right.status]).toEqual([422, 303]);
    expect(wrong.text).toContain('登录密码不对');
    expect((await here.get('/account')).text).toContain('密码已修改');
    expect((await there.get('/account')).status).toBe(303);
  });
});

describe('agents', () => {
  const fields = (uscc: string) => ({
    key: '7b1c6f6e-0000-4000-8000-000000000001',
    uscc,
    displayName: '经办乙',
    idNumber: freshIdNumber(),
    phone: '139 0000 0001',
    validUntil: '2026-12-31',
  });

  it('are appointed with a code shown once, and dismissed after a question', async () => {
    const { firm } = await aRepresentative(site);
    const browser = await signedIn(site, firm.uscc);
    const appointed = await submit(browser, { page: '/account/agents/new', fields: fields(firm.uscc) });
    const shown = await browser.get('/account/code');
    const again = await browser.get('/account/code');
    const list = await browser.get('/account/agents');
    const address = /href="(\/account\/agents\/[^"]+\/dismiss)"/.exec(list.text)?.[1] ?? '';

    const asked = await browser.get(address);
    const dismissed = await submit(browser, { page: address });

    expect([appointed.status, appointed.headers['location']]).toEqual([303, '/account/code']);
    expect(shown.text).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/);
    expect(again.text).not.toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/);
    expect(list.text).toContain('等待激活');
    expect(asked.text).toContain('立即不能再办理');
    expect(dismissed.status).toBe(303);
    expect((await browser.get('/account/agents')).text).toContain('还没有委托经办人');
  });

  it('of another firm too get their code on the phone alone, and only under the phone on record', async () => {
    const [{ firm }, { firm: second }] = [await aRepresentative(site), await aRepresentative(site)];
    const [browser, other] = [await signedIn(site, firm.uscc), await signedIn(site, second.uscc)];
    const page = '/account/agents/new';
    const agent = { ...fields(firm.uscc), phone: '139 0000 0022' };
    await submit(browser, { page, fields: agent });

    const wrongPhone = await submit(other, { page, fields: { ...agent, uscc: second.uscc, phone: '13900000023' } });
    const appointed = await submit(other, { page, fields: { ...agent, uscc: second.uscc } });
    const list = await other.get('/account/agents');
    const renew = /action="(\/account\/agents\/[^"]+\/code)"/.exec(list.text)?.[1] ?? '';
    const renewed = await submit(browser, { page: '/account/agents', to: renew.replace(second.uscc, firm.uscc) });

    expect(wrongPhone.status).toBe(422);
    expect(wrongPhone.text).toContain('请向经办人本人核对手机号');
    expect([appointed.status, appointed.headers['location']]).toEqual([303, '/account/agents']);
    expect(list.text).toContain('激活码只发往登记的手机 139****0022');
    expect([renewed.status, renewed.headers['location']]).toEqual([303, '/account/agents']);
  });

  it('are refused with every fault beside its field', async () => {
    const { firm } = await aRepresentative(site);
    const browser = await signedIn(site, firm.uscc);
    const wrong = { idNumber: '411702197001010000', phone: '12', validUntil: '2026-02-30', displayName: '' };

    const answer = await submit(browser, { page: '/account/agents/new', fields: { ...fields(firm.uscc), ...wrong } });

    expect(answer.status).toBe(422);
    for (const words of ['请填写姓名', '身份证号不对', '手机号不对', '请填写委托有效期']) {
      expect(answer.text).toContain(words);
    }
  });

  it('answer 404 for a firm of somebody else and 403 to every other role', async () => {
    const { firm: foreign } = await aRepresentative(site);
    const { firm } = await aRepresentative(site);
    const browser = await signedIn(site, firm.uscc);
    const reviewer = await signedIn(
      site,
      (await anOfficial(site, { role: 'COUNTY_REVIEWER', name: 'no.agents' })).name,
    );

    const other = await submit(browser, { page: '/account/agents/new', fields: fields(foreign.uscc) });

    expect(other.status).toBe(404);
    await browser.get(`/account/agents/any/${foreign.uscc}/dismiss`).expect(404);
    await reviewer.get('/account/agents').expect(403);
  });
});

describe('interests', () => {
  it('are declared and withdrawn by reviewers only', async () => {
    const reviewer = await signedIn(
      site,
      (await anOfficial(site, { role: 'COUNTY_REVIEWER', name: 'has.interest' })).name,
    );
    const { firm } = await aRepresentative(site);
    const page = '/account/interests';

    const wrong = await submit(reviewer, { page, fields: { uscc: '123' } });
    const declared = await submit(reviewer, { page, fields: { uscc: firm.uscc } });
    const list = (await reviewer.get(page)).text;
    const notDeclared = await submit(reviewer, { page, to: `${page}/${freshUscc()}/withdraw` });
    const withdrawn = await submit(reviewer, { page, to: `${page}/${firm.uscc}/withdraw` });

    expect([wrong.status, declared.status, notDeclared.status, withdrawn.status]).toEqual([422, 303, 404, 303]);
    expect(wrong.text).toContain('应是 18 位，现在是 3 位');
    expect(list).toContain(firm.name);
    const atFirm = await signedIn(site, firm.uscc);
    await atFirm.get(page).expect(403);
  });
});

describe('accounts of officials', () => {
  it('are made, found, disabled and enabled by the city administrator', async () => {
    const admin = await signedIn(site, (await anOfficial(site, { role: 'CITY_ADMIN', name: 'city.admin' })).name);
    const fields = {
      key: '7b1c6f6e-0000-4000-8000-000000000002',
      signInName: 'new.clerk',
      displayName: '窗口丙',
      role: 'WINDOW_CLERK',
      county: '411724',
      authorityId: '',
      idNumber: freshIdNumber(),
    };

    const incomplete = await submit(admin, { page: '/accounts/new', fields: { ...fields, county: '', idNumber: '' } });
    const made = await submit(admin, { page: '/accounts/new', fields });
    const code = (await admin.get('/account/code')).text;
    const address =
      /href="(\/accounts\/[0-9a-f-]{36})"/.exec((await admin.get('/accounts?role=WINDOW_CLERK')).text)?.[1] ?? '';
    const accountId = address.split('/').at(-1) ?? '';
    await site.data.accounts.setPassword(accountId, { passwordHash: 'a hash', at: site.now() });
    const madeAgain = await submit(admin, { page: '/accounts/new', fields });
    await site.data.accounts.setPassword(accountId, { passwordHash: NO_PASSWORD, at: site.now() });
    const asked = await admin.get(`${address}/disable`);
    await submit(admin, { page: `${address}/disable` });
    const disabled = (await admin.get(address)).text;
    await submit(admin, { page: address, to: `${address}/enable` });

    expect(incomplete.status).toBe(422);
    expect(incomplete.text).toContain('这个身份要选择县区');
    expect(incomplete.text).toContain('请填写身份证号');
    expect([made.status, made.headers['location']]).toEqual([303, '/account/code']);
    expect(code).toContain('new.clerk');
    expect([madeAgain.status, madeAgain.headers['location']]).toEqual([303, address]);
    expect(asked.text).toContain('立即退出所有设备');
    expect(disabled).toContain('已停用');
    expect((await admin.get(address)).text).toContain('等待激活');
  });

  it('are nobody else’s: 403 for other roles, 404 for an unknown or the own account', async () => {
    const official = await anOfficial(site, { role: 'CITY_ADMIN', name: 'second.admin' });
    const admin = await signedIn(site, official.name);
    const auditor = await signedIn(site, (await anOfficial(site, { role: 'AUDITOR', name: 'the.auditor' })).name);
    const token = await tokenOn(auditor, '/account/password');

    await auditor.get('/accounts').expect(403);
    await auditor.post('/accounts/new').type('form').send({ _csrf: token }).expect(403);
    await admin.get('/accounts/unknown').expect(404);
    await admin.get(`/accounts/${official.accountId}/disable`).expect(404);
    const own = await submit(admin, { page: '/accounts/new', to: `/accounts/${official.accountId}/disable` });
    expect(own.status).toBe(404);
  });

  it('are not made without the token or the form’s key', async () => {
    const admin = await signedIn(site, (await anOfficial(site, { role: 'CITY_ADMIN', name: 'third.admin' })).name);

    await admin.post('/accounts/new').type('form').send({ signInName: 'x' }).expect(403);
    const answer = await submit(admin, { page: '/accounts/new', fields: { signInName: 'abc', key: 'mine' } });
    expect(answer.status).toBe(400);
  });
});
