import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccountsService } from '../../src/accounts/index.js';
import { outboxGateway } from '../../src/messaging/outboxGateway.js';
import { memoryLimiters } from '../../src/web/middleware/rateLimit.js';
import { aRepresentative, HOME, newestCode, openWorld, OTHER_PASSWORD, PASSWORD, type World } from './support.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function messages(code: string) {
  const { items } = await world.data.outbox.page({}, { page: 1, size: 200 });
  return items.filter(message => message.code === code);
}

/** Asks for a reset a second later than anyone before and reads the message it sent. */
async function resetCodeOf(name: string): Promise<string> {
  world.later(1000);
  await world.accounts.requestReset(name);
  return (await messages('resetCode'))[0]?.secret ?? '';
}

describe('reset with a code', () => {
  it('sends a code to the telephone on record and sets a new password with it, once', async () => {
    const { firm, person } = await aRepresentative(world);
    const claim = { name: firm.uscc, code: await resetCodeOf(firm.uscc), purpose: 'RESET', address: HOME } as const;

    const claimed = await world.accounts.claimCode(claim);
    const again = await world.accounts.claimCode(claim);
    const { accountId } = person.actor;
    await world.connection.collection('sessions').insertOne({ session: { accountId, createdAt: 1 } });
    const set = claimed.ok ? await world.accounts.setPassword(claimed.grant, OTHER_PASSWORD) : null;

    expect(set).toMatchObject({ ok: true, person: { actor: { accountId: person.actor.accountId } } });
    expect(again).toMatchObject({ ok: false, refusal: { code: 'codeRefused' } });
    const old = await world.accounts.signIn({ name: firm.uscc, password: PASSWORD, address: HOME });
    expect(old.ok).toBe(false);
    expect(await world.data.sessions.list(accountId)).toEqual([]);
  });

  it('says the same to an unknown name, a wrong, an expired and a missing code', async () => {
    const { firm } = await aRepresentative(world);
    const claim = { name: firm.uscc, code: 'WRONG', purpose: 'RESET', address: '192.0.2.201' } as const;
    const none = await world.accounts.claimCode(claim);
    const code = await resetCodeOf(firm.uscc);
    const wrong = await world.accounts.claimCode(claim);
    const unknown = await world.accounts.claimCode({ ...claim, name: 'nobody' });
    world.later(31 * 60_000);
    const expired = await world.accounts.claimCode({ ...claim, code });

    expect(new Set([none, wrong, unknown, expired].map(answer => JSON.stringify(answer))).size).toBe(1);
  });

  it('does not fit for the first activation, nor the other way round', async () => {
    const { firm } = await aRepresentative(world);
    const claim = { name: firm.uscc, code: await resetCodeOf(firm.uscc), address: HOME };

    const activation = await world.accounts.claimCode({ ...claim, purpose: 'ACTIVATE' });
    const reset = await world.accounts.claimCode({ ...claim, purpose: 'RESET' });

    expect([activation.ok, reset.ok]).toEqual([false, true]);
  });

  it('sends nothing to unknown names and at most three messages in a quarter of an hour', async () => {
    const { firm } = await aRepresentative(world);
    const before = (await messages('resetCode')).length;
    await world.accounts.requestReset('nobody at all');
    const afterUnknown = (await messages('resetCode')).length;
    for (let n = 0; n < 6; n += 1) await world.accounts.requestReset(firm.uscc);

    expect(afterUnknown).toBe(before);
    expect(await messages('resetCode')).toHaveLength(before + 3);
  });

  it('sends the living code again, so that strangers who ask for a name leave its owner a code that works', async () => {
    const { firm } = await aRepresentative(world);
    const [before, code] = [(await messages('resetCode')).length, await resetCodeOf(firm.uscc)];
    world.later(14 * 60_000);
    for (let n = 0; n < 5; n += 1) await world.accounts.requestReset(firm.uscc);
    const sent = (await messages('resetCode')).slice(0, (await messages('resetCode')).length - before);

    const claimed = await world.accounts.claimCode({ name: firm.uscc, code, purpose: 'RESET', address: HOME });

    expect(sent.map(({ secret }) => secret)).toEqual([code, code, code]);
    expect(sent.map(({ values }) => values['minutes']).sort()).toEqual([16, 16, 30]);
    expect(claimed.ok).toBe(true);
  });

  it('sends another code once the earlier one has less than a quarter of an hour left', async () => {
    const { firm } = await aRepresentative(world);
    const first = await resetCodeOf(firm.uscc);
    world.later(15 * 60_000 + 1);
    const second = await resetCodeOf(firm.uscc);
    const claim = { name: firm.uscc, purpose: 'RESET', address: HOME } as const;

    expect(second).not.toBe(first);
    expect((await world.accounts.claimCode({ ...claim, code: first })).ok).toBe(false);
    expect((await world.accounts.claimCode({ ...claim, code: second })).ok).toBe(true);
  });

  it('is not burnt by strangers who post wrong codes under a public name', async () => {
    const { firm } = await aRepresentative(world);
    const code = await resetCodeOf(firm.uscc);
    const claim = { name: firm.uscc, purpose: 'RESET' } as const;
    for (let n = 0; n < 40; n += 1) {
      const address = `198.51.100.${String(n % 8)}`;
      await world.accounts.claimCode({ ...claim, code: '2222-2222', address });
    }

    expect((await world.accounts.claimCode({ ...claim, code, address: HOME })).ok).toBe(true);
  });
});

describe('the lifetime in a message', () => {
  it('is the one that the page promises, though time passes between making the code and sending it', async () => {
    const { firm, person } = await aRepresentative(world);
    let now = world.now();
    const clock = () => (now += 250);
    const messagesOut = outboxGateway(world.data);
    const rest = { data: world.data, counters: memoryLimiters, demo: false, messages: messagesOut };
    const slow = createAccountsService({ ...rest, clock });
    const told = async (code: string) => (await messages(code))[0]?.values;

    await slow.issueSigningCode(person.actor.accountId, 'sha256-of-the-letter');
    await slow.requestReset(firm.uscc);
    const official = { key: 'slow', signInName: 'slow.clerk', displayName: '窗口丁', idNumber: '411702197001010017' };
    await slow.staff.create(
      { accountId: 'admin-1', role: 'CITY_ADMIN', usccs: [], interests: [] },
      { ...official, phone: '13700000017', role: 'TRAINER' },
    );

    expect(await told('signingCode')).toMatchObject({ minutes: 10 });
    expect(await told('resetCode')).toMatchObject({ minutes: 30 });
    expect(await told('activationCode')).toMatchObject({ days: 7 });
  });

  it('goes with the code to the telephone alone: outside the demonstration the page hears none', async () => {
    const { person } = await aRepresentative(world);

    const issued = await world.inProduction.issueSigningCode(person.actor.accountId, 'sha256-of-the-letter');

    const code = newestCode(world);
    expect(code).toMatch(/^\d{6}$/);
    expect(issued).toMatchObject({ ok: true, to: '138****0001' });
    expect(JSON.stringify(issued)).not.toContain(code);
  });
});

describe('requireFreshSecret', () => {
  const subject = 'sha256-of-the-letter';

  async function signer() {
    const { person } = await aRepresentative(world);
    const { accountId } = person.actor;
    const issued = await world.accounts.issueSigningCode(accountId, subject);
    if (!issued.ok) throw new Error('no code');
    const code = newestCode(world);
    return { accountId, password: PASSWORD, code, subject, address: HOME, to: issued.to };
  }

  it('wants the password and the code of this very text, once', async () => {
    const asked = await signer();

    const first = await world.accounts.requireFreshSecret(asked);
    const second = await world.accounts.requireFreshSecret(asked);

    expect(asked.to).toBe('138****0001');
    expect(asked.code).toMatch(/^\d{6}$/);
    expect(first).toEqual({ ok: true });
    expect(second).toMatchObject({ ok: false, refusal: { code: 'signingCodeExpired' } });
  });

  it('refuses a code issued for another text or another person', async () => {
    const [one, other] = [await signer(), await signer()];

    const otherText = await world.accounts.requireFreshSecret({ ...one, subject: 'another text' });
    const otherPerson = await world.accounts.requireFreshSecret({ ...one, code: other.code });

    expect(otherText).toMatchObject({ refusal: { code: 'signingCodeWrong' } });
    expect(otherPerson.ok).toBe(one.code === other.code);
  });

  it('does not spend the code on a mistyped password', async () => {
    const asked = await signer();

    const wrong = await world.accounts.requireFreshSecret({ ...asked, password: OTHER_PASSWORD });
    const right = await world.accounts.requireFreshSecret(asked);

    expect(wrong).toMatchObject({ refusal: { code: 'passwordWrong' } });
    expect(right.ok).toBe(true);
  });

  it('ends a code after ten minutes and after five wrong answers', async () => {
    const late = await signer();
    world.later(10 * 60_000 + 1);
    const guessed = await signer();
    const guess = guessed.code === '000000' ? '000001' : '000000';
    for (let n = 0; n < 5; n += 1) await world.accounts.requireFreshSecret({ ...guessed, code: guess });

    expect(await world.accounts.requireFreshSecret(late)).toMatchObject({ refusal: { code: 'signingCodeExpired' } });
    expect(await world.accounts.requireFreshSecret(guessed)).toMatchObject({ refusal: { code: 'signingCodeSpent' } });
  });
});

describe('changePassword', () => {
  it('wants the old password, refuses a weak or equal one, and ends the sessions', async () => {
    const { firm, person } = await aRepresentative(world);
    const change = { accountId: person.actor.accountId, current: PASSWORD, next: OTHER_PASSWORD, address: HOME };
    const session = { accountId: person.actor.accountId, signedInAt: world.now() };
    world.later(1000);

    const wrong = await world.accounts.own.changePassword({ ...change, current: 'not this one' });
    const weak = await world.accounts.own.changePassword({ ...change, next: `${firm.uscc}!` });
    const equal = await world.accounts.own.changePassword({ ...change, next: PASSWORD });
    const right = await world.accounts.own.changePassword(change);

    expect([wrong, weak, equal].map(answer => (answer.ok ? 'ok' : answer.refusal.code))).toEqual([
      'passwordWrong',
      'passwordPersonal',
      'passwordSame',
    ]);
    expect(right).toEqual({ ok: true });
    expect(await world.accounts.personOf(session)).toBeNull();
  });
});
