import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '../../src/accounts/index.js';
import { aFirm, aRepresentative, HOME, openWorld, OTHER_PASSWORD, PASSWORD, type World } from './support.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const ELSEWHERE = '198.51.100.20';

describe('signIn', () => {
  it('lets a representative in by the credit code, however it is typed', async () => {
    const { firm, person } = await aRepresentative(world);
    const typed = ` ${firm.uscc.toLowerCase()} `;

    const answer = await world.accounts.signIn({ name: typed, password: PASSWORD, address: HOME });

    expect(answer).toMatchObject({
      ok: true,
      person: { actor: { accountId: person.actor.accountId, role: 'LEGAL_REP' } },
    });
  });

  it('gives the same refusal to a wrong password and to an unknown name', async () => {
    const { firm } = await aRepresentative(world);

    const wrong = await world.accounts.signIn({ name: firm.uscc, password: OTHER_PASSWORD, address: ELSEWHERE });
    const unknown = await world.accounts.signIn({ name: 'nobody', password: PASSWORD, address: ELSEWHERE });

    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ ok: false, refusal: { code: 'signInWrong' } });
  });

  it('refuses the right password during the wait, but not from another address', async () => {
    const { firm } = await aRepresentative(world);
    const tried = { name: firm.uscc, password: OTHER_PASSWORD, address: '198.51.100.21' };
    for (let n = 0; n < 5; n += 1) await world.accounts.signIn(tried);

    const early = await world.accounts.signIn({ ...tried, password: PASSWORD });
    const elsewhere = await world.accounts.signIn({ ...tried, password: PASSWORD, address: '198.51.100.22' });

    expect(early).toMatchObject({ ok: false, refusal: { code: 'waitFirst' }, waitSeconds: 30 });
    expect(elsewhere.ok).toBe(true);
  });

  it('counts what is tried under every name of the account, and however it is typed, as tries of one password', async () => {
    const { firm } = await aRepresentative(world);
    const second = await aFirm(world, { idNumber: firm.idNumber, name: '示例三号有限公司' });
    await world.accounts.signIn({ name: firm.uscc, password: PASSWORD, address: HOME });
    const names = [
      firm.uscc,
      second.uscc,
      `${firm.uscc}\u200b`,
      `91\u200b${firm.uscc.slice(2)}`,
      firm.uscc.toLowerCase(),
    ];
    for (const name of names) await world.accounts.signIn({ name, password: OTHER_PASSWORD, address: '198.51.100.23' });

    const early = await world.accounts.signIn({ name: second.uscc, password: PASSWORD, address: '198.51.100.23' });

    expect(early).toMatchObject({ ok: false, refusal: { code: 'waitFirst' } });
  });

  it('tells a disabled person so only after the right password', async () => {
    const { firm, person } = await aRepresentative(world);
    await world.data.accounts.setDisabled(person.actor.accountId, true);

    const right = await world.accounts.signIn({ name: firm.uscc, password: PASSWORD, address: HOME });
    const wrong = await world.accounts.signIn({ name: firm.uscc, password: OTHER_PASSWORD, address: HOME });

    expect(right).toMatchObject({ refusal: { code: 'accountDisabled' } });
    expect(wrong).toMatchObject({ refusal: { code: 'signInWrong' } });
  });

  it('adds firms of the same person that joined the list meanwhile, and none of somebody else', async () => {
    const { firm } = await aRepresentative(world);
    const second = await aFirm(world, { idNumber: firm.idNumber, name: '示例二号有限公司' });
    const foreign = await aFirm(world, { representative: firm.representative });

    const answer = await world.accounts.signIn({ name: firm.uscc, password: PASSWORD, address: HOME });

    const usccs = answer.ok ? answer.person.actor.usccs : [];
    expect([...usccs].sort()).toEqual([firm.uscc, second.uscc].sort());
    expect(usccs).not.toContain(foreign.uscc);
  });
});

describe('personOf', () => {
  it('answers nobody once the account is disabled or the password has changed since', async () => {
    const { person } = await aRepresentative(world);
    const { accountId } = person.actor;
    const session = { accountId, signedInAt: world.now() };
    expect(await world.accounts.personOf(session)).toMatchObject({ actor: { accountId } });

    world.later(1000);
    await world.data.accounts.setPassword(accountId, { passwordHash: 'other', at: world.now() });
    const afterChange = await world.accounts.personOf(session);
    await world.data.accounts.setDisabled(accountId, true);
    const afterDisabling = await world.accounts.personOf({ accountId, signedInAt: world.now() });

    expect([afterChange, afterDisabling]).toEqual([null, null]);
  });
});

describe('accounts of the demonstration', () => {
  let demonstration: World;
  beforeAll(async () => {
    demonstration = await openWorld({ demo: true });
  });
  afterAll(() => demonstration.close());

  /** An account as the demonstration makes it, with the password that it prints. */
  async function demoAccount({ data }: World) {
    const passwordHash = await hashPassword(PASSWORD);
    const person = { accountId: 'demo:auditor', signInName: 'demo-auditor', displayName: '审计员' };
    await data.accounts.create({ ...person, role: 'AUDITOR', passwordHash, demo: true, createdAt: 1 });
    return { name: person.signInName, accountId: person.accountId };
  }

  it('sign in to the demonstration', async () => {
    const { name, accountId } = await demoAccount(demonstration);

    const answer = await demonstration.accounts.signIn({ name, password: PASSWORD, address: HOME });

    expect(answer).toMatchObject({ ok: true, person: { actor: { accountId } } });
    expect(await demonstration.accounts.personOf({ accountId, signedInAt: demonstration.now() })).not.toBeNull();
  });

  it('are unknown everywhere else, also with a session or a code from before', async () => {
    const { name, accountId } = await demoAccount(world);
    const grant = { kind: 'account', accountId, at: world.now(), byPhone: true } as const;
    const before = (await world.data.outbox.page({}, { page: 1, size: 1 })).total;

    const answer = await world.accounts.signIn({ name, password: PASSWORD, address: '192.0.2.77' });
    const unknown = await world.accounts.signIn({ name: 'nobody', password: PASSWORD, address: '192.0.2.77' });
    await world.accounts.requestReset(name);
    const set = await world.accounts.setPassword(grant, PASSWORD);

    expect(answer).toEqual(unknown);
    expect(await world.accounts.personOf({ accountId, signedInAt: world.now() })).toBeNull();
    expect((await world.data.outbox.page({}, { page: 1, size: 1 })).total).toBe(before);
    expect(set.ok).toBe(false);
  });
});
