import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PersonOnRecord } from '../../src/data/index.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const USCC = '91411722PDY000028K';
// Check digits wrong on purpose: no real person's numbers.
const ID_NUMBER = '41172219700101901X';
const OTHER_ID = '41172219700101934X';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.connection.collection('personQuestions').deleteMany({});
});

const FROM = { importId: 'i0', line: 3, at: 1 };
const RECORDED: PersonOnRecord = {
  from: FROM,
  name: '张示例',
  idNumber: ID_NUMBER,
  phone: '13900000000',
  print: 'p1',
};
const asked = (stated: { name: string; idNumber?: string; phone?: string }, importId = 'i1', line = 2) => ({
  ...{ uscc: USCC, enterpriseName: '示例一号建材有限公司', county: '411722', recorded: RECORDED, stated },
  differing: ['name' as const],
  place: { importId, fileName: '名单.csv', line, by: 'importer', at: 5 },
  importers: [{ accountId: 'importer', personMark: 'm1' }],
  at: 6,
});
const open = (...given: Parameters<typeof asked>) => database.data.personQuestions.open(asked(...given));
const FIRST = { page: 1, size: 20 };
const decision = {
  ...{ key: 'k', accountId: 'county', role: 'COUNTY_ADMIN', outcome: 'KEEP' as const, reason: '核实过', at: 9 },
};

describe('PersonQuestionStore', () => {
  it('makes one open question of a firm and a person, however often the import runs', async () => {
    const [one, other] = await Promise.all([open({ name: '李示例' }), open({ name: '李 示例' })]);
    const again = await open({ name: '李示例' });

    expect(new Set([one, other, again].map(question => question?.questionId)).size).toBe(1);
    expect(again?.evidence).toHaveLength(1);
    expect(await database.data.personQuestions.countOpen({})).toBe(1);
    expect(await database.data.personQuestions.countOpen({ county: '411702' })).toBe(0);
  });

  it('joins a later list as evidence, with what it adds of the same person, and asks about a third one apart', async () => {
    const first = await open({ name: '李示例' });
    const later = await open({ name: '李示例', idNumber: OTHER_ID }, 'i2', 7);
    const third = await open({ name: '王示例' }, 'i2', 8);

    expect(later?.questionId).toBe(first?.questionId);
    expect(later?.evidence.map(({ importId, line }) => [importId, line])).toEqual([
      ['i1', 2],
      ['i2', 7],
    ]);
    expect(later?.version).toBe(2);
    expect((await database.data.personQuestions.privateOf(later?.questionId ?? ''))?.stated.idNumber).toBe(OTHER_ID);
    expect(third?.questionId).not.toBe(first?.questionId);
    expect(await database.data.personQuestions.countOfImport('i2')).toBe(2);
  });

  it('keeps numbers sealed, and shows them masked', async () => {
    const question = await open({ name: '李示例', idNumber: OTHER_ID, phone: '13911112222' });

    const [stored] = await database.connection.collection('personQuestions').find({}).toArray();
    expect(JSON.stringify(stored)).not.toMatch(/19700101|1390000|1391111/);
    expect(JSON.stringify(question)).not.toMatch(/19700101|1390000|1391111/);
    expect(question?.recorded).toEqual({ name: '张示例', idMasked: '411***********901X', phoneMasked: '139****0000' });
    expect(question?.parties).toHaveLength(2);
    expect(question?.standing).toEqual({ from: FROM });
  });

  it('takes one of two decisions of the same version, and asks again only when another list says so', async () => {
    const { personQuestions } = database.data;
    const { questionId = '', version = 0 } = (await open({ name: '李示例' })) ?? {};
    const decide = () => personQuestions.decide(questionId, { version, decision, state: 'DECIDED' });

    expect((await Promise.all([decide(), decide()])).sort()).toEqual([false, true]);
    expect(await open({ name: '李示例' })).toBeNull();
    expect((await open({ name: '李示例' }, 'i2'))?.questionId).not.toBe(questionId);
    expect((await personQuestions.page({ open: false }, FIRST)).items).toMatchObject([{ questionId, outcome: 'KEEP' }]);
    expect((await personQuestions.page({ open: true }, FIRST)).total).toBe(1);
  });

  it('begins anew at the county with another record', async () => {
    const { personQuestions } = database.data;
    const { questionId = '' } = (await open({ name: '李示例' })) ?? {};
    await personQuestions.decide(questionId, { version: 1, decision, state: 'AT_CITY' });

    expect(await personQuestions.begin(questionId, { version: 1, recorded: RECORDED })).toBe(false);
    const recorded = { name: '赵示例', print: 'p2' };
    expect(await personQuestions.begin(questionId, { version: 2, recorded })).toBe(true);

    expect(await personQuestions.find(questionId)).toMatchObject({
      ...{ state: 'OPEN', print: 'p2', decisions: [], recorded: { name: '赵示例' } },
    });
  });
});
