import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aFirm, aRepresentative, freshIdNumber, PASSWORD } from '../../accounts/support.js';
import { anOfficial, type Browser, openSite, signedIn, type Site, submit } from './support.js';

let site: Site;
let admin: Browser;
let adminId: string;
beforeAll(async () => {
  site = await openSite();
  const { accountId, name } = await anOfficial(site, { role: 'CITY_ADMIN', name: 'records.admin' });
  adminId = accountId;
  admin = await signedIn(site, name);
});
afterAll(() => site.close());

const NOTE = '本人到窗口出示了身份证原件。';

/** An account as it was made before ID numbers were asked for. */
async function anAccount(role: 'AGENT' | 'COUNTY_REVIEWER', given: object = {}): Promise<string> {
  const accountId = randomUUID();
  await site.data.accounts.create({
    ...{ accountId, signInName: accountId, displayName: '经办人甲', role, passwordHash: '!', createdAt: site.now() },
    ...given,
  });
  return accountId;
}

describe('correcting the telephone on record', () => {
  it('is reached from the account, asks for number, reason and proof, and tells the new one masked', async () => {
    const accountId = await anAccount('AGENT', { phone: '13900000001' });
    const page = `/accounts/${accountId}/phone`;

    expect((await admin.get(`/accounts/${accountId}`)).text).toContain(`href="${page}"`);
    expect((await admin.get(page)).text).toContain('现在登记的是 139****0001。');
    const fields = { key: randomUUID(), phone: '139 0000 0002', reason: 'CHANGED', note: NOTE };
    const answer = await submit(admin, { page, fields });

    expect([answer.status, answer.get('location')]).toEqual([303, `/accounts/${accountId}`]);
    expect((await admin.get(`/accounts/${accountId}`)).text).toContain('手机号已更正为 139****0002');
    expect((await site.data.accounts.privateOf(accountId)).phone).toBe('13900000002');
  });

  it('tells every fault beside its field and keeps what was typed', async () => {
    const accountId = await anAccount('AGENT', { phone: '13900000003' });
    const page = `/accounts/${accountId}/phone`;

    const empty = await submit(admin, { page, fields: { key: randomUUID() } });
    const wrong = await submit(admin, { page, fields: { key: randomUUID(), phone: '123', reason: 'X', note: NOTE } });

    expect([empty.status, wrong.status]).toEqual([422, 422]);
    for (const field of ['phone', 'reason', 'note']) expect(empty.text).toContain(`id="${field}-error"`);
    expect(wrong.text).toContain('手机号不对');
    expect(wrong.text).toContain('请选择更正原因');
    expect(wrong.text).toContain('value="123"');
    expect(wrong.text).toContain(NOTE);
    expect((await site.data.accounts.privateOf(accountId)).phone).toBe('13900000003');
  });

  it('says that a number belongs to another account', async () => {
    await anAccount('AGENT', { signInName: '13900000005', phone: '13900000005' });
    const accountId = await anAccount('AGENT', { signInName: '13900000006', phone: '13900000006' });
    const fields = { key: randomUUID(), phone: '13900000005', reason: 'NEVER_OWN', note: NOTE };

    const answer = await submit(admin, { page: `/accounts/${accountId}/phone`, fields });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('已经用于别的账号');
  });

  it('is not there for the own account, nor for others than the city office', async () => {
    const reviewer = await signedIn(site, (await anOfficial(site, { role: 'COUNTY_REVIEWER', name: 'nosy' })).name);

    expect((await admin.get(`/accounts/${adminId}/phone`)).status).toBe(404);
    expect((await admin.get(`/accounts/${adminId}`)).text).not.toContain('更正手机号');
    expect((await reviewer.get(`/accounts/${adminId}/phone`)).status).toBe(403);
  });
});

describe('finding an account', () => {
  it('goes by the beginning of the sign-in name, within a role', async () => {
    const accountId = await anAccount('AGENT', { signInName: '13911110001', phone: '13911110001' });

    const found = await admin.get('/accounts?role=AGENT&q=1391111');
    const none = await admin.get('/accounts?role=AUDITOR&q=1391111');

    expect(found.text).toContain(`/accounts/${accountId}`);
    expect(found.text).toContain('value="1391111"');
    expect(none.text).not.toContain(accountId);
    expect((await admin.get('/accounts?q=.*')).text).toContain('没有符合条件的账号');
  });
});

describe('recording an ID number that is missing', () => {
  it('is asked for on the page of an official without one, once', async () => {
    const accountId = await anAccount('COUNTY_REVIEWER', { county: '411722' });
    const page = `/accounts/${accountId}`;
    const to = `${page}/id-number`;

    const empty = await submit(admin, { page, to, fields: { idNumber: '' } });
    const wrong = await submit(admin, { page, to, fields: { idNumber: '411722197001010000' } });
    const right = await submit(admin, { page, to, fields: { idNumber: freshIdNumber().toLowerCase() } });

    expect([empty.status, wrong.status, right.status]).toEqual([422, 422, 303]);
    expect(empty.text).toContain('请填写身份证号');
    expect(wrong.text).toContain('value="411722197001010000"');
    const { text } = await admin.get(page);
    expect(text).toContain('身份证号已登记');
    expect(text).not.toContain('补登身份证号');
  });

  it('is not asked of agents', async () => {
    const page = `/accounts/${await anAccount('AGENT')}`;

    expect((await admin.get(page)).text).not.toContain('补登身份证号');
    const fields = { idNumber: freshIdNumber() };
    expect((await submit(admin, { page: '/accounts/new', to: `${page}/id-number`, fields })).status).toBe(404);
  });
});

describe('the page of telephones that wait', () => {
  const signedInAs = async (
    role: 'WINDOW_CLERK' | 'COUNTY_ADMIN',
    county: string,
    language: 'zh' | 'en' = 'zh',
  ): Promise<Browser> => {
    const name = `${role.toLowerCase().replace('_', '.')}.${county}.${randomUUID().slice(0, 4)}`;
    const admins = { accountId: 'first-admin', role: 'CITY_ADMIN', usccs: [], interests: [] } as const;
    const person = { key: name, signInName: name, displayName: '窗口人员', role, county, idNumber: freshIdNumber() };
    const made = await site.accounts.staff.create(admins, { ...person, phone: '13700000001' });
    if (!made.ok) throw new Error('not made');
    const grant = { kind: 'account', accountId: made.account.accountId, at: site.now(), byPhone: false } as const;
    await site.accounts.setPassword(grant, PASSWORD);
    await site.data.accounts.setLanguage(made.account.accountId, language);
    return signedIn(site, name);
  };
  const correctFor = async (accountId: string) =>
    submit(admin, {
      page: `/accounts/${accountId}/phone`,
      fields: { key: randomUUID(), phone: '13900009999', reason: 'CHANGED', note: NOTE },
    });

  it('shows until when, by which rule, and lets the window of the county confirm with a reason', async () => {
    const { firm, person } = await aRepresentative(site);
    const { accountId } = person.actor;
    await correctFor(accountId);
    const clerk = await signedInAs('WINDOW_CLERK', '411722');
    const rep = await signedIn(site, firm.uscc);
    const page = `/contacts/accounts/${accountId}`;

    const list = await clerk.get('/contacts').expect(200);
    const found = await clerk.get(`/contacts?uscc=${firm.uscc}`);
    const asked = await clerk.get(page).expect(200);
    const since = /name="since" value="(\d+)"/.exec(asked.text)?.[1] ?? '';
    const empty = await submit(clerk, { page, to: `${page}/confirm`, fields: { key: randomUUID(), since, note: '' } });
    const own = await rep.get('/account').expect(200);
    const done = await submit(clerk, { page, to: `${page}/confirm`, fields: { key: randomUUID(), since, note: NOTE } });

    expect(list.text).toContain(`href="${page}"`);
    expect(list.text).toContain('还剩 3 个工作日');
    expect(found.headers['location']).toBe(page);
    expect(asked.text).toMatch(/2026年6月4日（含）以前.*还剩 3 个工作日.*等待 3 个工作日（本平台规定）/);
    expect(asked.text).not.toContain('13900009999');
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('id="note-error"');
    expect(own.text).toContain('2026年6月4日（含）以前不能用来重设密码');
    expect([done.status, done.headers['location']]).toEqual([303, page]);
    expect((await clerk.get(page)).text).toContain('已核实，等待结束');
    expect((await rep.get('/notices')).text).toContain('手机号已核实');
  });

  it('has words in English too', async () => {
    const { person } = await aRepresentative(site);
    await correctFor(person.actor.accountId);
    const clerk = await signedInAs('WINDOW_CLERK', '411722', 'en');

    const page = await clerk.get(`/contacts/accounts/${person.actor.accountId}`);

    expect(page.text).toContain('Working days left: 3');
    expect(page.text).toContain('this platform’s own rule');
  });

  it('is closed to who changed the number, to other counties and to other roles', async () => {
    const { firm, person } = await aRepresentative(site);
    await correctFor(person.actor.accountId);
    const page = `/contacts/accounts/${person.actor.accountId}`;
    const elsewhere = await signedInAs('WINDOW_CLERK', '411702');
    const rep = await signedIn(site, firm.uscc);

    const own = await admin.get(page).expect(200);
    const since = /name="since"/.exec(own.text);
    const forced = await submit(admin, {
      ...{ page: `/accounts/${person.actor.accountId}`, to: `${page}/confirm` },
      fields: {
        ...{ key: randomUUID(), note: NOTE },
        since: String((await site.data.accounts.findById(person.actor.accountId))?.contact?.since),
      },
    });

    expect(since).toBeNull();
    expect(own.text).toContain('不能由您自己核实');
    expect(forced.status).toBe(422);
    expect((await elsewhere.get('/contacts')).text).not.toContain(page);
    await elsewhere.get(page).expect(404);
    await rep.get(page).expect(403);
  });

  it('leads a firm without a telephone to the window, and the code to the person after a second pair of eyes', async () => {
    const firm = await aFirm(site);
    const clerk = await signedInAs('WINDOW_CLERK', '411722');
    const colleague = await signedInAs('COUNTY_ADMIN', '411722');
    const page = `/contacts/firms/${firm.uscc}`;
    const send = (fields: object) =>
      submit(clerk, { page, to: `${page}/phone`, fields: { key: randomUUID(), ...fields } });

    const wrong = await send({ phone: '12', proof: '' });
    const recorded = await send({ phone: '13911112222', proof: NOTE });
    const mine = await clerk.get(page);
    const theirs = await colleague.get(page);
    const since = /name="since" value="(\d+)"/.exec(theirs.text)?.[1] ?? '';
    const fields = { key: randomUUID(), since, note: NOTE };
    const confirmed = await submit(colleague, { page, to: `${page}/confirm`, fields });

    expect(wrong.status).toBe(422);
    for (const field of ['phone', 'proof']) expect(wrong.text).toContain(`id="${field}-error"`);
    expect(recorded.status).toBe(303);
    expect(mine.text).toContain('不能由您自己核实');
    expect(mine.text).toContain('139****2222');
    expect(confirmed.status).toBe(303);
    expect((await colleague.get(page)).text).toContain('这个手机号不需要等待');
  });
});
