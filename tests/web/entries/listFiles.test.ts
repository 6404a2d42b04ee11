import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { projectRoot } from '../../../src/projectRoot.js';
import { readSheetApart } from '../../../src/spreadsheets/readSheetApart.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { FIRST, ID_NUMBER, PHONE } from './personSupport.js';
import { appFor, CITY, confirmList, keyNumber, seedPolicies, tokenFrom, uploadList } from './support.js';

let database: TestDatabase;
let sent = 700;
beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
});
afterAll(() => database.close());

const questions = async () => (await database.data.personQuestions.page({ open: true }, FIRST)).items;

const fileOf = (name: string) => readFile(join(projectRoot, 'tests/support/lists', name));

/** Uploads a list file as an office made it, and writes it. */
async function importFile(name: string): Promise<string> {
  sent += 1;
  const agent = request.agent(await appFor(database, CITY));
  const address = await uploadList(agent, await fileOf(name), keyNumber(sent));
  const { text } = await agent.get(address).expect(200);
  if (text.includes(`${address}/confirm`)) await confirmList(database, agent, address);
  return text;
}

describe('list files as offices make them', () => {
  it('failed formulas are faulty rows that name the cell', async () => {
    const text = await importFile('formula-errors.xlsx');

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

    const text = await importFile('formula-error-running-case.xlsx');

    expect(text).toContain('【法定代表人】写的是“#N/A”');
    expect(await database.data.enterprises.personOf(uscc)).toEqual(before);
    expect((await questions()).filter(question => question.uscc === uscc)).toEqual([]);
  });

  it('placeholders are no values where a cell may be empty, and faults that name themselves where not', async () => {
    const text = await importFile('placeholders.csv');

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
    await importFile('dot-first.csv');
    await importFile('dot-other.csv');

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
    await importFile('gbk-rare.csv');

    expect((await database.data.enterprises.findByUscc('91411722PDY50025X0'))?.representative.name).toBe('示例䶮');
  });

  it.each(['one-character-cut.csv', 'one-character-cut-gbk.csv'])(
    'a character cut off in %s costs its row, which is shown, and not the file',
    async name => {
      const text = await importFile(name);

      expect(text).toContain('【失信事实】有损坏的字符');
      expect(await database.data.entries.ofUscc('91411722PDY500276T')).toHaveLength(1);
      expect(await database.data.entries.ofUscc('91411722PDY5002680')).toHaveLength(0);
    },
  );
});

describe('a list file that comes while too many are read', () => {
  const endless = join(projectRoot, 'tests/preview/support/endless.mjs');
  /** As many readings as may run and wait; the first one ends after this time, then the others at once. */
  const fillTheReader = (timeMs: number) =>
    Promise.allSettled(
      [timeMs, 1, 1, 1, 1].map(ms => readSheetApart(Buffer.from('a'), { program: endless, timeMs: ms })),
    );

  it('is no fault: it is asked for again by Retry-After and in words, and is taken by the same form later', async () => {
    const zh = request.agent(await appFor(database, CITY));
    const en = request.agent(await appFor(database, { ...CITY, language: 'en' }));
    const file = await fileOf('dot-first.csv');
    const send = async (agent: typeof zh) => {
      const form = { _csrf: await tokenFrom(agent, '/entries/imports/new'), key: keyNumber(790) };
      return () => agent.post('/entries/imports/new').field(form).attach('file', file, '名单.csv');
    };
    const [sendZh, sendEn] = [await send(zh), await send(en)];

    const filled = fillTheReader(5_000);
    const [first, second] = [await sendZh(), await sendEn()];
    await filled;

    expect([first.status, second.status]).toEqual([503, 503]);
    expect([first.headers['retry-after'], second.headers['retry-after']]).toEqual(['60', '60']);
    expect(first.text).toContain('这个文件没有问题，但还没有读取，也没有保存。请过一分钟再选这个文件');
    expect(second.text).toContain('Choose it again in a minute');
    expect(first.text).toContain(keyNumber(790));
    expect((await sendZh()).status).toBe(303);
  });
});
