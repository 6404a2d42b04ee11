import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/domain/access/actor.js';
import {
  aFirm,
  anInvitation,
  aRepresentative,
  CITY_ADMIN as admin,
  correctPhone,
  freshPhone,
  HOME,
  maskOf,
  messagesToAt,
  newestCode,
  numbersOfAt,
  NOTE,
  openWorld,
  PASSWORD,
  phonesDrawn,
  recordsOfAt,
  type World,
} from './support.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const correct = (accountId: string, change: object = {}) => correctPhone(world, accountId, change);
const numbersOf = (accountId: string, wanted: string) => numbersOfAt(world, accountId, wanted);
const messagesTo = (phone: string) => messagesToAt(world, phone);
const recordsOf = (accountId: string) => recordsOfAt(world, accountId);
const clerk: Actor = { accountId: 'clerk-1', role: 'WINDOW_CLERK', county: '411722', usccs: [], interests: [] };
const colleague: Actor = { ...clerk, accountId: 'clerk-9', role: 'COUNTY_ADMIN' };
const elsewhere: Actor = { ...clerk, accountId: 'clerk-2', county: '411702' };
const otherAdmin: Actor = { ...admin, accountId: 'admin-2' };

describe('a changed telephone', () => {
  const resetCode = async (name: string): Promise<string> => {
    const before = world.sent.length;
    world.later(1_000);
    await world.accounts.requestReset(name);
    return world.sent.length > before ? newestCode(world) : '';
  };
  const claim = (name: string, code: string, purpose: 'RESET' | 'ACTIVATE' = 'RESET') =>
    world.accounts.claimCode({ name, code, purpose, address: `192.0.2.${String((phonesDrawn() % 200) + 1)}` });
  const confirm = async (actor: Actor, accountId: string) => {
    const since = (await world.data.accounts.findById(accountId))?.contact?.since ?? 0;
    return world.accounts.contacts.confirmAccount(actor, { accountId, key: randomUUID(), since, note: NOTE });
  };
  async function changed(reason: 'CHANGED' | 'NEVER_OWN' = 'CHANGED') {
    const phone = freshPhone();
    const { firm, person } = await aRepresentative(world, { phone });
    const next = freshPhone();
    const { accountId } = person.actor;
    world.later(1_000);
    const key = randomUUID();
    await correct(accountId, { key, phone: next, reason });
    return { accountId, phone, next, firm, key, person };
  }

  it('is told to the former number, the new one and the person’s own page, once for a form sent twice', async () => {
    const { accountId, phone, next, key, person } = await changed();
    await correct(accountId, { key, phone: next });

    const [former, present] = [await messagesTo(phone), await messagesTo(next)];
    expect(former.map(({ code }) => code)).toEqual(['phoneChanged']);
    expect(former[0]?.values).toMatchObject({ to: maskOf(next), left: 3 });
    expect(present.map(({ code }) => code)).toEqual(['phoneOnRecord']);
    const notices = await world.data.notices.forActor(person.actor, { page: 1, size: 10 });
    expect(notices.items.map(({ code }) => code)).toEqual(['phoneChanged']);
    const outbox = await world.connection.collection('outbox').find().toArray();
    for (const full of [phone, next]) expect(JSON.stringify([outbox, notices])).not.toContain(full);
  });

  it('opens nothing with a code made before the change, nor with one already claimed', async () => {
    const { firm, person } = await aRepresentative(world, { phone: freshPhone() });
    const { accountId } = person.actor;
    const claimed = await claim(firm.uscc, await resetCode(firm.uscc));
    const left = await resetCode(firm.uscc);
    world.later(1_000);
    await correct(accountId);
    // As if a request had read the account before the change and stored its code after it.
    const living = { accountId, purpose: 'RESET', phoneOnly: true, at: world.now() } as const;
    await world.data.oneTimeCodes.issue({ ...living, code: 'LATE-CODE', expiresAt: world.now() + 60_000 });

    const [stale, late] = [await claim(firm.uscc, left), await claim(firm.uscc, 'LATE-CODE')];
    const set = claimed.ok ? await world.accounts.setPassword(claimed.grant, PASSWORD) : null;

    expect(claimed.ok).toBe(true);
    for (const answer of [stale, late, set]) expect(answer).toMatchObject({ refusal: { code: 'codeRefused' } });
  });

  it('works at once when the window of the county has confirmed the person, with record, message and notice', async () => {
    const { accountId, phone, next, firm, person } = await changed();

    const confirmed = await confirm(clerk, accountId);

    expect(confirmed).toEqual({ ok: true });
    expect((await claim(firm.uscc, await resetCode(firm.uscc))).ok).toBe(true);
    for (const number of [phone, next]) {
      expect((await messagesTo(number)).map(({ code }) => code)).toContain('phoneConfirmed');
    }
    expect(numbersOf(accountId, 'phoneConfirmed')).toEqual([`former ${maskOf(phone)}`, `present ${maskOf(next)}`]);
    // The firm's record of the same person waits no longer either.
    const ofFirm = (await world.data.enterprises.findByUscc(firm.uscc))?.representative.contact?.confirmedBy;
    const told = (await world.data.notices.forActor(person.actor, { page: 1, size: 10 })).items.map(({ code }) => code);
    expect(told.sort()).toEqual(['phoneChanged', 'phoneConfirmed']);
    const [record] = (await recordsOf(accountId)).filter(({ kind }) => kind === 'contactConfirmed');
    expect([record, ofFirm]).toMatchObject([{ actor: { accountId: 'clerk-1' }, data: { note: NOTE } }, 'clerk-1']);
  });

  it('of a person without a password gets the activation code when it is confirmed, and not before', async () => {
    const { accountId, firm } = await changed('NEVER_OWN');
    const before = world.sent.length;

    const confirmed = await confirm(clerk, accountId);

    expect(confirmed).toEqual({ ok: true });
    expect(world.sent).toHaveLength(before + 1);
    expect((await claim(firm.uscc, newestCode(world), 'ACTIVATE')).ok).toBe(true);
  });

  it('is confirmed neither by who changed it, by whatever account, nor elsewhere, by other roles or oneself', async () => {
    const { accountId, person } = await changed();
    const marked = await changed();
    await world.accounts.records.correctPhone(
      { ...admin, personMark: 'mark-of-admin' },
      { key: randomUUID(), accountId: marked.accountId, phone: freshPhone(), reason: 'CHANGED', note: NOTE },
    );
    const samePerson: Actor = { ...clerk, accountId: 'clerk-3', personMark: 'mark-of-admin' };

    expect(await confirm(admin, accountId)).toMatchObject({ ok: false, refusal: { code: 'contactOwnAct' } });
    expect(await confirm(samePerson, marked.accountId)).toMatchObject({ refusal: { code: 'contactOwnAct' } });
    expect(await confirm(elsewhere, accountId)).toBeNull();
    expect(await confirm({ ...clerk, role: 'COUNTY_REVIEWER' }, accountId)).toBeNull();
    expect(await confirm(person.actor, accountId)).toBeNull();
    expect(await confirm(clerk, 'nobody')).toBeNull();
    expect(await confirm(otherAdmin, accountId)).toEqual({ ok: true });
  });

  it('of an official is confirmed by another city administrator alone', async () => {
    const accountId = randomUUID();
    await world.data.accounts.create({
      ...{ accountId, signInName: accountId, displayName: '审核员丁', role: 'COUNTY_REVIEWER', county: '411722' },
      ...{ passwordHash: '!', createdAt: world.now() },
    });
    await correct(accountId);

    const renewed = await world.accounts.staff.renewCode(admin, accountId);

    expect(renewed).toMatchObject({ ok: false, refusal: { code: 'phoneWaits', values: { left: 3 } } });
    expect(await confirm(clerk, accountId)).toBeNull();
    expect(await confirm(otherAdmin, accountId)).toEqual({ ok: true });
    expect((await world.accounts.staff.renewCode(admin, accountId)).ok).toBe(true);
  });

  it('that changed once more since the page was opened is not confirmed by it', async () => {
    const { accountId } = await changed();
    const since = (await world.data.accounts.findById(accountId))?.contact?.since ?? 0;
    world.later(1_000);
    await correct(accountId);

    const asked = { accountId, key: randomUUID(), since, note: NOTE };
    const answer = await world.accounts.contacts.confirmAccount(clerk, asked);

    expect(answer).toMatchObject({ ok: false, refusal: { code: 'contactNotWaiting' } });
    expect(await world.accounts.contacts.ofAccount(clerk, accountId)).toMatchObject({ wait: { left: 3 } });
  });

  it('is on the list of the own county, of the city, and of no other county', async () => {
    const { accountId } = await changed();
    const seenBy = async (actor: Actor) =>
      (await world.accounts.contacts.waiting(actor)).accounts.map(({ account }) => account.accountId);

    expect(await seenBy(clerk)).toContain(accountId);
    expect(await seenBy(otherAdmin)).toContain(accountId);
    expect(await seenBy(elsewhere)).not.toContain(accountId);
    await confirm(clerk, accountId);
    expect(await seenBy(otherAdmin)).not.toContain(accountId);
  });
});

describe('the telephone of a firm whose representative has no account', () => {
  const record = (actor: Actor, uscc: string, phone: string) =>
    world.accounts.contacts.recordFirmPhone(actor, { uscc, key: randomUUID(), phone, note: NOTE });

  it('is recorded at the window, tells the former number, takes back open codes and waits', async () => {
    const former = freshPhone();
    const { uscc } = await aFirm(world, { phone: former });
    await anInvitation(world, uscc, `OPEN-${uscc}`);
    world.later(1_000);
    const next = freshPhone();

    const answer = await record(clerk, uscc, next);

    expect(answer).toEqual({ ok: true });
    expect((await world.data.enterprises.privateOf(uscc)).phone).toBe(next);
    expect((await messagesTo(former)).map(({ code }) => code)).toEqual(['firmPhoneChanged']);
    expect((await messagesTo(next)).map(({ code }) => code)).toEqual(['firmPhoneOnRecord']);
    expect((await world.data.invitations.find(`OPEN-${uscc}`))?.revokedAt).toBeDefined();
    const found = await world.accounts.contacts.ofFirm(colleague, uscc);
    expect(found).toMatchObject({ wait: { left: 3 }, own: false, contact: { way: 'WINDOW', replaced: true } });
    const acts = (await world.data.audit.ofChain('admin')).filter(({ kind }) => kind === 'contactRecorded');
    expect(acts.length).toBeGreaterThan(0);
    expect(JSON.stringify(acts)).not.toContain(next);
  });

  it('is confirmed by somebody else, not by who recorded it nor from another county', async () => {
    const { uscc } = await aFirm(world);
    await record(clerk, uscc, freshPhone());
    const since = (await world.data.enterprises.findByUscc(uscc))?.representative.contact?.since ?? 0;
    const asked = () => ({ uscc, key: randomUUID(), since, note: NOTE });

    const own = await world.accounts.contacts.confirmFirm(clerk, asked());
    const foreign = await world.accounts.contacts.confirmFirm(elsewhere, asked());
    const other = await world.accounts.contacts.confirmFirm(colleague, asked());

    expect(own).toMatchObject({ ok: false, refusal: { code: 'contactOwnAct' } });
    expect(foreign).toBeNull();
    expect(other).toEqual({ ok: true });
    expect(await world.accounts.contacts.ofFirm(clerk, uscc)).toMatchObject({ wait: null, own: false });
  });

  it('is out of reach from another county, and where the representative has an account', async () => {
    const { firm } = await aRepresentative(world);
    const { uscc } = await aFirm(world);

    expect(await record(elsewhere, uscc, freshPhone())).toBeNull();
    expect(await record(clerk, firm.uscc, freshPhone())).toMatchObject({ refusal: { code: 'contactHasAccount' } });
    expect(await record(clerk, uscc, '13800000001')).toMatchObject({ refusal: { code: 'contactSame' } });
  });

  it('that waits when the account is made waits for the account as well', async () => {
    const firm = await aFirm(world);
    const code = `LATE-${firm.uscc}`;
    await anInvitation(world, firm.uscc, code);
    const idTail = firm.idNumber.slice(-6);
    const person = { uscc: firm.uscc, name: firm.representative, idTail };
    const claimed = await world.accounts.claimInvitation({ ...person, code, address: HOME });
    if (!claimed.ok || !('grant' in claimed)) throw new Error('no grant');
    // A decision on a difference brings another number meanwhile.
    const by = [{ accountId: 'decider' }];
    const change = { phone: freshPhone(), way: 'DECISION', sourceId: 'question-1', by, at: world.now() } as const;
    await world.data.enterprises.setPhone(firm.uscc, change);

    const set = await world.accounts.setPassword(claimed.grant, PASSWORD);

    expect(set.ok).toBe(true);
    const before = world.sent.length;
    await world.accounts.requestReset(firm.uscc);
    expect(world.sent).toHaveLength(before);
  });
});

describe('the wait of a changed telephone', () => {
  it('lasts three working days: no reset meanwhile, and both numbers are told of each try, not the asker', async () => {
    const phone = freshPhone();
    const { firm, person } = await aRepresentative(world, { phone });
    const next = freshPhone();
    // Three working days from a Monday: to the end of Thursday 11 June 2026.
    world.later(Date.UTC(2026, 5, 8, 2) - world.now());
    await correct(person.actor.accountId, { phone: next });
    const codes: boolean[] = [];
    const ask = async () => {
      const before = world.sent.length;
      await world.accounts.requestReset(firm.uscc);
      codes.push(world.sent.length > before);
    };
    for (const days of [0, 3, 1]) {
      world.later(days * 86_400_000);
      await ask();
    }

    expect(codes).toEqual([false, false, true]);
    for (const number of [phone, next]) {
      const told = (await messagesTo(number)).filter(({ code }) => code === 'resetWaits');
      expect(told.map(({ values }) => values)).toEqual([
        { day: '2026-06-11', dayRule: 'PLATFORM', left: 0 },
        { day: '2026-06-11', dayRule: 'PLATFORM', left: 3 },
      ]);
    }
    const both = [`present ${maskOf(next)}`, `former ${maskOf(phone)}`];
    expect(numbersOf(person.actor.accountId, 'resetWaits')).toEqual([...both, ...both]);
    const claimed = await world.accounts.claimCode({
      ...{ name: firm.uscc, code: newestCode(world), purpose: 'RESET', address: HOME },
    });
    expect(claimed.ok).toBe(true);
  });
});
