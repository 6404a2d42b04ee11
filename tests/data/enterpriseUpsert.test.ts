import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewEnterprise } from '../../src/data/index.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const USCC = '91411722PDY000028K';
// Check digits wrong on purpose: no real person's numbers.
const ID_NUMBER = '41172219700101901X';
const OTHER_ID = '41172219700101934X';
const PHONE = '13900000000';

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
  representative: { name: '张示例', idNumber: ID_NUMBER, phone: PHONE },
  at: 1,
  ...change,
});
const WHOLE: Person = { name: '张示例', idNumber: ID_NUMBER, phone: PHONE };

describe('a list that names the representative', () => {
  it.each<[string, Person, Person, string[]]>([
    ['the same with blanks and in full width', WHOLE, { name: '张 示　例' }, []],
    ['the same in another case', { ...WHOLE, name: 'Zhang Shili' }, { name: 'ZHANG SHILI' }, []],
    ['the same with another dot', { ...WHOLE, name: '提·示例' }, { name: '提•示例', idNumber: ID_NUMBER }, []],
    ['the same with a telephone written otherwise', WHOLE, { name: '张示例', phone: '+86139-0000-0000' }, []],
    ['another name with the same ID number', WHOLE, { name: '张世例', idNumber: ID_NUMBER.toLowerCase() }, ['name']],
    ['another name without ID number', WHOLE, { name: '李示例' }, ['name']],
    ['the same name with another ID number', WHOLE, { name: '张示例', idNumber: OTHER_ID }, ['idNumber']],
    ['the same name with another telephone', WHOLE, { name: '张示例', phone: '13911111111' }, ['phone']],
    [
      'somebody else',
      WHOLE,
      { name: '李示例', idNumber: OTHER_ID, phone: '13911111111' },
      ['name', 'idNumber', 'phone'],
    ],
  ])(
    '%s: the person on record stays whole, the firm’s facts are written',
    async (...[, recorded, stated, differing]) => {
      const { enterprises } = database.data;
      await enterprises.upsert(firm({ representative: recorded }));
      await enterprises.setRepresentative(USCC, 'a1');
      const row = firm({ name: '示例新名有限公司', address: '示例路2号', representative: stated, at: 2 });

      const [said] = await enterprises.compare([row]);
      const differences = await enterprises.upsertMany([row]);

      expect(said?.otherPerson).toEqual(differing);
      expect(differences.map(found => [found.stated.uscc, found.differing])).toEqual(
        differing.length === 0 ? [] : [[USCC, differing]],
      );
      expect(await enterprises.findByUscc(USCC)).toMatchObject({
        ...{ name: '示例新名有限公司', address: '示例路2号', representativeAccountId: 'a1' },
        representative: { name: recorded.name },
      });
      expect(await enterprises.privateOf(USCC)).toEqual({ idNumber: ID_NUMBER, phone: PHONE });
    },
  );

  it('fills in what the record lacks of the same person, and says from which line', async () => {
    const { enterprises } = database.data;
    await enterprises.upsert(firm({ representative: { name: '张示例' }, from: { importId: 'first', line: 2 } }));

    const differences = await enterprises.upsertMany([firm({ at: 5, from: { importId: 'second', line: 7 } })]);

    expect(differences).toEqual([]);
    expect(await enterprises.personOf(USCC)).toMatchObject({
      ...WHOLE,
      from: { importId: 'first', line: 2, at: 1 },
      idFrom: { importId: 'second', line: 7, at: 5 },
      phoneFrom: { importId: 'second', line: 7, at: 5 },
    });
  });

  it('fills in nothing where the row names another person', async () => {
    const { enterprises } = database.data;
    await enterprises.upsert(firm({ representative: { name: '张示例' } }));

    await enterprises.upsertMany([firm({ representative: { name: '李示例', idNumber: OTHER_ID, phone: PHONE } })]);

    expect(await enterprises.privateOf(USCC)).toEqual({});
  });

  it('is compared without writing: what would be written by column, nothing for an unknown firm', async () => {
    const { enterprises } = database.data;
    await enterprises.upsert(firm({ address: '示例路1号', representative: { name: '张示例', phone: PHONE } }));

    const compared = await enterprises.compare([
      firm({ representative: { name: '张示例' } }),
      firm({ address: '示例路2号' }),
      firm({ address: '示例路2号', representative: { name: '李示例', idNumber: OTHER_ID } }),
      firm({ uscc: '91411702PDY00001XL' }),
    ]);

    expect(compared).toEqual([
      { otherPerson: [], written: [] },
      { otherPerson: [], written: ['representativeId', 'address'] },
      { otherPerson: ['name'], written: ['address'] },
      null,
    ]);
    expect(await enterprises.privateOf(USCC)).toEqual({ phone: PHONE });
  });

  it('takes the first of two persons whom one list names for a new firm, and asks about the second', async () => {
    const { enterprises } = database.data;
    const second = firm({ representative: { name: '李示例' }, address: '示例路3号' });

    const differences = await enterprises.upsertMany([firm(), firm(), second]);

    expect(differences.map(({ stated, recorded }) => [stated.representative.name, recorded.name])).toEqual([
      ['李示例', '张示例'],
    ]);
    expect(await enterprises.findByUscc(USCC)).toMatchObject({
      ...{ address: '示例路3号', representative: { name: '张示例' } },
    });
  });

  it('lets one of two lists that come at once name the person, and asks about the other', async () => {
    const { enterprises } = database.data;

    const [one, other] = await Promise.all([
      enterprises.upsert(firm()),
      enterprises.upsert(firm({ representative: { name: '李示例', idNumber: OTHER_ID } })),
    ]);

    const name = (await enterprises.findByUscc(USCC))?.representative.name;
    const asked = [...one, ...other].map(({ stated }) => stated.representative.name);
    expect([name, ...asked].sort()).toEqual(['张示例', '李示例']);
    expect((await enterprises.privateOf(USCC)).idNumber).toBe(name === '张示例' ? ID_NUMBER : OTHER_ID);
  });
});

describe('a decided question', () => {
  const taken = async (person: Person) => {
    const { enterprises } = database.data;
    await enterprises.upsert(firm());
    await enterprises.setRepresentative(USCC, 'a1');
    const print = (await enterprises.personOf(USCC))?.print ?? '';
    const by = [{ accountId: 'importer' }, { accountId: 'decider' }];
    return enterprises.takeOverPerson(USCC, { questionId: 'q1', print, person, by, at: 9 });
  };

  it('puts another person on record without anything of the former one, whose account it releases', async () => {
    expect(await taken({ name: '李示例', phone: '13911111111' })).toBe(true);

    const record = await database.data.enterprises.personOf(USCC);
    expect(record).toMatchObject({ name: '李示例', phone: '13911111111', since: 9, formerAccountId: 'a1' });
    expect(record).not.toHaveProperty('accountId');
    expect(record).not.toHaveProperty('idNumber');
    expect(await database.data.enterprises.usccsOfIdNumber(ID_NUMBER, ['411722'])).toEqual([]);
  });

  it('lets another telephone wait like any that replaces one, brought by all who imported or decided it', async () => {
    expect(await taken({ name: '李示例', phone: '13911111111' })).toBe(true);

    const { enterprises } = database.data;
    expect((await enterprises.findByUscc(USCC))?.representative.contact).toMatchObject({
      ...{ way: 'DECISION', sourceId: 'q1', since: 9, replaced: true },
      by: [{ accountId: 'importer' }, { accountId: 'decider' }],
    });
    expect(await enterprises.privateOf(USCC)).toMatchObject({ phone: '13911111111', formerPhone: PHONE });
  });

  it('leaves nothing of the former telephone where the other person has none', async () => {
    const by = [{ accountId: 'clerk' }];
    await database.data.enterprises.upsert(firm());
    await database.data.enterprises.setPhone(USCC, { phone: '13722222222', way: 'WINDOW', sourceId: 'k', by, at: 8 });
    expect(await taken({ name: '李示例' })).toBe(true);

    expect((await database.data.enterprises.findByUscc(USCC))?.representative.contact).toBeUndefined();
    expect(await database.data.enterprises.privateOf(USCC)).toEqual({});
  });

  it('corrects the name of the same person, who keeps ID number, phone and account', async () => {
    expect(await taken({ name: '张世例', idNumber: ID_NUMBER })).toBe(true);

    expect(await database.data.enterprises.personOf(USCC)).toMatchObject({
      ...{ name: '张世例', idNumber: ID_NUMBER, phone: PHONE, accountId: 'a1' },
    });
  });

  it('takes effect once, and never on a record that has changed', async () => {
    const { enterprises } = database.data;
    const print = 'of another record';
    await taken({ name: '李示例' });

    const other = { print, person: { name: '王示例' }, by: [], at: 10 };
    expect(await enterprises.takeOverPerson(USCC, { questionId: 'q1', ...other })).toBe(true);
    expect(await enterprises.takeOverPerson(USCC, { questionId: 'q2', ...other })).toBe(false);
    expect((await enterprises.personOf(USCC))?.name).toBe('李示例');
  });
});
