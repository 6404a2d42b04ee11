import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { FIRST, ID_NUMBER, openQuestions, PHONE } from './personSupport.js';
import {
  appFor,
  CITY,
  confirmList,
  csv,
  importRows,
  person,
  row,
  seedPolicies,
  SHANGCAI,
  tokenFrom,
  uploadList,
  YICHENG,
} from './support.js';

let database: TestDatabase;
const world = openQuestions(() => database, 600);
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
});
afterAll(() => database.close());
beforeEach(world.next);

describe('a list that names another representative', () => {
  it('is written but for the person, who stays whole and is told; the preview and the report say so', async () => {
    await importRows(database, [row(world.number())], world.key(0));
    await database.data.enterprises.setRepresentative(world.uscc(), 'rep-a');
    const agent = request.agent(await appFor(database, CITY));
    const rows = [
      row(world.number(), { representativeName: '钱接任', representativeId: '', phone: '', duties: '整改' }),
    ];

    const address = await uploadList(agent, csv(rows), world.key(1));
    const preview = await agent.get(address).expect(200);
    await confirmList(database, agent, address);
    const report = await agent.get(address).expect(200);

    expect(preview.text).toContain('与登记的法定代表人不一致（姓名）');
    expect(preview.text).not.toContain('<ins>钱接任</ins>');
    expect(report.text).toContain('与登记不一致的法定代表人：1 位');
    expect((await database.data.entries.ofUscc(world.uscc()))[0]?.duties).toBe('整改');
    expect(await world.record()).toMatchObject({
      ...{ name: `试验人${String(world.number())}`, idNumber: ID_NUMBER, phone: PHONE, accountId: 'rep-a' },
    });
    const [question] = (await world.waiting()).filter(({ uscc }) => uscc === world.uscc());
    expect(question).toMatchObject({ differing: ['name'], stated: { name: '钱接任' }, evidence: [{ line: 2 }] });
    expect(await world.messages(question?.questionId ?? '')).toEqual(['personQuestionOpened 138****0000']);
    const rep = { ...person('LEGAL_REP').actor, accountId: 'rep-a' };
    expect((await database.data.notices.forActor(rep, FIRST)).items.map(({ code }) => code)).toEqual([
      'personQuestion.opened',
    ]);
    expect((await database.data.notices.forActor(SHANGCAI.actor, FIRST)).items[0]?.code).toBe(
      'personQuestion.forCounty',
    );
  });

  it('and nothing else is never said to agree with the record', async () => {
    await importRows(database, [row(world.number())], world.key(0));
    const agent = request.agent(await appFor(database, CITY));
    const other = row(world.number(), { phone: '13911112222' });

    const { text } = await agent.get(await uploadList(agent, csv([other]), world.key(1))).expect(200);

    expect(text).toContain('与登记的法定代表人不一致');
    expect(text).not.toContain('与企业登记的一致');
  });

  it('asks once when it is written twice, and about a telephone alone as well', async () => {
    const { questionId } = await world.asked({
      representativeName: `试验人${String(world.number())}`,
      representativeId: ID_NUMBER,
    });
    const again = row(world.number(), { phone: '13911112222', duties: '缴纳罚款；整改' });
    await importRows(database, [again], world.key(2));

    const own = (await world.waiting()).filter(({ uscc }) => uscc === world.uscc());
    expect(own).toMatchObject([{ questionId, differing: ['phone'], evidence: [{ line: 2 }, { line: 2 }] }]);
    expect((await world.record())?.phone).toBe(PHONE);
    expect(await world.messages(questionId)).toEqual(['personQuestionOpened 138****0000']);
  });
});

describe('the pages of open questions', () => {
  it('show the county’s list, both sides masked, and take a decision with its reason', async () => {
    const { questionId } = await world.asked();
    const agent = request.agent(await appFor(database, SHANGCAI));
    const address = `/entries/persons/${questionId}`;

    expect((await agent.get('/entries/persons')).text).toContain(address);
    expect((await agent.get('/admin')).text).toContain('待核实的法定代表人');
    const elsewhere = request.agent(await appFor(database, YICHENG));
    expect((await elsewhere.get('/entries/persons').expect(200)).text).not.toContain(address);
    const { text } = await agent.get(address).expect(200);
    expect(text).toContain('钱接任');
    expect(text).toContain('139****2222');
    expect(text).toContain('110***********002X');
    expect(text).not.toMatch(/13911112222|11010519491231002X/);
    const hidden = Object.fromEntries(
      [...text.matchAll(/name="(key|version|print)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    );
    const _csrf = await tokenFrom(agent, address);
    const send = (fields: object) =>
      agent
        .post(address)
        .type('form')
        .send({ _csrf, ...hidden, ...fields });

    const empty = await send({ outcome: 'KEEP', reason: ' ' });
    expect([empty.status, empty.text.includes('请填写理由')]).toEqual([422, true]);
    const stale = await send({ outcome: 'KEEP', reason: '名单写错', version: '9' });
    expect([stale.status, stale.text.includes('刚才的决定没有生效')]).toEqual([422, true]);
    expect(stale.text).toContain('名单写错');
    await send({ outcome: 'KEEP', reason: '名单写错' }).expect(303);
    expect((await agent.get('/entries/persons?show=decided')).text).toContain(address);
    expect((await agent.get('/entries/persons')).text).not.toContain(address);
    const decided = (await agent.get(address)).text;
    expect(decided).toContain('维持登记');
    // The evidence of both sides stays to be read.
    expect(decided.match(/名单\.csv/g)).toHaveLength(2);
  });

  it('show after the decision the person who was on record before it', async () => {
    const question = await world.asked();
    expect(await world.decide(question, SHANGCAI.actor)).toBe('DECIDED');
    expect((await world.record())?.name).toBe('钱接任');

    const agent = request.agent(await appFor(database, SHANGCAI));
    const { text } = await agent.get(`/entries/persons/${question.questionId}`).expect(200);

    expect(text).toMatch(new RegExp(`试验人${String(world.number())}[\\s\\S]*钱接任`));
  });

  it('say in words why somebody does not decide', async () => {
    const { questionId } = await world.asked();
    const city = request.agent(await appFor(database, CITY));

    const { text } = await city.get(`/entries/persons/${questionId}`).expect(200);

    expect(text).toContain('您上传或确认了写着这个人的名单');
    expect(text).not.toContain('name="outcome"');
  });
});
