import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { importRunner, importRunnerFor } from '../../../src/commands/importRunner.js';
import { outboxGateway } from '../../../src/messaging/outboxGateway.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import {
  actsOn,
  appFor,
  CITY,
  csv,
  keyNumber,
  logger,
  NOW,
  row,
  seedPolicies,
  tokenFrom,
  uploadList,
  usccOf,
} from './support.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
});
afterAll(() => database.close());

describe('an import that keeps failing', () => {
  /** A database on which the second chunk of an import cannot be written. */
  const failing = (broken: { now: boolean }) => ({
    ...database.data,
    enterprises: {
      ...database.data.enterprises,
      upsertMany: (firms: Parameters<TestDatabase['data']['enterprises']['upsertMany']>[0]) => {
        if (broken.now && firms.some(({ uscc }) => uscc === usccOf(1260))) {
          return Promise.reject(new TypeError('上蔡县试验人1260'));
        }
        return database.data.enterprises.upsertMany(firms);
      },
    },
  });

  const failed = async (key: string, broken = { now: true }) => {
    const rows = Array.from({ length: 260 }, (_, place) => row(place + 1001, { source: key }));
    const agent = request.agent(await appFor(database, CITY));
    const address = await uploadList(agent, csv(rows), key);
    const importId = address.split('/').at(-1) ?? '';
    await database.data.imports.confirm(importId, NOW, CITY.actor.accountId);
    const runner = importRunner({
      data: failing(broken),
      messages: outboxGateway(database.data),
      clock: () => NOW,
      logger,
    });
    const tries = async (times: number) => {
      for (let time = 0; time < times; time += 1) {
        runner.start(importId);
        await runner.idle();
      }
    };
    return { agent, address, importId, tries };
  };

  it('is tried three times, then says in both languages how far it came, and no more than the kind of fault', async () => {
    const { address, importId, tries } = await failed(keyNumber(200));

    await tries(2);
    expect(await database.data.imports.find(importId)).toMatchObject({ state: 'RUNNING', tries: 2, done: 250 });
    await tries(2);

    const list = await database.data.imports.find(importId);
    expect(list).toMatchObject({ state: 'FAILED', tries: 3, lastError: 'TypeError', brokenOffAt: NOW });
    expect(await database.data.imports.unfinished()).not.toContainEqual(expect.objectContaining({ importId }));
    const zh = await request(await appFor(database, CITY)).get(address);
    const en = await request(await appFor(database, { ...CITY, language: 'en' })).get(address);
    expect(zh.text).toContain('试了 3 次都没有写完，已经停下。已写入 250 条，共 260 条。');
    expect(en.text).toContain('tried 3 times');
    expect(zh.headers).not.toHaveProperty('refresh');
    expect(zh.text).not.toContain('试验人1260');
  });

  it('goes on where it stopped when tried again, and doubles nothing', async () => {
    const { agent, address, importId, tries } = await failed(keyNumber(201));
    await tries(3);
    const token = await tokenFrom(agent, address);

    await agent.post(`${address}/retry`).type('form').send({ _csrf: token }).expect(303);
    await agent.post(`${address}/retry`).type('form').send({ _csrf: token }).expect(303);
    await importRunnerFor({
      data: database.data,
      messages: outboxGateway(database.data),
      clock: () => NOW,
      logger,
    }).idle();

    expect(await database.data.imports.find(importId)).toMatchObject({ state: 'DONE', result: { added: 260 } });
    expect((await agent.get(address)).text).toContain('新增 260 条，更新 0 条');
    const entries = await database.data.entries.ofUsccs([usccOf(1001), usccOf(1260)]);
    expect(entries.filter(({ source }) => source === keyNumber(201))).toHaveLength(2);
    expect(await actsOn(database, address)).toEqual(['listImportRetried']);
  });

  it('is discarded with what is written kept, with a record', async () => {
    const { agent, address, importId, tries } = await failed(keyNumber(202));
    await tries(3);
    const token = await tokenFrom(agent, address);

    await agent.post(`${address}/discard`).type('form').send({ _csrf: token }).expect(303);
    await agent.post(`${address}/retry`).type('form').send({ _csrf: token }).expect(303);

    expect(await database.data.imports.find(importId)).toMatchObject({ state: 'DISCARDED', done: 250 });
    expect((await agent.get(address)).text).toContain('已写入 250 条，共 260 条，已写入的仍然有效');
    expect(await actsOn(database, address)).toEqual(['listImportDiscarded']);
  });
});

describe('a list file that cannot be taken', () => {
  it.each([
    ['zh', '文件超过 20 MB'],
    ['en', 'The file is larger than 20 MB'],
  ] as const)(
    'is refused above the limit, beside the field, in the language of the person (%s)',
    async (language, words) => {
      const agent = request.agent(await appFor(database, { ...CITY, language }));
      const token = await tokenFrom(agent, '/entries/imports/new');

      const answer = await agent
        .post('/entries/imports/new')
        .field('_csrf', token)
        .field('key', keyNumber(93))
        .attach('file', Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), 'big.csv');

      expect(answer.status).toBe(422);
      expect(/id="file-error"[\s\S]*?<\/p>/.exec(answer.text)?.[0]).toContain(words);
      expect(answer.text).toContain(`value="${keyNumber(93)}"`);
    },
  );
});
