import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { appFor, CITY, importRows, keyNumber, NOW, row, seedPolicies, SHANGCAI, tokenFrom, usccOf } from './support.js';

let database: TestDatabase;
let entryId: string;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
  await importRows(database, [row(5)]);
  entryId = (await database.data.entries.ofUscc(usccOf(5)))[0]?.entryId ?? '';
});
afterAll(() => database.close());

const page = (): string => `/entries/${entryId}`;

describe('the telephone that a code goes to', () => {
  it('never sends a code to a telephone of one’s own file, though the same file lists the firm', async () => {
    const importer = request.agent(await appFor(database, CITY));
    const token = await tokenFrom(importer, page());
    const before = (await database.data.outbox.page({}, { page: 1, size: 100 })).total;

    const own = await importer
      .post(`${page()}/invite`)
      .type('form')
      .send({ _csrf: token, key: keyNumber(135) });
    const shown = await importer.get(page()).expect(200);

    expect(own.status).toBe(422);
    expect(own.text).toContain('手机号是您导入或登记的，还没有别人核实过');
    expect(shown.text).toMatch(/138\*{4}0000[\s\S]{0,80}名单导入/);
    expect((await database.data.outbox.page({}, { page: 1, size: 100 })).total).toBe(before);
  });

  it('sends no code to a telephone that a decision or a correction has just changed, and says until when', async () => {
    const by = [{ accountId: 'decider' }];
    const change = { phone: '13799990000', way: 'DECISION', sourceId: 'question-1', by, at: NOW } as const;
    await database.data.enterprises.setPhone(usccOf(5), change);
    const agent = request.agent(await appFor(database, SHANGCAI));
    const token = await tokenFrom(agent, page());

    const answer = await agent
      .post(`${page()}/invite`)
      .type('form')
      .send({ _csrf: token, key: keyNumber(136) });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('2026年11月25日（含）以前激活码不发往这个号码，还剩 3 个工作日');
    const { items } = await database.data.outbox.page({}, { page: 1, size: 100 });
    expect(items.filter(({ to }) => to === '137****0000')).toEqual([]);
  });

  it('refuses where no telephone is on record and leads to the window', async () => {
    await importRows(database, [row(15, { phone: '' })], keyNumber(15));
    const [entry] = await database.data.entries.ofUscc(usccOf(15));
    const address = `/entries/${entry?.entryId ?? ''}`;
    const agent = request.agent(await appFor(database, SHANGCAI));
    const token = await tokenFrom(agent, address);

    const answer = await agent
      .post(`${address}/invite`)
      .type('form')
      .send({ _csrf: token, key: keyNumber(137) });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('没有登记法定代表人的手机号');
    expect(answer.text).toContain(`href="/contacts/firms/${usccOf(15)}"`);
  });
});
