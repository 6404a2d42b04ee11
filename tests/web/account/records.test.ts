import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshIdNumber } from '../../accounts/support.js';
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
