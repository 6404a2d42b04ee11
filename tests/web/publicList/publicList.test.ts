import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Express } from 'express';
import request from 'supertest';
import { publicListForm } from '../../../src/web/publicList/publicListForm.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { appFor, importRows, keyNumber, NOW, row, seedPolicies, usccOf } from '../entries/support.js';

let database: TestDatabase;
let app: Express;
const idOf = async (number: number): Promise<string> =>
  (await database.data.entries.ofUscc(usccOf(number)))[0]?.entryId ?? '';
const find = (q: string) => request(app).get(`/list?q=${encodeURIComponent(q)}`);

beforeAll(async () => {
  database = await openTestDatabase();
  await seedPolicies(database);
  await importRows(database, [
    ...[1, 2, 3, 4].map(number => row(number)),
    row(5, { decisionDate: '2024-01-10', publicationStart: '2024-01-10' }),
  ]);
  await database.data.entries.mask(await idOf(2), { reason: 'OBJECTION', at: NOW });
  await database.data.entries.exit(await idOf(3), { caseId: 'c-3', at: NOW, reason: 'REPAIRED' });
  await database.data.entries.mark(await idOf(4), { reason: 'REPAIR_APPLIED' });
});
beforeAll(async () => {
  app = await appFor(database, null);
});
afterAll(() => database.close());

describe('GET /list', () => {
  it('finds an entry by its exact code, full-width and lower case too', async () => {
    const fullWidth = usccOf(1)
      .toLowerCase()
      .replace(/[!-~]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

    for (const q of [usccOf(1), fullWidth]) {
      const { text } = await find(q).expect(200);
      expect(text).toContain('试验企业1号有限公司');
    }
  });

  it('finds by the beginning of the name only, and shows no masked, exited or past entry', async () => {
    const { text } = await find('试验企业').expect(200);
    const found = text.slice(0, text.indexOf('id="exits"'));

    expect(found).toContain(usccOf(1));
    expect(found).toContain('已申请信用修复');
    for (const number of [2, 3, 5]) expect(found).not.toContain(usccOf(number));
    expect((await find('企业1号').expect(200)).text).toContain('没有找到名称以“企业1号”开头的企业');
  });

  it('says of the last day, in the list and on the page of an entry, that the original of its rule was not checked', async () => {
    const found = (await find(usccOf(1)).expect(200)).text;
    const entry = (
      await request(app)
        .get(`/list/${await idOf(1)}`)
        .expect(200)
    ).text;

    for (const text of [found, entry]) {
      expect(text).toMatch(/2027年6月1日 ?<a class="govuk-link xf-source-mark"[^>]*>转载来源，原文未核对</);
    }
  });

  it('says of a full code alone that the firm is not listed, and of characters only that nothing begins with them', async () => {
    const unlisted = usccOf(90);
    const byCode = (await find(unlisted).expect(200)).text;
    expect(byCode).toContain(`信用代码为 ${unlisted} 的企业目前不在公示的名单上`);
    expect(byCode).not.toContain('这不等于');

    for (const name of ['某某商贸', '某某商贸有限公司']) {
      const { text } = await find(name).expect(200);
      expect(text).toContain(`没有找到名称以“${name}”开头的企业`);
      expect(text).toContain('这不等于您要查的企业不在名单上');
      expect(text).toContain('如果是营业执照上的全称，一字不差，那么这家企业目前不在公示的名单上');
    }
  });

  it('shows what is published on the first page and in the total, however much before it is over', async () => {
    const old = { decisionDate: '2024-01-10', publicationStart: '2024-01-10' };
    const overFirst = Array.from({ length: 21 }, (_, place) =>
      row(100 + place, { ...old, enterpriseName: `丰年${String(place).padStart(2, '0')}号试验厂` }),
    );
    await importRows(database, [...overFirst, row(130, { enterpriseName: '丰年末号试验厂' })], keyNumber(100));

    const { text } = await find('丰年').expect(200);

    expect(text).toContain('丰年末号试验厂');
    expect(text).not.toContain('丰年00号试验厂');
    expect(text).not.toContain('没有找到');
    expect(text).not.toContain('page=2');
  });

  it('lists who left the list lately', async () => {
    const { text } = await request(app).get('/list').expect(200);

    expect(text.slice(text.indexOf('id="exits"'))).toContain('试验企业3号有限公司');
  });

  it('shows the notices of exit of one firm, or says that there is none', async () => {
    const exits = (q: string) => request(app).get(`/exits?q=${encodeURIComponent(q)}`);

    for (const q of [usccOf(3), '试验企业3']) {
      const { text } = await exits(q).expect(200);
      expect(text).toContain('试验企业3号有限公司');
      expect(text).toContain(`value="${q}"`);
    }
    expect((await exits('试验企业1').expect(200)).text).toContain('移出名单公告里没有找到');
    expect((await exits('甲').expect(422)).text).toContain('至少输入 2 个字');
  });

  it.each([
    ['甲', '至少输入 2 个字'],
    [`${usccOf(1).slice(0, 17)}${usccOf(1).endsWith('0') ? '1' : '0'}`, '最后一位对不上'],
    [usccOf(1).slice(0, 17), '应为 18 位'],
  ])('says what is wrong with %s', async (q, words) => {
    const { text } = await find(q).expect(422);

    expect(text).toContain(words);
    expect(text).toContain(`value="${q}"`);
  });

  it('limits how often one address may look up', async () => {
    const fresh = await appFor(database, null);
    const answers: number[] = [];
    for (let number = 0; number < 45; number += 1) answers.push((await request(fresh).get('/list')).status);

    expect(answers.filter(status => status === 200)).toHaveLength(40);
    expect(answers.at(-1)).toBe(429);
  });
});

describe('GET /list/:entryId', () => {
  it('shows the decision and its latest end, and no person', async () => {
    const { text } = await request(app)
      .get(`/list/${await idOf(1)}`)
      .expect(200);

    expect(text).toContain('试应急罚〔2026〕1号');
    expect(text).toContain('公示最迟到');
    expect(text).not.toContain('试验人1');
    expect(text).not.toContain('1380');
  });

  it('covers numbers of persons that the decision holds, and keeps its words', async () => {
    const facts = '法定代表人（11010519491231002X）拖欠工资，电话１３９００００００００';
    await importRows(database, [row(140, { facts, penalty: '罚款，联系 139-1111-1111' })], keyNumber(140));

    const { text } = await request(app)
      .get(`/list/${await idOf(140)}`)
      .expect(200);

    expect(text).toContain('拖欠工资');
    expect(text).toContain('罚款，联系 ');
    for (const number of ['11010519491231002X', '１３９００００００００', '139-1111-1111'])
      expect(text).not.toContain(number);
  });

  it.each([2, 3, 5])('does not show entry %i: masked, exited or past', async number => {
    await request(app)
      .get(`/list/${await idOf(number)}`)
      .expect(404);
  });

  it('does not show an unknown one', async () => {
    await request(app).get('/list/unknown').expect(404);
  });
});

describe('reading what a visitor looks for', () => {
  it.each([
    ['', 'none'],
    ['   ', 'none'],
    ['平安', 'search'],
    ['Ping', 'search'],
    [usccOf(1), 'search'],
    ['一'.repeat(61), 'wrong'],
  ])('%s is %s', (text, kind) => {
    expect(publicListForm(text).kind).toBe(kind);
  });
});
