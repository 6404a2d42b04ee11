import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewAccount } from '../../src/data/accountStore.js';
import { invitationState } from '../../src/data/invitationStore.js';
import type { Actor } from '../../src/domain/access/actor.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const name of ['accounts', 'enterprises', 'invitations', 'notices', 'sessions', 'outbox']) {
    await database.connection.collection(name).deleteMany({});
  }
});

const USCC = '91411722PDY000028K';
const ID_NUMBER = '41172219700101901X';
const FIRST = { page: 1, size: 10 };
const account = (change: Partial<NewAccount> = {}): NewAccount => ({
  accountId: 'a1',
  signInName: 'Zhang.Shili',
  displayName: '张示例',
  role: 'LEGAL_REP',
  passwordHash: 'hash',
  createdAt: 1,
  ...change,
});
const firm = (change: object = {}) => ({
  uscc: USCC,
  name: '示例一号建材有限公司',
  county: '411722',
  representative: { name: '张示例', idNumber: ID_NUMBER, phone: '13900000000' },
  at: 1,
  ...change,
});

describe('AccountStore', () => {
  it('knows a repeated creation from a taken name, whatever its case and width', async () => {
    const { accounts } = database.data;

    expect(await accounts.create(account())).toBe('created');
    expect(await accounts.create(account())).toBe('already');
    expect(await accounts.create(account({ accountId: 'a2', signInName: 'ｚｈａｎｇ.shili' }))).toBe('taken');
    expect((await accounts.findBySignInName('ZHANG.SHILI'))?.accountId).toBe('a1');
  });

  it('refuses an operator in place of a sign-in name', async () => {
    await database.data.accounts.create(account());

    await expect(database.data.accounts.findById({ $ne: '' } as unknown as string)).rejects.toThrow(/Cast/);
  });

  it('gives two accounts of one person one mark, which is not the index the ID number is found by', async () => {
    const { accounts } = database.data;
    await accounts.create(account({ idNumber: ID_NUMBER, role: 'COUNTY_REVIEWER' }));
    await accounts.create(
      account({ accountId: 'a2', signInName: 'second', idNumber: ID_NUMBER.toLowerCase(), role: 'CITY_REVIEWER' }),
    );
    await accounts.create(account({ accountId: 'a3', signInName: 'third', idNumber: '411722197001019028' }));
    await accounts.create(account({ accountId: 'a4', signInName: 'fourth' }));
    const markOf = async (accountId: string) => {
      const found = await accounts.findById(accountId);
      return found === null ? undefined : (await accounts.actorOf(found, '2026-12-01')).personMark;
    };

    const marks = [await markOf('a1'), await markOf('a2'), await markOf('a3'), await markOf('a4')];
    const stored = JSON.stringify(await database.connection.collection('accounts').find().toArray());

    expect(marks[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(marks[1]).toBe(marks[0]);
    expect(marks[2]).not.toBe(marks[0]);
    expect(marks[3]).toBeUndefined();
    expect(stored).not.toContain(marks[0]);
  });

  it('gives a representative the own firms and an agent the mandates still valid today', async () => {
    const { accounts, enterprises } = database.data;
    await accounts.create(account());
    await accounts.create(account({ accountId: 'agent', signInName: 'agent', role: 'AGENT' }));
    await enterprises.upsert(firm());
    await enterprises.setRepresentative(USCC, 'a1');
    await accounts.giveMandate('agent', { uscc: USCC, validUntil: '2026-11-30' });
    await accounts.giveMandate('agent', { uscc: USCC, validUntil: '2026-12-31' });
    const actorOf = async (accountId: string, today: string) => {
      const found = await accounts.findById(accountId);
      return found === null ? null : accounts.actorOf(found, today);
    };

    expect(await actorOf('a1', '2026-12-01')).toMatchObject({ role: 'LEGAL_REP', usccs: [USCC] });
    expect((await accounts.findById('agent'))?.mandates).toEqual([{ uscc: USCC, validUntil: '2026-12-31' }]);
    expect(await actorOf('agent', '2026-12-31')).toMatchObject({ usccs: [USCC] });
    expect(await actorOf('agent', '2027-01-01')).toMatchObject({ usccs: [] });
  });
});

describe('EnterpriseStore', () => {
  it('checks name and last six characters of the ID number together', async () => {
    const { enterprises } = database.data;
    await enterprises.upsert(firm());
    const claim = (name: string, idTail: string) => enterprises.isRepresentative(USCC, { name, idTail });

    expect(await claim('张示例', '01901x')).toBe(true);
    expect(await claim('李示例', '01901X')).toBe(false);
    expect(await claim('张示例', '019010')).toBe(false);
    expect(await claim('张示例', '')).toBe(false);
    expect(await enterprises.isRepresentative('91411702PDY00001XL', { name: '', idTail: '' })).toBe(false);
  });

  it('keeps what a later row does not state, and the representative whomever a later row names', async () => {
    const { enterprises } = database.data;
    await enterprises.upsert(firm({ address: '示例路1号' }));
    await enterprises.setRepresentative(USCC, 'a1');
    await enterprises.upsertMany([firm({ name: '示例新名公司', representative: { name: '张示例' } })]);
    expect(await enterprises.findByUscc(USCC)).toMatchObject({
      name: '示例新名公司',
      address: '示例路1号',
      representativeAccountId: 'a1',
      representative: { idLast4: '901X' },
    });

    await enterprises.upsert(firm({ representative: { name: '王示例' } }));

    expect(await enterprises.privateOf(USCC)).toEqual({ idNumber: ID_NUMBER, phone: '13900000000' });
    expect(await enterprises.findByUscc(USCC)).toMatchObject({
      representativeAccountId: 'a1',
      representative: { name: '张示例' },
    });
  });

  it('gives a firm to one of two representatives who come at once', async () => {
    const { enterprises } = database.data;
    await enterprises.upsert(firm());

    const won = await Promise.all(['a', 'b', 'c', 'd'].map(id => enterprises.setRepresentative(USCC, id)));

    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('takes two thousand firms in one go, and again without a change', async () => {
    const many = Array.from({ length: 2_000 }, (_, place) => firm({ uscc: `U${String(place)}` }));

    await database.data.enterprises.upsertMany(many);
    await database.data.enterprises.upsertMany(many);

    expect((await database.data.enterprises.page({}, FIRST)).total).toBe(2_000);
  });
});

describe('InvitationStore', () => {
  const invite = (invitationId: string, code: string, createdAt = 1) =>
    database.data.invitations.create({
      invitationId,
      uscc: USCC,
      county: '411722',
      code,
      createdAt,
      expiresAt: 100,
      by: 'adm',
    });

  it('is found by its code as typed from paper, and used by one of many', async () => {
    const { invitations } = database.data;
    await invite('v1', 'QK7M-2XWD');
    expect((await invitations.find(' qk7m 2xwd'))?.invitationId).toBe('v1');
    expect(await invitations.find('QK7M-2XWE')).toBeNull();

    const uses = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map(accountId => invitations.use('v1', { accountId, at: 50 })),
    );

    expect(uses.filter(Boolean)).toHaveLength(1);
  });

  it('is spent after five wrong answers', async () => {
    const { invitations } = database.data;
    await invite('v1', 'CODE');

    const left: number[] = [];
    for (let answer = 0; answer < 5; answer += 1) left.push(await invitations.countWrong('v1'));

    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect(await invitations.use('v1', { accountId: 'a', at: 50 })).toBe(false);
    const [spent] = await invitations.ofUscc(USCC);
    expect(spent && invitationState(spent, 50)).toBe('BLOCKED');
  });

  it('dies at its time, and when a newer one is sent', async () => {
    const { invitations } = database.data;
    await invite('v1', 'ONE', 1);
    expect(await invitations.use('v1', { accountId: 'a', at: 100 })).toBe(false);

    await invite('v2', 'TWO', 2);

    expect(await invitations.use('v1', { accountId: 'a', at: 50 })).toBe(false);
    expect(await invitations.use('v2', { accountId: 'a', at: 50 })).toBe(true);
  });

  it('outlives an older one that is written down after it', async () => {
    const { invitations } = database.data;
    await invite('newer', 'TWO', 2);
    await invite('older', 'ONE', 1);

    expect(await invitations.use('newer', { accountId: 'a', at: 50 })).toBe(true);
  });
});

describe('NoticeStore', () => {
  const rep: Actor = { accountId: 'a1', role: 'LEGAL_REP', usccs: [], interests: [] };
  const reviewer = (accountId: string, county: string): Actor => ({
    accountId,
    role: 'COUNTY_REVIEWER',
    county,
    usccs: [],
    interests: [],
  });

  it('reaches the person or the scope, once, and is read by each for himself', async () => {
    const { notices } = database.data;
    const own = { noticeId: 'c1:1:a1', accountId: 'a1', code: 'caseOpened', values: { n: 1 }, caseId: 'c1', at: 1 };
    expect(await notices.add(own)).toBe('added');
    expect(await notices.add(own)).toBe('already');
    const scope = { role: 'COUNTY_REVIEWER' as const, county: '411722' };
    await notices.add({ noticeId: 'c1:2:staff', scope, code: 'submitted', values: {}, at: 2 });
    const [one, two, other] = [reviewer('r1', '411722'), reviewer('r2', '411722'), reviewer('r3', '411723')];

    expect((await notices.forActor(rep, FIRST)).items).toEqual([
      { noticeId: 'c1:1:a1', code: 'caseOpened', values: { n: 1 }, caseId: 'c1', at: 1, read: false },
    ]);
    expect([await notices.unread(one), await notices.unread(two), await notices.unread(other)]).toEqual([1, 1, 0]);

    await notices.markRead(other, ['c1:1:a1']);
    await notices.markRead(one);

    expect([await notices.unread(one), await notices.unread(two), await notices.unread(rep)]).toEqual([0, 1, 1]);
    expect((await notices.forActor(one, FIRST)).items[0]?.read).toBe(true);
  });

  it('to one department is seen by nobody of another', async () => {
    const { notices } = database.data;
    const officer = (authorityId: string): Actor => ({ ...rep, role: 'AUTHORITY_OFFICER', authorityId });
    const scope = { role: 'AUTHORITY_OFFICER' as const, authorityId: 'YJGL' };
    await notices.add({ noticeId: 'c1:3:staff', scope, code: 'opinionWanted', values: {}, at: 3 });

    expect([await notices.unread(officer('YJGL')), await notices.unread(officer('STHJ'))]).toEqual([1, 0]);
    expect((await notices.forActor(officer('STHJ'), FIRST)).items).toEqual([]);
  });

  it('looks only at what came after everything was marked as read, however late an act was written down', async () => {
    const { notices, accounts } = database.data;
    await accounts.create({
      ...{ accountId: 'n1', signInName: 'n1', displayName: '示例', role: 'COUNTY_REVIEWER', county: '411724' },
      ...{ passwordHash: 'x', createdAt: 1 },
    });
    const actor = reviewer('n1', '411724');
    const scope = { role: 'COUNTY_REVIEWER' as const, county: '411724' };
    const told = (noticeId: string, at: number) => notices.add({ noticeId, scope, code: 'submitted', values: {}, at });
    const readAt = async () => (await accounts.findById('n1'))?.noticesReadAt;
    await told('n:1', 1);
    expect([await readAt(), await notices.unread(actor)]).toEqual([undefined, 1]);

    await notices.markRead(actor);
    const mark = await readAt();
    expect(mark).toBeGreaterThan(1);
    expect(await notices.unread(actor, mark)).toBe(0);
    await told('n:2', 2);

    expect(await notices.unread(actor, mark)).toBe(1);
    expect(await notices.unread(actor)).toBe(1);
    // A day later the mark leaves out what lies far behind it without being asked who read it.
    expect(await notices.unread(actor, Date.now() + 86_400_000)).toBe(0);
  });
});

describe('SessionStore', () => {
  it('lists, revokes by handle within the account only, and revokes all but one', async () => {
    const { sessions } = database.data;
    const store = database.connection.collection<{ _id: string }>('sessions');
    const session = (accountId: string, createdAt: number) => ({ accountId, createdAt, device: 'Firefox' });
    await store.insertMany([
      { _id: 's1', expires: new Date(9), session: session('a1', 1) },
      { _id: 's2', expires: new Date(9), session: session('a1', 2) },
      { _id: 's3', expires: new Date(9), session: session('a2', 3) },
    ] as never);
    const [newest] = await sessions.list('a1');
    const [strange] = await sessions.list('a2');

    expect(newest).toMatchObject({ sessionId: 's2', device: 'Firefox', createdAt: 2, expiresAt: 9 });
    expect(await sessions.revoke('a1', strange?.handle ?? '')).toBe(false);
    expect(await sessions.revoke('a1', newest?.handle ?? '')).toBe(true);
    expect(await sessions.revokeAll('a1', 's1')).toBe(0);
    expect(await sessions.revokeAll('a1')).toBe(1);
    expect(await sessions.list('a2')).toHaveLength(1);
  });
});
