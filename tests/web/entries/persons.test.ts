import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';
import { decidePersonQuestion } from '../../../src/commands/personQuestions.js';
import type { PersonQuestion } from '../../../src/data/index.js';
import type { Actor } from '../../../src/domain/access/actor.js';
import { outboxGateway } from '../../../src/messaging/outboxGateway.js';
import { projectRoot } from '../../../src/projectRoot.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { DISPLAY, repairCase } from '../../data/support/values.js';
import {
  appFor,
  CITY,
  confirmList,
  csv,
  importRows,
  keyNumber,
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

const FIRST = { page: 1, size: 50 };
/** Number and telephone of the rows that `row` makes. */
const ID_NUMBER = '11010519491231002X';
const PHONE = '13800000000';

let database: TestDatabase;
let drawn = 500;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
});
afterAll(() => database.close());
beforeEach(() => {
  drawn += 1;
});

const key = (number: number) => keyNumber(drawn * 10 + number);
const SECOND_CITY = { ...CITY.actor, accountId: 'second-city' };

/** A firm on record, and a list that names somebody else; what waits for a decision. */
async function asked(change: Parameters<typeof row>[1] = {}, { account = '' } = {}): Promise<PersonQuestion> {
  await importRows(database, [row(drawn)], key(0));
  if (account !== '') await database.data.enterprises.setRepresentative(usccOf(drawn), account);
  const other = { representativeName: '钱接任', representativeId: '', phone: '13911112222', duties: '整改' };
  await importRows(database, [row(drawn, { ...other, ...change })], key(1));
  const question = (await questions()).find(({ uscc }) => uscc === usccOf(drawn));
  if (question === undefined) throw new Error('no question');
  return question;
}

const questions = async (open = true) => (await database.data.personQuestions.page({ open }, FIRST)).items;
const record = () => database.data.enterprises.personOf(usccOf(drawn));
const messages = async (questionId: string) =>
  (await database.data.outbox.page({}, { page: 1, size: 200 })).items
    .filter(({ messageId }) => messageId.startsWith(questionId))
    .map(({ code, to }) => `${code} ${to}`)
    .sort();

async function decide(
  { questionId, version, print }: PersonQuestion,
  actor: Actor,
  change: { outcome?: 'KEEP' | 'TAKE_OVER'; print?: string; key?: string } = {},
) {
  const form = {
    questionId,
    version,
    print,
    key: key(9),
    outcome: 'TAKE_OVER' as const,
    reason: '电话核实',
    ...change,
  };
  const { data } = database;
  const answer = await decidePersonQuestion(
    {
      ...{ data, messages: outboxGateway(data), clock: () => NOW },
      correctPhone: async (_actor, { accountId, phone }) => {
        await data.enterprises.setRepresentativePhone(accountId, phone);
        return { ok: true };
      },
    },
    { actor, form },
  );
  return answer.ok ? answer.question.state : (answer.refusal?.code ?? 'not found');
}

describe('a list that names another representative', () => {
  it('is written but for the person, who stays whole and is told; the preview and the report say so', async () => {
    await importRows(database, [row(drawn)], key(0));
    await database.data.enterprises.setRepresentative(usccOf(drawn), 'rep-a');
    const agent = request.agent(await appFor(database, CITY));
    const rows = [row(drawn, { representativeName: '钱接任', representativeId: '', phone: '', duties: '整改' })];

    const address = await uploadList(agent, csv(rows), key(1));
    const preview = await agent.get(address).expect(200);
    await confirmList(database, agent, address);
    const report = await agent.get(address).expect(200);

    expect(preview.text).toContain('与登记的法定代表人不一致（姓名）');
    expect(preview.text).not.toContain('<ins>钱接任</ins>');
    expect(report.text).toContain('与登记不一致的法定代表人：1 位');
    expect((await database.data.entries.ofUscc(usccOf(drawn)))[0]?.duties).toBe('整改');
    expect(await record()).toMatchObject({
      ...{ name: `试验人${String(drawn)}`, idNumber: ID_NUMBER, phone: PHONE, accountId: 'rep-a' },
    });
    const [question] = (await questions()).filter(({ uscc }) => uscc === usccOf(drawn));
    expect(question).toMatchObject({ differing: ['name'], stated: { name: '钱接任' }, evidence: [{ line: 2 }] });
    expect(await messages(question?.questionId ?? '')).toEqual(['personQuestionOpened 138****0000']);
    const rep = { ...person('LEGAL_REP').actor, accountId: 'rep-a' };
    expect((await database.data.notices.forActor(rep, FIRST)).items.map(({ code }) => code)).toEqual([
      'personQuestion.opened',
    ]);
    expect((await database.data.notices.forActor(SHANGCAI.actor, FIRST)).items[0]?.code).toBe(
      'personQuestion.forCounty',
    );
  });

  it('asks once when it is written twice, and about a telephone alone as well', async () => {
    const { questionId } = await asked({ representativeName: `试验人${String(drawn)}`, representativeId: ID_NUMBER });
    const again = row(drawn, { phone: '13911112222', duties: '缴纳罚款；整改' });
    await importRows(database, [again], key(2));

    const own = (await questions()).filter(({ uscc }) => uscc === usccOf(drawn));
    expect(own).toMatchObject([{ questionId, differing: ['phone'], evidence: [{ line: 2 }, { line: 2 }] }]);
    expect((await record())?.phone).toBe(PHONE);
    expect(await messages(questionId)).toEqual(['personQuestionOpened 138****0000']);
  });
});

describe('the decision', () => {
  it('is the county’s alone where nobody acts for the firm; the person of the list is on record then', async () => {
    const question = await asked();
    await database.data.invitations.create({
      ...{ invitationId: `inv-${String(drawn)}`, uscc: usccOf(drawn), county: '411722', code: `C-${String(drawn)}` },
      ...{ createdAt: NOW, expiresAt: NOW + 1, by: 'x' },
    });

    expect(await decide(question, CITY.actor)).toBe('personOwnImport');
    expect(await decide(question, SECOND_CITY)).toBe('personCountyFirst');
    expect(await decide(question, YICHENG.actor)).toBe('not found');
    expect(await decide(question, SHANGCAI.actor)).toBe('DECIDED');

    expect(await record()).toMatchObject({ name: '钱接任', phone: '13911112222', since: NOW });
    expect(await record()).not.toHaveProperty('idNumber');
    expect((await database.data.invitations.ofUscc(usccOf(drawn)))[0]?.revokedAt).toBe(NOW);
    expect(await messages(question.questionId)).toEqual([
      ...['personQuestionEntered 139****2222', 'personQuestionOpened 138****0000', 'personQuestionTaken 138****0000'],
    ]);
    expect(await decide({ ...question, version: 2 }, { ...SHANGCAI.actor, accountId: 'other' })).toBe('personDecided');
  });

  it('needs the city as well where the firm has an account, and another person there', async () => {
    const question = await asked({}, { account: 'rep-b' });
    const county = { ...SHANGCAI.actor, personMark: 'one-person' };

    expect(await decide(question, county)).toBe('AT_CITY');
    expect((await record())?.accountId).toBe('rep-b');
    const now = { ...question, version: 2 };
    expect(await decide(now, CITY.actor, { key: key(8) })).toBe('personOwnImport');
    expect(await decide(now, { ...SECOND_CITY, personMark: 'one-person' }, { key: key(8) })).toBe('personFourEyes');
    expect(await decide(now, { ...SHANGCAI.actor, accountId: 'other' }, { key: key(8) })).toBe('personAtCity');
    expect(await decide(now, SECOND_CITY, { key: key(8) })).toBe('DECIDED');

    expect(await record()).toMatchObject({ name: '钱接任', formerAccountId: 'rep-b' });
    expect(await record()).not.toHaveProperty('accountId');
    const rep = { ...person('LEGAL_REP').actor, accountId: 'rep-b' };
    expect((await database.data.notices.forActor(rep, FIRST)).items.map(({ code }) => code).sort()).toEqual([
      ...['personQuestion.opened', 'personQuestion.taken'],
    ]);
    const acts = (await database.data.audit.ofChain('admin')).filter(({ kind }) => kind === 'personDecided');
    const own = acts.filter(({ data }) => (data as { questionId: string }).questionId === question.questionId);
    expect(own.map(({ actor }) => actor?.accountId)).toEqual([county.accountId, SECOND_CITY.accountId]);
    expect(JSON.stringify(own)).not.toMatch(/1391111|19491231/);
  });

  it('needs the city as well where a case of the firm is open', async () => {
    const question = await asked();
    const caseId = `case-${String(drawn)}`;
    const open = repairCase({ caseId, reference: `XF-${String(drawn)}`, uscc: usccOf(drawn), entryId: caseId });
    await database.data.cases.project(open, DISPLAY);

    expect(await decide(question, SHANGCAI.actor)).toBe('AT_CITY');
    expect((await record())?.name).toBe(`试验人${String(drawn)}`);
  });

  it('that keeps the record is final at the county, and told', async () => {
    const question = await asked({}, { account: 'rep-c' });

    expect(await decide(question, SHANGCAI.actor, { outcome: 'KEEP' })).toBe('DECIDED');

    expect(await record()).toMatchObject({ name: `试验人${String(drawn)}`, accountId: 'rep-c' });
    expect(await messages(question.questionId)).toEqual([
      ...['personQuestionKept 138****0000', 'personQuestionOpened 138****0000'],
    ]);
  });

  it('sent twice decides once, also where the first sending ended before its record', async () => {
    const question = await asked();

    const both = [await decide(question, SHANGCAI.actor), await decide(question, SHANGCAI.actor)];

    expect(both).toEqual(['DECIDED', 'DECIDED']);
    expect((await database.data.personQuestions.find(question.questionId))?.decisions).toHaveLength(1);
  });

  it('is refused on a record that changed meanwhile, and begins anew with the present one', async () => {
    const question = await asked({}, { account: 'rep-d' });
    expect(await decide(question, SHANGCAI.actor)).toBe('AT_CITY');
    await database.data.enterprises.setRepresentativePhone('rep-d', '13777777777');

    expect(await decide({ ...question, version: 2 }, SECOND_CITY, { key: key(8) })).toBe('personChanged');

    const now = await database.data.personQuestions.find(question.questionId);
    expect(now).toMatchObject({ state: 'OPEN', decisions: [], recorded: { phoneMasked: '137****7777' } });
    expect((await record())?.name).toBe(`试验人${String(drawn)}`);
    expect(await decide(now ?? question, SHANGCAI.actor, { key: key(7), print: question.print })).toBe('personChanged');
  });

  it('is not for one of the two persons', async () => {
    const question = await asked();

    expect(await decide(question, { ...SHANGCAI.actor, personMark: question.parties[0] ?? '' })).toBe(
      'personOwnMatter',
    );
  });

  it('about the same person’s telephone corrects that of the account, which stays', async () => {
    const question = await asked(
      { representativeName: `试验人${String(drawn)}`, representativeId: ID_NUMBER },
      { account: `rep-e` },
    );

    await decide(question, SHANGCAI.actor);
    expect(await decide({ ...question, version: 2 }, SECOND_CITY, { key: key(8) })).toBe('DECIDED');

    expect(await record()).toMatchObject({ idNumber: ID_NUMBER, phone: '13911112222', accountId: 'rep-e' });
  });
});

describe('the pages of open questions', () => {
  it('show the county’s list, both sides masked, and take a decision with its reason', async () => {
    const { questionId } = await asked();
    const agent = request.agent(await appFor(database, SHANGCAI));
    const address = `/entries/persons/${questionId}`;

    expect((await agent.get('/entries/persons')).text).toContain(address);
    expect((await agent.get('/admin')).text).toContain('待核实的法定代表人');
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
    expect((await agent.get(address)).text).toContain('维持登记');
  });

  it('say in words why somebody does not decide', async () => {
    const { questionId } = await asked();
    const city = request.agent(await appFor(database, CITY));

    const { text } = await city.get(`/entries/persons/${questionId}`).expect(200);

    expect(text).toContain('您上传或确认了写着这个人的名单');
    expect(text).not.toContain('name="outcome"');
  });
});

const fileOf = (name: string) => readFile(join(projectRoot, 'tests/support/lists', name));

/** Uploads a list file as an office made it, and writes it. */
async function importFile(name: string, number: number): Promise<string> {
  const agent = request.agent(await appFor(database, CITY));
  const address = await uploadList(agent, await fileOf(name), key(number));
  const { text } = await agent.get(address).expect(200);
  if (text.includes(`${address}/confirm`)) await confirmList(database, agent, address);
  return text;
}

describe('list files as offices make them', () => {
  it('failed formulas are faulty rows that name the cell', async () => {
    const text = await importFile('formula-errors.xlsx', 3);

    expect(text).toContain('【企业名称】写的是“#N/A”');
    expect(text).toContain('【法定代表人】写的是“#REF!”');
    expect(text).toContain('【失信事实】写的是“#N/A”');
    expect(text).toContain('【法定代表人】写的是“#VALUE!”');
    expect(text).toContain('没有可以写入的新内容');
  });

  it('a failed formula as representative of a firm with a running case leaves person, account and case alone', async () => {
    const uscc = '91411722PDY009049R';
    const representative = { name: '赵如约', idNumber: ID_NUMBER, phone: PHONE };
    await database.data.enterprises.upsert({
      uscc,
      name: '上蔡县瑞泽包装演示904号有限公司',
      county: '411722',
      representative,
      at: 1,
    });
    await database.data.enterprises.setRepresentative(uscc, 'rep-904');
    const before = await database.data.enterprises.personOf(uscc);

    const text = await importFile('formula-error-running-case.xlsx', 3);

    expect(text).toContain('【法定代表人】写的是“#N/A”');
    expect(await database.data.enterprises.personOf(uscc)).toEqual(before);
    expect((await questions()).filter(question => question.uscc === uscc)).toEqual([]);
  });

  it('placeholders are no values where a cell may be empty, and faults that name themselves where not', async () => {
    const text = await importFile('placeholders.csv', 3);

    expect(text).toContain('【法定代表人】写的是“/”');
    expect(text).toContain('【法定代表人】写的是“无”');
    expect(text).toContain('【失信事实】写的是“无”');
    const entries = await database.data.entries.ofUsccs([
      ...['91411722PDY500188C', '91411722PDY5001967', '91411722PDY500209W', '91411722PDY500217P'],
    ]);
    expect(entries).toHaveLength(4);
    expect(entries.every(({ county }) => county === '411722')).toBe(true);
    expect(await database.data.enterprises.privateOf('91411722PDY5001967')).toEqual({});
  });

  it('another middle dot is the same person, who activates with any', async () => {
    await importFile('dot-first.csv', 3);
    await importFile('dot-other.csv', 4);

    const uscc = '91411722PDY5002418';
    expect(await database.data.entries.ofUscc(uscc)).toHaveLength(2);
    expect((await questions()).filter(question => question.uscc === uscc)).toEqual([]);
    expect(await database.data.enterprises.privateOf(uscc)).toMatchObject({ phone: '13900000001' });
    for (const dot of ['·', '•', '・', '．', '‧']) {
      const claim = { name: `示例提${dot}艾测试`, idTail: '010011' };
      expect([dot, await database.data.enterprises.isRepresentative(uscc, claim)]).toEqual([dot, true]);
    }
  });

  it('rare characters in GB 18030 are read as they are', async () => {
    await importFile('gbk-rare.csv', 3);

    expect((await database.data.enterprises.findByUscc('91411722PDY50025X0'))?.representative.name).toBe('示例䶮');
  });

  it.each(['one-character-cut.csv', 'one-character-cut-gbk.csv'])(
    'a character cut off in %s costs its row, which is shown, and not the file',
    async name => {
      const text = await importFile(name, name.length);

      expect(text).toContain('【失信事实】有损坏的字符');
      expect(await database.data.entries.ofUscc('91411722PDY500276T')).toHaveLength(1);
      expect(await database.data.entries.ofUscc('91411722PDY5002680')).toHaveLength(0);
    },
  );
});
