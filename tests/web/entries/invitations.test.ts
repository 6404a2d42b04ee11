import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import {
  appFor,
  CITY,
  importRows,
  keyNumber,
  NOW,
  person,
  row,
  seedPolicies,
  SHANGCAI,
  tokenFrom,
  usccOf,
  YICHENG,
} from './support.js';

let database: TestDatabase;
const entryIds = new Map<number, string>();

beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
  const rows = [1, 2, 3, 4, 5].map(number => row(number));
  const withoutId = row(6, { representativeId: '' });
  const elsewhere = row(9, { county: '驿城区', listType: '黑名单', tier: '严重' });
  await importRows(database, [...rows, withoutId, elsewhere]);
  for (const number of [1, 2, 3, 4, 5, 6]) {
    const [entry] = await database.data.entries.ofUscc(usccOf(number));
    entryIds.set(number, entry?.entryId ?? '');
  }
  const [entry] = await database.data.entries.ofUscc(usccOf(9, '411702'));
  entryIds.set(9, entry?.entryId ?? '');
});
afterAll(() => database.close());

const pageOf = (number: number): string => `/entries/${entryIds.get(number) ?? ''}`;

describe('inviting a representative', () => {
  it('shows the code once to the one who made it, puts it into the outbox, and records the act', async () => {
    const agent = request.agent(await appFor(database, SHANGCAI));
    const token = await tokenFrom(agent, pageOf(1));

    const answer = await agent
      .post(`${pageOf(1)}/invite`)
      .type('form')
      .send({ _csrf: token, key: keyNumber(100) })
      .expect(303);
    const page = await agent.get(String(answer.headers['location'])).expect(200);
    const code = /xf-code">([0-9A-Z-]{14})</.exec(page.text)?.[1] ?? '';
    const invitation = await database.data.invitations.find(code);
    const outbox = await database.data.outbox.page({ county: '411722' }, { page: 1, size: 10 });

    expect(invitation?.uscc).toBe(usccOf(1));
    expect(outbox.items.map(message => message.code).sort()).toEqual(['invitation', 'repairNotice']);
    expect(outbox.items.find(message => message.channel === 'SMS')).toMatchObject({ to: '138****0000', secret: code });
    const sent = (await agent.get('/outbox').expect(200)).text;
    expect(sent).toMatch(/〔原文未核对〕起可以提交信用修复申请/);
    expect(sent).toMatch(/请用激活码开通账号，[^<]*〔本平台规定〕前有效/);
    expect(sent).toMatch(/最早可提交申请的日期：[^<]*〔原文未核对〕/);
    const colleague = await appFor(database, CITY);
    const seen = await request(colleague).get(String(answer.headers['location'])).expect(200);
    expect(seen.text).not.toContain(code);
    const acts = (await database.data.audit.ofChain('admin')).filter(({ kind }) => kind === 'representativeInvited');
    expect(acts).toHaveLength(1);
    expect(JSON.stringify(acts)).not.toContain(code);
  });

  it('shows the code to nobody outside the demonstration, neither on its page nor in the outbox', async () => {
    const office = await appFor(database, SHANGCAI, { demo: false });
    const agent = request.agent(office);
    const token = await tokenFrom(agent, pageOf(4));

    const answer = await agent
      .post(`${pageOf(4)}/invite`)
      .type('form')
      .send({ _csrf: token, key: keyNumber(105) })
      .expect(303);
    const page = await agent.get(String(answer.headers['location'])).expect(200);
    const outbox = await agent.get('/outbox').expect(200);

    const { items } = await database.data.outbox.page({ county: '411722' }, { page: 1, size: 50 });
    const codes = items.flatMap(({ secret }) => secret ?? []);
    expect(codes.length).toBeGreaterThan(0);
    for (const code of codes) {
      expect(page.text).not.toContain(code);
      expect(outbox.text).not.toContain(code);
    }
    expect(page.text).toContain('激活码只发到本人登记的手机，这里不显示');
    expect(page.text).toContain('138****0000');
    expect(outbox.text).toContain('已遮盖');
  });

  it('makes one invitation of a form sent twice, and a new one takes the old one back', async () => {
    const agent = request.agent(await appFor(database, SHANGCAI));
    const token = await tokenFrom(agent, pageOf(2));
    const send = (key: string) =>
      agent
        .post(`${pageOf(2)}/invite`)
        .type('form')
        .send({ _csrf: token, key })
        .expect(303);

    const first = String((await send(keyNumber(110))).headers['location']);
    expect(String((await send(keyNumber(110))).headers['location'])).toBe(first);
    await send(keyNumber(111));

    expect((await agent.get(first)).text).toContain('已作废');
    expect(await database.data.invitations.ofUscc(usccOf(2))).toHaveLength(2);
  });

  it('revokes an open invitation once', async () => {
    const agent = request.agent(await appFor(database, SHANGCAI));
    const token = await tokenFrom(agent, pageOf(3));
    const made = await agent
      .post(`${pageOf(3)}/invite`)
      .type('form')
      .send({ _csrf: token, key: keyNumber(120) });
    const address = String(made.headers['location']);

    await agent.post(`${address}/revoke`).type('form').send({ _csrf: token }).expect(303);
    const second = await agent.post(`${address}/revoke`).type('form').send({ _csrf: token });

    expect(second.status).toBe(422);
    expect(second.text).toContain('不能再撤回');
  });

  it('refuses where no ID number is on record or the firm has an account, with words and rule', async () => {
    const agent = request.agent(await appFor(database, SHANGCAI));
    const token = await tokenFrom(agent, pageOf(6));
    await database.data.enterprises.setRepresentative(usccOf(5), 'someone');

    const withoutId = await agent
      .post(`${pageOf(6)}/invite`)
      .type('form')
      .send({ _csrf: token, key: keyNumber(130) });
    const hasAccount = await agent
      .post(`${pageOf(5)}/invite`)
      .type('form')
      .send({ _csrf: token, key: keyNumber(131) });

    expect([withoutId.status, hasAccount.status]).toEqual([422, 422]);
    expect(withoutId.text).toContain('没有法定代表人的证件号码');
    expect(withoutId.text).not.toMatch(/依据：|S0-40/);
    expect(hasAccount.text).toContain('已经开通账号');
  });

  it('is closed to other counties, other roles and forms without a token', async () => {
    const stranger = request.agent(await appFor(database, YICHENG));
    const token = await tokenFrom(stranger, pageOf(9));
    const own = request.agent(await appFor(database, SHANGCAI));
    const [known] = await database.data.invitations.ofUscc(usccOf(1));
    const address = `/entries/invitations/${known?.invitationId ?? ''}`;

    await stranger
      .post(`${pageOf(1)}/invite`)
      .type('form')
      .send({ _csrf: token, key: keyNumber(140) })
      .expect(404);
    await stranger.get(address).expect(404);
    await stranger.post(`${address}/revoke`).type('form').send({ _csrf: token }).expect(404);
    await own
      .post(`${pageOf(1)}/invite`)
      .type('form')
      .send({ key: keyNumber(141) })
      .expect(403);
    await request(await appFor(database, person('AUDITOR')))
      .get('/entries/invitations')
      .expect(403);
  });
});

describe('an entry whose publication is over', () => {
  const over = { decisionDate: '2025-01-10', publicationStart: '2025-01-10' };
  const idOf = async (number: number) => (await database.data.entries.ofUscc(usccOf(number)))[0]?.entryId ?? '';
  const inviteBy = async (number: number, key: string) => {
    const agent = request.agent(await appFor(database, SHANGCAI));
    const token = await tokenFrom(agent, `/entries/${await idOf(1)}`);
    return agent
      .post(`/entries/${await idOf(number)}/invite`)
      .type('form')
      .send({ _csrf: token, key });
  };
  beforeAll(async () => {
    await importRows(database, [row(21, over), row(22, over)], keyNumber(20));
    const entries = await database.data.entries.ofUsccs([usccOf(22)]);
    await database.data.entries.end(
      entries.map(entry => ({ entry, becomes: 'EXPIRED_UNPERFORMED' })),
      { run: 'run', at: NOW },
    );
  });

  it('is neither offered nor invited, also before the day’s run has ended it', async () => {
    const app = await appFor(database, SHANGCAI);
    const list = await request(app).get('/entries/invitations/new').expect(200);
    const page = await request(app)
      .get(`/entries/${await idOf(21)}`)
      .expect(200);

    const answer = await inviteBy(21, keyNumber(160));

    expect(list.text).not.toContain(usccOf(21));
    expect(page.text).not.toContain('生成激活码并通知');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('已经不在名单上');
  });

  it('is invited for the training where it stays on the list, without a notice that it may be repaired', async () => {
    const list = await request(await appFor(database, SHANGCAI))
      .get('/entries/invitations/new')
      .expect(200);

    expect(list.text).toContain(usccOf(22));
    expect((await inviteBy(22, keyNumber(161))).status).toBe(303);
    const { items } = await database.data.outbox.page({ county: '411722' }, { page: 1, size: 50 });
    const sent = items.filter(({ values }) => values['enterprise'] === '试验企业22号有限公司');
    expect(sent.map(({ code }) => code)).toEqual(['invitation']);
  });
});

describe('GET /outbox', () => {
  it('shows each administrator the messages of the own scope, labelled as a stand-in', async () => {
    const own = await request(await appFor(database, SHANGCAI))
      .get('/outbox')
      .expect(200);
    const other = await request(await appFor(database, YICHENG))
      .get('/outbox')
      .expect(200);

    expect(own.text).toContain('演示环境模拟发送，没有真的发出');
    expect(own.text).toContain('试验企业1号有限公司的法定代表人');
    expect(other.text).not.toContain('试验企业1号');
  });

  it.each(['LEGAL_REP', 'AUDITOR', 'CITY_REVIEWER'] as const)('is closed to %s', async role => {
    await request(await appFor(database, person(role)))
      .get('/outbox')
      .expect(403);
  });

  it('hides codes that open an account outside the demonstration', async () => {
    await database.data.outbox.add({
      messageId: 'reset-1',
      channel: 'SMS',
      to: '139****0000',
      code: 'resetCode',
      values: { minutes: 30 },
      secret: 'SECR-ET99',
      at: NOW,
    });
    const demo = await request(await appFor(database, CITY))
      .get('/outbox')
      .expect(200);
    const serious = await request(await appFor(database, CITY, { demo: false }))
      .get('/outbox')
      .expect(200);

    expect(demo.text).toContain('SECR-ET99');
    expect(serious.text).not.toContain('SECR-ET99');
    expect(serious.text).toContain('重设密码');
  });
});
