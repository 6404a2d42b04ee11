import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aFirm,
  anInvitation,
  aRepresentative,
  type Firm,
  freshIdNumber,
  HOME,
  openWorld,
  PASSWORD,
  type World,
} from './support.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const claimOf = (firm: Firm, code: string) => ({
  uscc: firm.uscc as string,
  name: firm.representative,
  idTail: firm.idNumber.slice(-6),
  code,
  address: HOME,
});

async function invited(code: string) {
  const firm = await aFirm(world);
  const invitationId = await anInvitation(world, firm.uscc, code);
  return { firm, invitationId, claim: claimOf(firm, code) };
}

describe('claimInvitation', () => {
  it('accepts the four together, the code in any case and without dashes', async () => {
    const { claim } = await invited('ABCD-2345-EFGH');

    const answer = await world.accounts.claimInvitation({ ...claim, code: 'abcd2345efgh' });

    expect(answer).toMatchObject({ ok: true, grant: { kind: 'invitation', uscc: claim.uscc } });
  });

  it('does not tell which of them was wrong, nor whether the code exists', async () => {
    const { claim } = await invited('BBCD-2345-EFGH');
    const other = await aFirm(world);
    const wrong = [{ name: '别人' }, { idTail: '000000' }, { uscc: other.uscc }, { code: 'no such code' }];

    const answers = [];
    for (const change of wrong) answers.push(await world.accounts.claimInvitation({ ...claim, ...change }));

    expect(new Set(answers.map(answer => (answer.ok ? 'ok' : answer.refusal.code)))).toEqual(
      new Set(['activationWrong']),
    );
  });

  it('spends the code with the fifth wrong answer, even from five addresses', async () => {
    const { claim } = await invited('CBCD-2345-EFGH');
    for (let n = 1; n <= 5; n += 1) {
      await world.accounts.claimInvitation({ ...claim, idTail: '000000', address: `192.0.2.${String(n)}` });
    }

    const answer = await world.accounts.claimInvitation({ ...claim, address: '192.0.2.99' });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'invitationBlocked' } });
  });

  it('makes one address wait after five failures on one firm', async () => {
    const firm = await aFirm(world);
    const claim = { ...claimOf(firm, 'guess'), address: '192.0.2.150' };
    for (let n = 0; n < 5; n += 1) await world.accounts.claimInvitation({ ...claim, code: `guess-${String(n)}` });

    expect(await world.accounts.claimInvitation(claim)).toMatchObject({
      refusal: { code: 'waitFirst' },
      waitSeconds: 30,
    });
  });

  it('says what became of a used, expired or replaced code to who holds it', async () => {
    const expired = await invited('DBCD-2345-EFGH');
    world.later(31 * 86_400_000);
    const replaced = await invited('EBCD-2345-EFGH');
    await anInvitation(world, replaced.firm.uscc, 'FBCD-2345-EFGH');

    const codes = [];
    for (const { claim } of [expired, replaced]) {
      const answer = await world.accounts.claimInvitation(claim);
      codes.push(answer.ok ? 'ok' : answer.refusal.code);
    }

    expect(codes).toEqual(['invitationExpired', 'invitationRevoked']);
  });

  it('adds the firm to the account the person has already', async () => {
    const { firm, person } = await aRepresentative(world);
    const second = await aFirm(world, { idNumber: firm.idNumber });
    await anInvitation(world, second.uscc, 'GBCD-2345-EFGH');

    const answer = await world.accounts.claimInvitation(claimOf(second, 'GBCD-2345-EFGH'));

    expect(answer).toEqual({ ok: true, joined: { signInName: firm.uscc } });
    expect((await world.data.enterprises.findByUscc(second.uscc))?.representativeAccountId).toBe(
      person.actor.accountId,
    );
  });
});

/**
 * An administrator of one county lists a firm under somebody else's ID number and an own telephone, and activates it.
 * What opens of the firm that this person has in another county?
 */
describe('an ID number in a list of one county', () => {
  let count = 0;
  async function attacked() {
    count += 1;
    const made = await aRepresentative(world, { county: '411722', phone: '13700000666' });
    const { idNumber } = made.firm;
    const victim = await aFirm(world, { idNumber, county: '411702', phone: '13800000002' });
    const code = `XBCD-2345-${String(count).padStart(4, 'A')}`;
    await anInvitation(world, victim.uscc, code);
    return { attacker: made.person, attackerFirm: made.firm, victim, claim: claimOf(victim, code) };
  }
  const holderOf = async (uscc: string) => (await world.data.enterprises.findByUscc(uscc))?.representativeAccountId;

  it('opens no firm of another county: neither with the first password nor at any sign-in', async () => {
    const first = await aFirm(world, { county: '411722' });
    const elsewhere = await aFirm(world, { county: '411702', idNumber: first.idNumber });
    const here = await aFirm(world, { county: '411722', idNumber: first.idNumber });
    await anInvitation(world, first.uscc, 'YBCD-2345-EFGH');
    const claimed = await world.accounts.claimInvitation(claimOf(first, 'YBCD-2345-EFGH'));
    if (!claimed.ok || !('grant' in claimed)) throw new Error('no grant');

    const set = await world.accounts.setPassword(claimed.grant, PASSWORD);
    const later = await aFirm(world, { county: '411702', idNumber: first.idNumber });
    const laterHere = await aFirm(world, { county: '411722', idNumber: first.idNumber });
    const again = await world.accounts.signIn({ name: first.uscc, password: PASSWORD, address: HOME });

    const firmsOf = (answer: typeof set | typeof again) =>
      answer.ok && 'person' in answer ? [...answer.person.actor.usccs].sort() : [];
    expect(firmsOf(set)).toEqual([first.uscc, here.uscc].sort());
    expect(firmsOf(again)).toEqual([first.uscc, here.uscc, laterHere.uscc].sort());
    expect([await holderOf(elsewhere.uscc), await holderOf(later.uscc)]).toEqual([undefined, undefined]);
  });

  it('does not get the firm of the person who claims the code of the other county; that code stays open', async () => {
    const { attacker, victim, claim } = await attacked();

    const answer = await world.accounts.claimInvitation(claim);

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'signInToJoin' } });
    expect(await holderOf(victim.uscc)).toBeUndefined();
    // The office finds out and closes the false account; the code then makes an account of its own.
    await world.data.accounts.setDisabled(attacker.actor.accountId, true);
    expect(await world.accounts.claimInvitation(claim)).toMatchObject({ ok: true, grant: { uscc: victim.uscc } });
  });

  it('joins the account of another county where the browser is signed in to it', async () => {
    const { attacker: owner, attackerFirm, victim, claim } = await attacked();

    const answer = await world.accounts.claimInvitation({ ...claim, signedInAs: owner.actor.accountId });

    expect(answer).toEqual({ ok: true, joined: { signInName: attackerFirm.uscc } });
    expect(await holderOf(victim.uscc)).toBe(owner.actor.accountId);
  });

  it('joins no account in which somebody else is signed in', async () => {
    const { victim, claim } = await attacked();
    const stranger = await aRepresentative(world);

    const answer = await world.accounts.claimInvitation({ ...claim, signedInAs: stranger.person.actor.accountId });

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'signInToJoin' } });
    expect(await holderOf(victim.uscc)).toBeUndefined();
  });

  it('joins the account whose telephone received the code of both counties', async () => {
    const owner = await aRepresentative(world, { county: '411722', phone: '13800000777' });
    const second = await aFirm(world, { idNumber: owner.firm.idNumber, county: '411702', phone: '13800000777' });
    await anInvitation(world, second.uscc, 'ZBCD-2345-EFGH');

    const answer = await world.accounts.claimInvitation(claimOf(second, 'ZBCD-2345-EFGH'));

    expect(answer).toEqual({ ok: true, joined: { signInName: owner.firm.uscc } });
  });
});

describe('setPassword after an invitation', () => {
  it('makes the account of the firm and of every other firm of the same person', async () => {
    const first = await aFirm(world);
    const other = await aFirm(world, { idNumber: first.idNumber });
    await anInvitation(world, first.uscc, 'HBCD-2345-EFGH');
    const claimed = await world.accounts.claimInvitation(claimOf(first, 'HBCD-2345-EFGH'));
    const grant = claimed.ok && 'grant' in claimed ? claimed.grant : null;

    const answer = grant === null ? null : await world.accounts.setPassword(grant, PASSWORD);

    expect(answer).toMatchObject({ ok: true, person: { displayName: '沈测试', actor: { role: 'LEGAL_REP' } } });
    const usccs = answer?.ok === true && 'person' in answer ? answer.person.actor.usccs : [];
    expect([...usccs].sort()).toEqual([first.uscc, other.uscc].sort());
  });

  it('refuses the name of the firm as a password and keeps the code open', async () => {
    const { claim, firm } = await invited('JBCD-2345-EFGH');
    const claimed = await world.accounts.claimInvitation(claim);
    const grant = claimed.ok && 'grant' in claimed ? claimed.grant : null;
    if (grant === null) throw new Error('no grant');

    const weak = await world.accounts.setPassword(grant, `${firm.name}2026`);
    const good = await world.accounts.setPassword(grant, PASSWORD);

    expect(weak).toMatchObject({ ok: false, refusal: { code: 'passwordPersonal' } });
    expect(good.ok).toBe(true);
  });

  it('makes one account of two grants of one invitation', async () => {
    const { claim, firm } = await invited('KBCD-2345-EFGH');
    const claims = [await world.accounts.claimInvitation(claim), await world.accounts.claimInvitation(claim)];
    const grants = claims.flatMap(one => (one.ok && 'grant' in one ? [one.grant] : []));

    const answers = await Promise.all(grants.map(grant => world.accounts.setPassword(grant, PASSWORD)));

    expect(answers.filter(answer => answer.ok && 'person' in answer)).toHaveLength(1);
    expect(await world.data.accounts.findByIdNumber(firm.idNumber)).toHaveLength(1);
  });

  it('hands the firm over when its representative has changed, and leaves the former one without it', async () => {
    const { firm, person } = await aRepresentative(world);
    const successor = { ...firm, representative: '陆测试', idNumber: freshIdNumber() };
    const print = (await world.data.enterprises.personOf(firm.uscc))?.print ?? '';
    const next = { name: successor.representative, idNumber: successor.idNumber, phone: firm.phone };
    const decided = { questionId: 'question-1', print, person: next, by: [], at: world.now() };
    expect(await world.data.enterprises.takeOverPerson(firm.uscc, decided)).toBe(true);
    await anInvitation(world, firm.uscc, 'LBCD-2345-EFGH');
    const claimed = await world.accounts.claimInvitation(claimOf(successor, 'LBCD-2345-EFGH'));
    const grant = claimed.ok && 'grant' in claimed ? claimed.grant : null;
    if (grant === null) throw new Error('no grant');

    const answer = await world.accounts.setPassword(grant, PASSWORD);

    expect(answer).toMatchObject({ ok: true, person: { displayName: '陆测试', actor: { usccs: [firm.uscc] } } });
    const former = await world.accounts.personOf({ accountId: person.actor.accountId, signedInAt: world.now() });
    expect(former?.actor.usccs).toEqual([]);
  });

  it('leaves one administrative record without a name or number in it', async () => {
    const { claim, invitationId, firm } = await invited('MBCD-2345-EFGH');
    const claimed = await world.accounts.claimInvitation(claim);
    if (claimed.ok && 'grant' in claimed) await world.accounts.setPassword(claimed.grant, PASSWORD);

    const records = (await world.data.audit.ofChain('admin')).filter(({ data }) =>
      JSON.stringify(data).includes(invitationId),
    );

    expect(records.map(({ kind }) => kind)).toEqual(['invitationUsed']);
    expect(JSON.stringify(records)).not.toContain(firm.idNumber);
    expect(JSON.stringify(records)).not.toContain(firm.representative);
  });
});
