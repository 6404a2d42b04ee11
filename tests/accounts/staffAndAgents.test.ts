import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/domain/access/actor.js';
import { aRepresentative, freshIdNumber, freshUscc, HOME, openWorld, PASSWORD, type World } from './support.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const admin: Actor = { accountId: 'admin-1', role: 'CITY_ADMIN', usccs: [], interests: [] };

const newStaff = (given: object = {}) => ({
  key: randomUUID(),
  signInName: `shen.${randomUUID().slice(0, 8)}`,
  displayName: '审核员甲',
  role: 'COUNTY_REVIEWER' as const,
  county: '411722',
  ...given,
});

describe('accounts of officials', () => {
  it('begin with a code and end with a password of their own', async () => {
    const made = await world.accounts.staff.create(admin, newStaff());
    if (!made.ok) throw new Error('not made');
    const name = made.account.signInName;
    const before = await world.accounts.signIn({ name, password: '!', address: HOME });

    const claimed = await world.accounts.claimCode({ name, code: made.code.code, purpose: 'ACTIVATE', address: HOME });
    const set = claimed.ok ? await world.accounts.setPassword(claimed.grant, PASSWORD) : null;

    expect(before.ok).toBe(false);
    expect(set).toMatchObject({ ok: true, person: { actor: { role: 'COUNTY_REVIEWER', county: '411722' } } });
  });

  it('are made once, however often the form is sent', async () => {
    const staff = newStaff();

    const [first, second] = [
      await world.accounts.staff.create(admin, staff),
      await world.accounts.staff.create(admin, staff),
    ];

    const ids = [first, second].map(made => (made.ok ? made.account.accountId : ''));
    expect(ids[0]).toBe(ids[1]);
    const records = (await world.data.audit.ofChain('admin')).filter(({ data }) =>
      JSON.stringify(data).includes(ids[0] ?? 'none'),
    );
    expect(records.map(({ kind }) => kind)).toEqual(['accountCreated']);
  });

  it.each([
    ['a taken name', { signInName: 'TAKEN.name' }, 'signInNameTaken'],
    ['a county role without a county', { county: '' }, 'staffScope'],
    ['an unknown county', { county: '999999' }, 'staffScope'],
    ['an officer of no department', { role: 'AUTHORITY_OFFICER' }, 'staffScope'],
    ['a representative by hand', { role: 'LEGAL_REP' }, 'staffScope'],
  ])('refuse %s', async (_what, change, code) => {
    await world.accounts.staff.create(admin, newStaff({ signInName: 'taken.name' }));

    const answer = await world.accounts.staff.create(admin, newStaff(change));

    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  it('are disabled at once, never by their own holder, and come back', async () => {
    const made = await world.accounts.staff.create(admin, newStaff());
    if (!made.ok) throw new Error('not made');
    const { accountId } = made.account;
    const session = { accountId, signedInAt: world.now() };

    const own = await world.accounts.staff.setDisabled({ ...admin, accountId }, accountId, true);
    await world.accounts.staff.setDisabled(admin, accountId, true);
    const disabled = await world.accounts.personOf(session);
    await world.accounts.staff.setDisabled(admin, accountId, false);

    expect(own).toMatchObject({ ok: false, refusal: { code: 'ownAccount' } });
    expect(disabled).toBeNull();
    expect(await world.accounts.personOf(session)).not.toBeNull();
  });
});

describe('agents', () => {
  const newAgent = (uscc: string, given: object = {}) => ({
    key: randomUUID(),
    uscc,
    displayName: '经办乙',
    idNumber: freshIdNumber(),
    phone: `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`,
    validUntil: '2026-12-31',
    ...given,
  });

  async function activeAgent(validUntil = '2026-12-31') {
    const { firm, person } = await aRepresentative(world);
    const agent = newAgent(firm.uscc, { validUntil });
    const appointed = await world.accounts.agents.appoint(person.actor, agent);
    if (!appointed?.ok || appointed.code === undefined) throw new Error('not appointed');
    const code = appointed.code.code;
    const claimed = await world.accounts.claimCode({ name: agent.phone, code, purpose: 'ACTIVATE', address: HOME });
    if (!claimed.ok) throw new Error('code refused');
    await world.accounts.setPassword(claimed.grant, PASSWORD);
    const look = () => world.accounts.personOf({ accountId: appointed.account.accountId, signedInAt: world.now() });
    return { firm, representative: person, agent, accountId: appointed.account.accountId, look };
  }

  it('reach the firm of their mandate, until its last day and no longer', async () => {
    const { firm, look } = await activeAgent('2026-06-02');
    const during = (await look())?.actor.usccs;
    world.later(86_400_000);
    const lastDay = (await look())?.actor.usccs;
    world.later(86_400_000);
    const after = (await look())?.actor.usccs;

    expect([during, lastDay, after]).toEqual([[firm.uscc], [firm.uscc], []]);
  });

  it('lose the firm at the moment of dismissal', async () => {
    const { firm, representative, accountId, look } = await activeAgent();

    const dismissed = await world.accounts.agents.dismiss(representative.actor, accountId, firm.uscc);

    expect(dismissed).toEqual({ ok: true });
    expect((await look())?.actor.usccs).toEqual([]);
    expect(await world.accounts.agents.dismiss(representative.actor, accountId, firm.uscc)).toBeNull();
  });

  it('are none of a stranger’s business: another firm’s representative gets null everywhere', async () => {
    const { firm, accountId } = await activeAgent();
    const { person: stranger } = await aRepresentative(world);

    const { agents } = world.accounts;
    const answers = [
      await agents.appoint(stranger.actor, newAgent(firm.uscc)),
      await agents.find(stranger.actor, accountId, firm.uscc),
      await agents.dismiss(stranger.actor, accountId, firm.uscc),
      await agents.renewCode(stranger.actor, accountId, firm.uscc),
    ];

    expect(answers).toEqual([null, null, null, null]);
  });

  it('keep one account for two firms, if name and ID number belong together', async () => {
    const { agent, accountId } = await activeAgent();
    const { firm: second, person } = await aRepresentative(world);
    const sameIdNumber = { idNumber: agent.idNumber, phone: '13700000000' };

    const other = await world.accounts.agents.appoint(
      person.actor,
      newAgent(second.uscc, { ...sameIdNumber, displayName: '别的名字' }),
    );
    const same = await world.accounts.agents.appoint(person.actor, newAgent(second.uscc, sameIdNumber));

    expect(other).toMatchObject({ ok: false, refusal: { code: 'agentNameDiffers' } });
    expect(same).toMatchObject({ ok: true, account: { accountId } });
    expect(same).not.toHaveProperty('code');
  });

  it('cannot be appointed into the past', async () => {
    const { firm, person } = await aRepresentative(world);

    const answer = await world.accounts.agents.appoint(person.actor, newAgent(firm.uscc, { validUntil: '2026-05-31' }));

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'mandatePast' } });
  });
});

describe('interests', () => {
  it('are declared, counted from the next look on, and withdrawn, each with a record', async () => {
    const made = await world.accounts.staff.create(admin, newStaff());
    if (!made.ok) throw new Error('not made');
    const { accountId } = made.account;
    const look = async () => {
      const person = await world.accounts.personOf({ accountId, signedInAt: world.now() });
      if (person === null) throw new Error('nobody');
      return person.actor;
    };
    const uscc = freshUscc();

    const declared = await world.accounts.interests.declare(await look(), uscc.toLowerCase());
    const twice = await world.accounts.interests.declare(await look(), uscc);
    const interests = (await look()).interests;
    const withdrawn = await world.accounts.interests.withdraw(await look(), uscc);

    expect([declared, twice]).toEqual([
      { ok: true, uscc },
      { ok: true, uscc },
    ]);
    expect(interests).toEqual([uscc]);
    expect(withdrawn).toBe(true);
    expect(await world.accounts.interests.withdraw(await look(), uscc)).toBe(false);
    const kinds = (await world.data.audit.ofChain('admin'))
      .filter(({ actor }) => actor?.accountId === accountId)
      .map(({ kind }) => kind);
    expect(kinds).toEqual(['interestDeclared', 'interestWithdrawn']);
  });

  it('name the fault of a wrong credit code', async () => {
    const answer = await world.accounts.interests.declare(admin, '91411722PDY00001');

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'usccLength', values: { length: 16 } } });
  });
});
