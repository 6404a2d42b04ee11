import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewEnterprise } from '../../src/data/index.js';
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
  await database.connection.collection('enterprises').deleteMany({});
});

type Person = NewEnterprise['representative'];
const firm = (change: Partial<NewEnterprise> = {}): NewEnterprise => ({
  uscc: USCC,
  name: '示例一号建材有限公司',
  county: '411722',
  representative: { name: '张示例', idNumber: ID_NUMBER, phone: '13900000000' },
  at: 1,
  ...change,
});

describe('a list that names the representative', () => {
  const named = (name: string, idNumber?: string) => firm({ representative: { name, idNumber }, at: 2 });
  const bound: Person = { name: '张示例', idNumber: ID_NUMBER };

  const withId = (idNumber: string | undefined) => (idNumber === undefined ? {} : { idNumber });

  it.each<[string, Person, NewEnterprise, boolean]>([
    ['with blanks and in full width', bound, named('张 示　例'), false],
    ['in another case', { name: 'Zhang Shili' }, named('ZHANG SHILI'), false],
    ['by another name but the same ID number', bound, named('张世例', ID_NUMBER.toLowerCase()), false],
    ['with an ID number that the record lacks', { name: '张示例' }, named('张示例', ID_NUMBER), false],
    ['by the same name but another ID number', bound, named('张示例', OTHER_ID), true],
    ['by another name without an ID number', bound, named('李示例'), true],
  ])('%s: replaces or keeps, as the comparison said', async (...[, recorded, stated, replaces]) => {
    const { enterprises } = database.data;
    await enterprises.upsert(firm({ representative: { phone: '13900000000', ...recorded } }));
    await enterprises.setRepresentative(USCC, 'a1');

    const [said] = await enterprises.compare([stated]);
    await enterprises.upsertMany([stated]);

    const after = await enterprises.findByUscc(USCC);
    const kept = { account: after?.representativeAccountId, ...(await enterprises.privateOf(USCC)) };
    const idNumber = stated.representative.idNumber?.toUpperCase();
    expect(said).toMatchObject({ replaces, bound: true });
    expect(after?.representative.name).toBe(stated.representative.name);
    expect(kept).toEqual(
      replaces
        ? { account: undefined, ...withId(idNumber) }
        : {
            account: 'a1',
            phone: '13900000000',
            ...withId(idNumber ?? (recorded as { idNumber?: string }).idNumber),
          },
    );
  });

  it('is compared without writing: what differs by column, nothing for an unknown firm', async () => {
    const { enterprises } = database.data;
    await enterprises.upsert(firm({ address: '示例路1号' }));
    const other = { name: '张示例', idNumber: OTHER_ID, phone: '13911111111' };

    const compared = await enterprises.compare([
      firm(),
      firm({ address: '示例路2号', representative: other }),
      firm({ uscc: '91411702PDY00001XL' }),
    ]);

    expect(compared).toEqual([
      { replaces: false, bound: false, differing: [] },
      { replaces: true, bound: false, differing: ['representativeId', 'phone', 'address'] },
      null,
    ]);
    expect(await enterprises.privateOf(USCC)).toEqual({ idNumber: ID_NUMBER, phone: '13900000000' });
  });

  it('leaves out what the former one had, whoever of two lists comes first', async () => {
    const { enterprises } = database.data;

    await Promise.all([enterprises.upsert(firm()), enterprises.upsert(named('李示例'))]);

    const [name, numbers] = [
      (await enterprises.findByUscc(USCC))?.representative.name,
      await enterprises.privateOf(USCC),
    ];
    expect([name, Object.keys(numbers).sort()]).toEqual(
      name === '李示例' ? ['李示例', []] : ['张示例', ['idNumber', 'phone']],
    );
  });
});
