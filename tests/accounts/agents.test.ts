import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aFirm, aRepresentative, freshIdNumber, HOME, newestCode, openWorld, PASSWORD, type World } from './support.js';

let world: World;
beforeAll(async () => {
  world = await openWorld({ demo: true });
});
afterAll(() => world.close());

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
    const code = newestCode(world);
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

  it('keep one account for two firms, if name, ID number and the phone on record belong together', async () => {
    const { agent, accountId } = await activeAgent();
    const { firm: second, person } = await aRepresentative(world);
    const same = { idNumber: agent.idNumber, phone: agent.phone };

    const otherName = await world.accounts.agents.appoint(
      person.actor,
      newAgent(second.uscc, { ...same, displayName: '别的名字' }),
    );
    const appointed = await world.accounts.agents.appoint(person.actor, newAgent(second.uscc, same));

    expect(otherName).toMatchObject({ ok: false, refusal: { code: 'agentNameDiffers' } });
    expect(appointed).toMatchObject({ ok: true, account: { accountId } });
  });

  it('are refused under another phone than the one on record, because who came first may have entered its own', async () => {
    const { agent, look } = await activeAgent();
    const { firm: second, person } = await aRepresentative(world);
    const truePhone = newAgent(second.uscc, { idNumber: agent.idNumber, phone: '13700000000' });

    const answer = await world.accounts.agents.appoint(person.actor, truePhone);

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'agentPhoneDiffers' } });
    expect((await look())?.actor.usccs).not.toContain(second.uscc);
  });

  describe('of two firms', () => {
    /** The first firm's representative appoints, the second's appoints the same person. */
    async function twoFirms(given: { activated: boolean }) {
      const { firm, person } = await aRepresentative(world);
      const { firm: secondFirm, person: second } = await aRepresentative(world);
      const agent = newAgent(firm.uscc);
      const appointed = await world.accounts.agents.appoint(person.actor, agent);
      const shown = appointed?.ok === true ? (appointed.code?.code ?? '') : '';
      const claim = (code: string) =>
        world.accounts.claimCode({ name: agent.phone, code, purpose: 'ACTIVATE', address: HOME });
      const activate = async (code: string) => {
        const claimed = await claim(code);
        return claimed.ok ? world.accounts.setPassword(claimed.grant, PASSWORD) : claimed;
      };
      if (given.activated) await activate(shown);
      const appointAgain = () =>
        world.accounts.agents.appoint(second.actor, { ...agent, uscc: secondFirm.uscc, key: randomUUID() });
      const smsCode = async () => (await world.data.outbox.page({}, { page: 1, size: 1 })).items[0]?.secret ?? '';
      const signIn = () => world.accounts.signIn({ name: agent.phone, password: PASSWORD, address: HOME });
      return { first: person, firm, secondFirm, agent, shown, claim, activate, appointAgain, smsCode, signIn };
    }

    it('get the code on their phone alone, never on the page of either firm', async () => {
      const { first, firm, appointAgain } = await twoFirms({ activated: false });
      world.later(1000);

      const again = await appointAgain();
      const accountId = again?.ok === true ? again.account.accountId : '';
      const renewed = await world.accounts.agents.renewCode(first.actor, accountId, firm.uscc);

      expect(again?.ok === true ? again.sentTo : '').toMatch(/^139\*{4}\d{4}$/);
      expect(again).not.toHaveProperty('code');
      expect(renewed).toHaveProperty('sentTo');
      expect(renewed).not.toHaveProperty('code');
    });

    it('are not reached with the code that the first firm has seen', async () => {
      const { shown, claim, activate, appointAgain, smsCode } = await twoFirms({ activated: false });
      world.later(1000);
      await appointAgain();

      expect((await claim(shown)).ok).toBe(false);
      expect((await activate(await smsCode())).ok).toBe(true);
    });

    it('are not reached with a code that the first firm has claimed but not used yet', async () => {
      const { shown, claim, appointAgain } = await twoFirms({ activated: false });
      const claimed = await claim(shown);
      if (!claimed.ok) throw new Error('not claimed');
      world.later(1000);
      await appointAgain();

      const answer = await world.accounts.setPassword(claimed.grant, PASSWORD);

      expect(answer).toMatchObject({ ok: false, refusal: { code: 'codeRefused' } });
    });

    it('are not reached with a password set by the code that the first firm has seen', async () => {
      const { secondFirm, activate, appointAgain, smsCode, signIn } = await twoFirms({ activated: true });
      const before = await signIn();
      world.later(1000);
      const again = await appointAgain();
      const closed = await signIn();

      const proven = await activate(await smsCode());

      expect([before.ok, closed.ok]).toEqual([true, false]);
      expect(again).toHaveProperty('sentTo');
      expect(proven.ok && 'person' in proven ? proven.person.actor.usccs : []).toContain(secondFirm.uscc);
    });

    it('keep a password that their phone has proven, and need no code', async () => {
      const { firm, agent, appointAgain, smsCode, signIn } = await twoFirms({ activated: true });
      world.later(1000);
      await world.accounts.requestReset(agent.phone);
      const claim = { name: agent.phone, code: await smsCode(), purpose: 'RESET', address: HOME } as const;
      const claimed = await world.accounts.claimCode(claim);
      if (claimed.ok) await world.accounts.setPassword(claimed.grant, PASSWORD);

      const again = await appointAgain();

      expect(again).toMatchObject({ ok: true });
      expect(again).not.toHaveProperty('code');
      expect(again).not.toHaveProperty('sentTo');
      const answer = await signIn();
      expect(answer.ok ? answer.person.actor.usccs : []).toContain(firm.uscc);
    });
  });

  it('of two firms of one representative still get the code by hand', async () => {
    const { firm } = await aRepresentative(world);
    const other = await aFirm(world, { idNumber: firm.idNumber, representative: firm.representative });
    const signedIn = await world.accounts.signIn({ name: firm.uscc, password: PASSWORD, address: HOME });
    if (!signedIn.ok) throw new Error('not signed in');
    const { actor } = signedIn.person;
    const agent = newAgent(firm.uscc);

    const first = await world.accounts.agents.appoint(actor, agent);
    const second = await world.accounts.agents.appoint(actor, { ...agent, uscc: other.uscc, key: randomUUID() });

    expect(first).toHaveProperty('code');
    expect(second).toHaveProperty('code');
  });

  it('have a first code that is worth nothing once a password is set', async () => {
    const { firm, person } = await aRepresentative(world);
    const agent = newAgent(firm.uscc);
    const appointed = await world.accounts.agents.appoint(person.actor, agent);
    const code = appointed?.ok === true ? (appointed.code?.code ?? '') : '';
    world.later(1000);
    await world.accounts.requestReset(agent.phone);
    const reset = (await world.data.outbox.page({}, { page: 1, size: 1 })).items[0]?.secret ?? '';
    const claim = { name: agent.phone, address: HOME } as const;
    const byReset = await world.accounts.claimCode({ ...claim, code: reset, purpose: 'RESET' });
    if (byReset.ok) await world.accounts.setPassword(byReset.grant, PASSWORD);

    const leftOver = await world.accounts.claimCode({ ...claim, code, purpose: 'ACTIVATE' });

    expect(byReset.ok).toBe(true);
    expect(leftOver).toMatchObject({ ok: false, refusal: { code: 'codeRefused' } });
  });

  it('get their code by SMS alone outside the demonstration', async () => {
    const { firm, person } = await aRepresentative(world);
    const agent = newAgent(firm.uscc);

    const appointed = await world.inProduction.agents.appoint(person.actor, agent);
    const code = newestCode(world);
    const accountId = appointed?.ok === true ? appointed.account.accountId : '';
    const renewed = await world.inProduction.agents.renewCode(person.actor, accountId, firm.uscc);

    expect(code).not.toBe('');
    expect(appointed).toMatchObject({ ok: true, sentTo: `139****${agent.phone.slice(-4)}`, reachesOthers: false });
    expect(renewed).toHaveProperty('sentTo');
    const fresh = newestCode(world);
    for (const answer of [appointed, renewed]) {
      expect(JSON.stringify(answer)).not.toContain(code);
      expect(JSON.stringify(answer)).not.toContain(fresh);
    }
    expect(await world.data.oneTimeCodes.isPhoneOnly({ accountId, purpose: 'ACTIVATE' })).toBe(true);
  });

  it('whose account is disabled are not appointed by another firm', async () => {
    const { agent, accountId } = await activeAgent();
    const { firm, person } = await aRepresentative(world);
    await world.data.accounts.setDisabled(accountId, true);

    const answer = await world.accounts.agents.appoint(person.actor, { ...agent, key: randomUUID(), uscc: firm.uscc });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'accountDisabled' } });
    expect((await world.data.accounts.findById(accountId))?.mandates.map(({ uscc }) => uscc)).not.toContain(firm.uscc);
  });

  it('get no code while their changed telephone waits', async () => {
    const { agent, accountId } = await activeAgent();
    const { firm, person } = await aRepresentative(world);
    const phone = `138${agent.phone.slice(3)}`;
    const correction = { key: randomUUID(), accountId, phone, reason: 'NEVER_OWN', note: '本人到场' } as const;
    const office = { accountId: 'office', role: 'CITY_ADMIN', usccs: [], interests: [] } as const;
    expect(await world.accounts.records.correctPhone(office, correction)).toMatchObject({ ok: true });
    const before = world.sent.length;

    const answer = await world.accounts.agents.appoint(person.actor, {
      ...{ ...agent, key: randomUUID(), uscc: firm.uscc, phone },
    });

    expect(answer).toMatchObject({ ok: true, waitsUntil: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) });
    expect(world.sent).toHaveLength(before);
  });

  it('cannot be appointed into the past', async () => {
    const { firm, person } = await aRepresentative(world);

    const answer = await world.accounts.agents.appoint(person.actor, newAgent(firm.uscc, { validUntil: '2026-05-31' }));

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'mandatePast' } });
  });
});
