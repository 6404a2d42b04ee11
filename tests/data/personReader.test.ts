import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NewAccount } from '../../src/data/accountStore.js';
import type { Actor } from '../../src/domain/access/actor.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const USCC = '91411722PDY000028K';
const ID_NUMBER = '41172219700101901X';
const account = (change: Partial<NewAccount> = {}): NewAccount => ({
  ...{
    accountId: 'a1',
    signInName: 'a1',
    displayName: '张示例',
    role: 'LEGAL_REP',
    passwordHash: 'hash',
    createdAt: 1,
  },
  ...change,
});
const firm = (change: object = {}) => ({
  ...{ uscc: USCC, name: '示例一号建材有限公司', county: '411722', at: 1 },
  representative: { name: '张示例', idNumber: ID_NUMBER },
  ...change,
});

describe('the firms of a reviewer', () => {
  it('are known by the ID number: on record, by another account, by a valid mandate (part 2 (b))', async () => {
    const { accounts, enterprises } = database.data;
    const [asAgent, asFormer, bound] = ['91411722PDY000036F', '91411722PDY0000443', '91411722PDY000052T'];
    const other = { name: '别人', idNumber: '411722197001019028' };
    await enterprises.upsert(firm());
    await enterprises.upsert(firm({ uscc: bound, representative: other }));
    await accounts.create(account({ idNumber: ID_NUMBER, role: 'CITY_REVIEWER' }));
    await accounts.create(account({ accountId: 'rep', signInName: 'rep', idNumber: ID_NUMBER }));
    await enterprises.setRepresentative(bound, 'rep');
    const mandates = [
      { uscc: asAgent, validUntil: '2026-11-23' },
      { uscc: asFormer, validUntil: '2026-11-22' },
    ];
    await accounts.create(
      account({ accountId: 'agent', signInName: 'agent', idNumber: ID_NUMBER, role: 'AGENT', mandates }),
    );
    const actorOf = async (accountId: string): Promise<Actor | null> => {
      const found = await accounts.findById(accountId);
      return found === null ? null : accounts.actorOf(found, '2026-11-23');
    };

    expect((await actorOf('a1'))?.represents).toEqual([USCC, asAgent, bound].sort());
    expect((await actorOf('a1'))?.usccs).toEqual([]);
    for (const accountId of ['rep', 'agent']) expect(await actorOf(accountId)).not.toHaveProperty('represents');
    await accounts.create(account({ accountId: 'a2', signInName: 'second', role: 'CITY_REVIEWER' }));
    expect(await actorOf('a2')).not.toHaveProperty('represents');
  });

  it('are none by what nobody has: no ID number, no account of a representative', async () => {
    const { accounts, enterprises } = database.data;
    await enterprises.upsert(firm({ uscc: '91411722PDY000060W', representative: { name: '无号' } }));
    for (const role of ['COUNTY_REVIEWER', 'LEGAL_REP', 'AGENT', 'CITY_ADMIN'] as const) {
      await accounts.create(account({ accountId: `bare-${role}`, signInName: `bare-${role}`, role }));
      expect(await accounts.actorOf({ accountId: `bare-${role}` }, '2026-11-23')).toEqual({
        ...{ accountId: `bare-${role}`, role, usccs: [], interests: [] },
      });
    }
    expect(await accounts.inUse('nobody', '2026-11-23')).toBeNull();
  });
});
