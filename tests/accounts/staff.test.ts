import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/domain/access/actor.js';
import { freshIdNumber, freshUscc, HOME, newestCode, openWorld, PASSWORD, type World } from './support.js';

let world: World;
beforeAll(async () => {
  world = await openWorld({ demo: true });
});
afterAll(() => world.close());

const admin: Actor = { accountId: 'admin-1', role: 'CITY_ADMIN', usccs: [], interests: [] };

const newStaff = (given: object = {}) => ({
  key: randomUUID(),
  signInName: `shen.${randomUUID().slice(0, 8)}`,
  displayName: '审核员甲',
  role: 'COUNTY_REVIEWER' as const,
  county: '411722',
  idNumber: freshIdNumber(),
  ...given,
});

describe('accounts of officials', () => {
  it('begin with a code and end with a password of their own', async () => {
    const made = await world.accounts.staff.create(admin, newStaff());
    if (!made.ok) throw new Error('not made');
    const code = newestCode(world);
    const name = made.account.signInName;
    const before = await world.accounts.signIn({ name, password: '!', address: HOME });

    const claimed = await world.accounts.claimCode({ name, code, purpose: 'ACTIVATE', address: HOME });
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

  it('get no code when the form that made them is sent again after a password was set', async () => {
    const staff = newStaff();
    const made = await world.accounts.staff.create(admin, staff);
    const code = made.ok ? (made.code?.code ?? '') : '';
    const claim = { name: staff.signInName, code, purpose: 'ACTIVATE', address: HOME } as const;
    const claimed = await world.accounts.claimCode(claim);
    if (claimed.ok) await world.accounts.setPassword(claimed.grant, PASSWORD);
    const sent = (await world.data.outbox.page({}, { page: 1, size: 1 })).total;

    const again = await world.accounts.staff.create(admin, staff);

    expect(claimed.ok).toBe(true);
    expect(again).toMatchObject({ ok: true, account: { signInName: staff.signInName } });
    expect(again).not.toHaveProperty('code');
    expect((await world.data.outbox.page({}, { page: 1, size: 1 })).total).toBe(sent);
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

  it('get their code by SMS alone outside the demonstration, and none without a telephone', async () => {
    const phone = '13700004321';
    const made = await world.inProduction.staff.create(admin, newStaff({ phone }));
    const code = newestCode(world);
    const accountId = made.ok ? made.account.accountId : '';
    const renewed = await world.inProduction.staff.renewCode(admin, accountId);

    const nowhere = await world.inProduction.staff.create(admin, newStaff());
    const old = await world.accounts.staff.create(admin, newStaff());
    const none = await world.inProduction.staff.renewCode(admin, old.ok ? old.account.accountId : '');

    expect(made).toMatchObject({ ok: true, code: { to: '137****4321' } });
    expect(code).not.toBe('');
    for (const answer of [made, renewed]) {
      expect(JSON.stringify(answer)).not.toContain(code);
      expect(JSON.stringify(answer)).not.toContain(newestCode(world));
    }
    for (const answer of [nowhere, none]) {
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'staffPhoneMissing' } });
    }
  });

  it('are disabled at once, never by their own holder, and come back', async () => {
    const made = await world.accounts.staff.create(admin, newStaff());
    if (!made.ok) throw new Error('not made');
    const { accountId } = made.account;
    const session = { accountId, signedInAt: world.now() };

    await world.connection.collection('sessions').insertOne({ session: { accountId, createdAt: 1 } });

    const own = await world.accounts.staff.setDisabled({ ...admin, accountId }, accountId, true);
    await world.accounts.staff.setDisabled(admin, accountId, true);
    const disabled = await world.accounts.personOf(session);
    await world.accounts.staff.setDisabled(admin, accountId, false);

    expect(own).toMatchObject({ ok: false, refusal: { code: 'ownAccount' } });
    expect(disabled).toBeNull();
    expect(await world.data.sessions.list(accountId)).toEqual([]);
    expect(await world.accounts.personOf(session)).not.toBeNull();
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
