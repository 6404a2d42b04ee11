import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { importRunner } from '../../../src/commands/importRunner.js';
import { outboxGateway } from '../../../src/messaging/outboxGateway.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import {
  actsOn,
  appFor,
  CITY,
  confirmList,
  csv,
  importRows,
  keyNumber,
  logger,
  NOW,
  person,
  row,
  seedPolicies,
  SHANGCAI,
  tokenFrom,
  uploadList,
  usccOf,
  YICHENG,
} from './support.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
});
afterAll(() => database.close());

describe('importing a list', () => {
  it('previews every row with its verdict, writes after confirmation, and is idempotent', async () => {
    const agent = request.agent(await appFor(database, CITY));
    const file = csv([row(1), row(2, { decisionNumber: '' }), row(3, { enterpriseName: '=cmd|试验' }), row(1)]);

    const address = await uploadList(agent, file, keyNumber(10));
    const preview = await agent.get(address).expect(200);

    expect(preview.text).toContain('【决定文书号】没有填写。没有生效文书的，不能列入名单。');
    expect(preview.text).toContain('与第 2 行是同一条记录');
    expect(preview.text).toContain('以公式符号开头，按文字保存');
    expect(preview.text).not.toContain('11010519491231002X');
    expect(await database.data.entries.count()).toBe(0);

    await confirmList(database, agent, address);
    const report = await agent.get(address).expect(200);

    expect(report.text).toContain('新增 2 条，更新 0 条');
    const [entry] = await database.data.entries.ofUscc(usccOf(3));
    expect(entry?.enterpriseName).toBe('=cmd|试验');
    expect(entry?.importedBy).toBe(CITY.actor.accountId);
    expect(await database.data.enterprises.isRepresentative(usccOf(1), { name: '试验人1', idTail: '31002X' })).toBe(
      true,
    );
    const records = await database.data.audit.ofChain('admin');
    expect(records.filter(({ kind }) => kind === 'listImportConfirmed')).toHaveLength(1);
    expect(JSON.stringify(records)).not.toContain('11010519491231002X');

    const again = await uploadList(agent, csv([row(1), row(3, { enterpriseName: '=cmd|试验' })]), keyNumber(11));
    expect((await agent.get(again)).text).toContain('没有可以写入的新内容');
  });

  it('shows which fields a known entry would change, old and new', async () => {
    const agent = request.agent(await appFor(database, CITY));
    await importRows(database, [row(20)], keyNumber(20));

    const address = await uploadList(agent, csv([row(20, { amount: '8000' })]), keyNumber(21));
    const preview = await agent.get(`${address}?verdict=CHANGED`).expect(200);

    expect(preview.text).toContain('罚款金额：<del>5000.00</del> → <ins>8000.00</ins>');
  });

  it('names the personal columns that change or differ, and never their values', async () => {
    const agent = request.agent(await appFor(database, CITY));
    await importRows(database, [row(25), row(26, { phone: '' })], keyNumber(25));
    await importRows(database, [row(26, { decisionNumber: '试应急罚〔2026〕另号' })], keyNumber(26));
    const changed = row(25, { phone: '13911111111', address: '上蔡县新路2号' });

    // The second row states a phone that the firm's record already has from another row.
    const address = await uploadList(agent, csv([changed, row(26)]), keyNumber(27));
    const { text } = await agent.get(`${address}?verdict=CHANGED`).expect(200);

    expect(text).toContain('与登记的法定代表人不一致（电话）');
    expect(text).toContain('住所：有变化（内容不显示）');
    expect(text).toContain('写入后登记不变');
    expect(text).not.toContain('证件号码：有变化');
    expect(text).not.toContain('13911111111');
  });

  it('makes one preview of a form sent twice, and writes once when confirmed twice', async () => {
    const agent = request.agent(await appFor(database, CITY));
    const file = csv([row(30)]);

    const first = await uploadList(agent, file, keyNumber(30));
    expect(await uploadList(agent, file, keyNumber(30))).toBe(first);

    await confirmList(database, agent, first);
    const token = await tokenFrom(agent, '/entries/imports/new');
    await agent.post(`${first}/confirm`).type('form').send({ _csrf: token }).expect(303);
    const records = (await database.data.audit.ofChain('admin')).filter(({ data }) =>
      first.endsWith((data as { importId: string }).importId),
    );
    expect(records).toHaveLength(1);
  });

  it('keeps the original byte for byte and offers the faulty rows with disarmed cells', async () => {
    const agent = request.agent(await appFor(database, CITY));
    const file = csv([row(40, { tier: '很严重', facts: '=1+1' })]);
    const address = await uploadList(agent, file, keyNumber(40));

    const original = await agent.get(`${address}/file`).buffer(true).parse(binary).expect(200);
    const faulty = await agent.get(`${address}/faulty.csv`).buffer(true).parse(binary).expect(200);

    expect(original.body).toEqual(file);
    expect(original.headers['content-disposition']).toContain('attachment');
    expect(String(faulty.body)).toContain("'=1+1");
    expect(String(faulty.body)).toContain('“很严重”不是失信等级');
  });

  it('takes up an import that a stopped process left half written', async () => {
    const agent = request.agent(await appFor(database, CITY));
    const address = await uploadList(agent, csv([row(50), row(51)]), keyNumber(50));
    const importId = address.split('/').at(-1) ?? '';
    await database.data.imports.confirm(importId, NOW, CITY.actor.accountId); // released, then the process ended

    const runner = importRunner({
      data: database.data,
      messages: outboxGateway(database.data),
      clock: () => NOW,
      logger,
    });
    await runner.resume();
    await runner.idle();

    expect((await database.data.imports.find(importId))?.state).toBe('DONE');
    expect(await database.data.entries.ofUscc(usccOf(51))).toHaveLength(1);
  });

  it('keeps with each entry who uploaded the list and who confirmed it, by account and by person', async () => {
    const agent = request.agent(await appFor(database, CITY));
    const address = await uploadList(agent, csv([row(53)]), keyNumber(53));
    const confirmer = 'a-second-admin';
    await database.data.accounts.create({
      ...{ accountId: confirmer, signInName: confirmer, displayName: '管理员乙', role: 'CITY_ADMIN' },
      ...{ passwordHash: '!', idNumber: '411722197001019028', createdAt: NOW },
    });
    await database.data.imports.confirm(address.split('/').at(-1) ?? '', NOW, confirmer);
    const personMark = (await database.data.accounts.findById(confirmer))?.personMark;

    const runner = importRunner({
      data: database.data,
      messages: outboxGateway(database.data),
      clock: () => NOW,
      logger,
    });
    await runner.resume();
    await runner.idle();

    const [entry] = await database.data.entries.ofUscc(usccOf(53));
    expect(personMark).toMatch(/^[0-9a-f]{32}$/);
    expect(entry?.importers).toEqual([{ accountId: CITY.actor.accountId }, { accountId: confirmer, personMark }]);
  });

  it('shows progress that refreshes itself, without script', async () => {
    const agent = request.agent(await appFor(database, CITY));
    const address = await uploadList(agent, csv([row(55)]), keyNumber(55));
    await database.data.imports.confirm(address.split('/').at(-1) ?? '', NOW, CITY.actor.accountId);

    const progress = await agent.get(address).expect(200);

    expect(progress.headers['refresh']).toBe('2');
    expect(progress.text).toContain('正在写入名单');
  });

  it('puts a preview away', async () => {
    const agent = request.agent(await appFor(database, CITY));
    const address = await uploadList(agent, csv([row(60)]), keyNumber(60));
    const token = await tokenFrom(agent, address);

    await agent.post(`${address}/discard`).type('form').send({ _csrf: token }).expect(303);

    expect((await agent.get(address)).text).toContain('没有写入任何内容');
    expect(await database.data.entries.ofUscc(usccOf(60))).toHaveLength(0);
    await agent.post(`${address}/discard`).type('form').send({ _csrf: token }).expect(303);
    expect(await actsOn(database, address)).toEqual(['listImportDiscarded']);
  });
});

describe('a county administrator', () => {
  it('imports rows of the own county only, and takes no firm over from another', async () => {
    await importRows(database, [row(70, { county: '驿城区', uscc: usccOf(70) })], keyNumber(70));
    const agent = request.agent(await appFor(database, SHANGCAI));
    const foreignFirm = row(70, { decisionNumber: '试应急罚〔2026〕新号' });

    const address = await uploadList(agent, csv([row(71), row(72, { county: '驿城区' }), foreignFirm]), keyNumber(71));
    const { text } = await agent.get(address).expect(200);

    expect(text).toContain('驿城区不是您管理的县区，不能导入');
    expect(text).toContain('这家企业由别的县区管辖');
    await confirmList(database, agent, address);
    expect(await database.data.entries.ofUscc(usccOf(71))).toHaveLength(1);
    expect(await database.data.entries.ofUscc(usccOf(72, '411702'))).toHaveLength(0);
    expect((await database.data.enterprises.findByUscc(usccOf(70)))?.county).toBe('411702');
  });

  it('does not find the imports of another county or of the city', async () => {
    const owner = request.agent(await appFor(database, SHANGCAI));
    const city = request.agent(await appFor(database, CITY));
    const stranger = request.agent(await appFor(database, YICHENG));
    const own = await uploadList(owner, csv([row(80)]), keyNumber(80));
    const ofCity = await uploadList(city, csv([row(81)]), keyNumber(81));
    const token = await tokenFrom(stranger, '/entries/imports/new');

    const statuses: number[] = [];
    for (const address of [own, ofCity]) {
      statuses.push((await stranger.get(address)).status);
      statuses.push((await stranger.get(`${address}/file`)).status);
      statuses.push((await stranger.get(`${address}/faulty.csv`)).status);
      statuses.push((await stranger.post(`${address}/confirm`).type('form').send({ _csrf: token })).status);
      statuses.push((await stranger.post(`${address}/discard`).type('form').send({ _csrf: token })).status);
    }

    expect(statuses).toEqual(Array(10).fill(404));
    const listed = (await stranger.get('/entries/imports').expect(200)).text;
    expect([own, ofCity].filter(address => listed.includes(address))).toEqual([]);
    expect((await owner.get('/entries/imports')).text).toContain(own);
    expect((await city.get(own)).status).toBe(200);
  });
});

describe('what is refused', () => {
  it.each(['LEGAL_REP', 'COUNTY_REVIEWER', 'AUDITOR', 'TRAINER'] as const)('%s may not import', async role => {
    const app = await appFor(database, person(role, { county: '411722' }));

    await request(app).get('/entries/imports').expect(403);
    await request(app).get('/entries/imports/new').expect(403);
  });

  it('a file without its token', async () => {
    const app = await appFor(database, CITY);

    await request(app)
      .post('/entries/imports/new')
      .field('key', keyNumber(90))
      .attach('file', csv([row(90)]), 'a.csv')
      .expect(403);
  });

  it.each([
    ['no file', null, '请先选择一个文件'],
    ['a PDF', Buffer.from('%PDF-1.7'), '这不是表格文件'],
    ['missing columns', Buffer.from('统一社会信用代码,企业名称,县区\r\na,b,c'), '缺少必需的列：法定代表人、名单类型'],
    ['no headings', Buffer.from('a,b\r\nc,d'), '没有找到表头'],
  ])('%s, in words', async (_name, bytes, words) => {
    const agent = request.agent(await appFor(database, CITY));
    const token = await tokenFrom(agent, '/entries/imports/new');
    const form = agent.post('/entries/imports/new').field('_csrf', token).field('key', keyNumber(91));

    const answer = await (bytes === null ? form : form.attach('file', bytes, 'x.csv'));

    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain(`value="${keyNumber(91)}"`);
  });

  it('a form with a forged key', async () => {
    const agent = request.agent(await appFor(database, CITY));
    const token = await tokenFrom(agent, '/entries/imports/new');

    await agent
      .post('/entries/imports/new')
      .field('_csrf', token)
      .field('key', '../x')
      .attach('file', csv([row(92)]), 'a.csv')
      .expect(400);
  });
});

function binary(res: request.Response, done: (error: Error | null, body: Buffer) => void): void {
  const pieces: Buffer[] = [];
  const stream = res as unknown as NodeJS.ReadableStream;
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  stream.on('end', () => {
    done(null, Buffer.concat(pieces));
  });
}
