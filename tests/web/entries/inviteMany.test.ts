import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { firmsToInvite } from '../../../src/queries/entryQueries.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { changeRows } from '../../support/law.js';
import { appFor, CITY, importRows, keyNumber, NOW, row, seedPolicies, SHANGCAI, tokenFrom, usccOf } from './support.js';

let database: TestDatabase;
const idOf = async (number: number, adcode = '411722'): Promise<string> =>
  (await database.data.entries.ofUscc(usccOf(number, adcode)))[0]?.entryId ?? '';

beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
  const elsewhere = row(9, { county: '驿城区', listType: '黑名单', tier: '严重' });
  await importRows(database, [...[1, 3, 4].map(number => row(number)), elsewhere]);
  const invitation = { invitationId: 'open', uscc: usccOf(1), county: '411722', code: 'OPEN', by: 'someone' };
  await database.data.invitations.create({ ...invitation, createdAt: NOW, expiresAt: NOW + 86_400_000 });
});
afterAll(() => database.close());

describe('inviting a page of firms', () => {
  it('lists firms without account or open invitation, and invites the ticked ones', async () => {
    const agent = request.agent(await appFor(database, SHANGCAI));
    const token = await tokenFrom(agent, '/entries/invitations/new');
    const page = await agent.get('/entries/invitations/new').expect(200);

    expect(page.text).toContain('试验企业4号');
    expect(page.text).toContain('没有培训过');
    expect(page.text).not.toContain('试验企业1号'); // invited
    expect(page.text).not.toContain('试验企业9号'); // another county

    const answer = await agent
      .post('/entries/invitations/new')
      .type('form')
      .send(`_csrf=${encodeURIComponent(token)}&key=${keyNumber(150)}&page=1`)
      .send(`entryId=${await idOf(4)}&entryId=${await idOf(9, '411702')}`)
      .expect(303);
    const list = await agent.get(String(answer.headers['location'])).expect(200);

    expect(list.text).toContain('已邀请 1 家企业。');
    expect(list.text).toContain('找不到这条记录');
    expect(list.text).not.toContain('试验企业9号');
    expect(await database.data.invitations.ofUscc(usccOf(9, '411702'))).toHaveLength(0);
  });

  it('names each firm that was not invited, with the reason and the rule, and keeps what was ticked', async () => {
    await importRows(database, [row(31), row(32), row(33)], keyNumber(31));
    const [first = '', second = '', third = ''] = await Promise.all(
      [31, 32, 33].map(async number => (await database.data.entries.ofUscc(usccOf(number)))[0]?.entryId),
    );
    await database.data.enterprises.setRepresentative(usccOf(31), 'someone');
    const agent = request.agent(await appFor(database, SHANGCAI));
    const token = await tokenFrom(agent, '/entries/invitations/new');

    const answer = await agent
      .post('/entries/invitations/new')
      .type('form')
      .send(`_csrf=${encodeURIComponent(token)}&key=${keyNumber(152)}&page=1`)
      .send(`entryId=${first}&entryId=${second}`)
      .expect(303);
    const page = await agent.get(String(answer.headers['location'])).expect(200);

    expect(page.text).toContain('已邀请 1 家企业。');
    expect(page.text).toContain('试验企业31号有限公司没有邀请：');
    expect(page.text).toMatch(/已经开通账号[^<]*</);
    expect(page.text).not.toContain('试验企业32号');
    expect(page.text).toMatch(new RegExp(`value="${third}"(?! checked)`));
  });

  it('shows each firm on exactly one page', async () => {
    const read = { data: database.data, demo: false, clock: () => NOW };
    const page = async (number: number, size: number) =>
      (await firmsToInvite(read, {}, { page: number, size })).items.map(({ entry }) => entry.uscc);
    const all = await page(1, 100);

    expect(all.length).toBeGreaterThan(2);
    expect((await Promise.all(all.map((_uscc, place) => page(place + 1, 1)))).flat()).toEqual(all);
    expect(await page(all.length + 1, 1)).toEqual([]);
  });

  it('asks for at least one, beside the list, and ticks none again', async () => {
    const agent = request.agent(await appFor(database, CITY));
    const token = await tokenFrom(agent, '/entries/invitations/new');

    const answer = await agent
      .post('/entries/invitations/new')
      .type('form')
      .send({ _csrf: token, key: keyNumber(151), page: '1' });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('请至少勾选一家企业');
    expect(answer.text).toContain('id="entryId-error"');
    expect(answer.text).not.toMatch(/name="entryId"[^>]* checked/);
  });
});

describe('the life of a code', () => {
  it('lets the code wait for as many days as the policy says, and the page names them', async () => {
    const days = { key: 'invitation.days', value: 12, unit: 'd', source: 'PLATFORM' } as const;
    await changeRows(database.data, [{ ...days, regime: 'LOCAL', effectiveFrom: '2026-11-01' }]);
    const agent = request.agent(await appFor(database, SHANGCAI));
    const token = await tokenFrom(agent, `/entries/${await idOf(3)}`);
    const page = await agent.get(`/entries/${await idOf(3)}`).expect(200);

    await agent
      .post(`/entries/${await idOf(3)}/invite`)
      .type('form')
      .send({ _csrf: token, key: keyNumber(121) })
      .expect(303);

    expect(page.text).toContain('激活码 12 天内有效');
    const made = await database.data.invitations.ofUscc(usccOf(3));
    expect(made.map(({ expiresAt }) => expiresAt)).toContain(NOW + 12 * 86_400_000);
  });
});
