import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/domain/access/actor.js';
import {
  aFirm,
  aRepresentative,
  CITY_ADMIN as admin,
  correctPhone,
  freshIdNumber,
  freshPhone,
  HOME,
  maskOf,
  messagesToAt,
  newestCode,
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
const messagesTo = (phone: string) => messagesToAt(world, phone);
const recordsOf = (accountId: string) => recordsOfAt(world, accountId);
/** An agent of a firm who signs in by the telephone and has set a password. */
async function anAgent(phone = freshPhone()) {
  const { firm, person } = await aRepresentative(world);
  const idNumber = freshIdNumber();
  const agent = {
    key: randomUUID(),
    uscc: firm.uscc,
    displayName: '经办乙',
    idNumber,
    phone,
    validUntil: '2026-12-31',
  };
  const appointed = await world.accounts.agents.appoint(person.actor, agent);
  if (!appointed?.ok) throw new Error('not appointed');
  const claim = { name: phone, code: newestCode(world), purpose: 'ACTIVATE', address: HOME } as const;
  const claimed = await world.accounts.claimCode(claim);
  if (!claimed.ok) throw new Error('code refused');
  await world.accounts.setPassword(claimed.grant, PASSWORD);
  return { accountId: appointed.account.accountId, phone, agent, representative: person };
}

const signsIn = async (name: string): Promise<boolean> =>
  (
    await world.accounts.signIn({
      name,
      password: PASSWORD,
      address: `198.51.100.${String((phonesDrawn() % 200) + 1)}`,
    })
  ).ok;

describe('a corrected telephone', () => {
  it('of an agent is the sign-in name from now on, keeps the password and is on record without numbers', async () => {
    const { accountId, phone } = await anAgent();
    const next = freshPhone();

    const answer = await correct(accountId, { phone: next, note: `${NOTE}原号 ${phone}` });

    expect(answer).toMatchObject({ ok: true, to: maskOf(next) });
    expect((await world.data.accounts.privateOf(accountId)).phone).toBe(next);
    expect([await signsIn(phone), await signsIn(next)]).toEqual([false, true]);
    const [record] = (await recordsOf(accountId)).filter(({ kind }) => kind === 'phoneCorrected');
    expect(record).toMatchObject({ actor: { accountId: 'admin-1' }, data: { reason: 'CHANGED', changed: true } });
    expect(JSON.stringify(record)).not.toContain(phone);
    expect(JSON.stringify(record)).not.toContain(next);
  });

  it('lets another firm appoint the agent by the right number', async () => {
    const { accountId, agent } = await anAgent();
    const other = await aRepresentative(world);
    const next = freshPhone();
    const again = { ...agent, key: randomUUID(), uscc: other.firm.uscc, phone: next };
    const before = await world.accounts.agents.appoint(other.person.actor, again);

    await correct(accountId, { phone: next });

    expect(before).toMatchObject({ ok: false, refusal: { code: 'agentPhoneDiffers' } });
    expect(await world.accounts.agents.appoint(other.person.actor, { ...again, key: randomUUID() })).toMatchObject({
      ok: true,
      account: { accountId },
    });
  });

  it('makes the codes void that went to the former number, and no password counts as proven by it', async () => {
    const { accountId, phone } = await anAgent();
    await world.accounts.requestReset(phone);
    const living = { accountId, purpose: 'RESET', at: world.now() } as const;
    const code = (await world.data.oneTimeCodes.living(living))?.code ?? '';
    const next = freshPhone();

    await correct(accountId, { phone: next });

    expect(code).not.toBe('');
    expect(await world.data.oneTimeCodes.living(living)).toBeNull();
    expect((await world.data.accounts.findById(accountId))?.passwordByPhone).toBe(false);
  });

  it('that was never the person’s ends password and sessions, and no code goes to the new one yet', async () => {
    const { accountId } = await anAgent();
    const session = { accountId, signedInAt: world.now() };
    world.later(1_000);
    const next = freshPhone();

    await correct(accountId, { phone: next, reason: 'NEVER_OWN' });

    expect(await world.accounts.personOf(session)).toBeNull();
    expect(await signsIn(next)).toBe(false);
    expect((await messagesTo(next)).map(({ code }) => code)).toEqual(['phoneOnRecord']);
  });

  it('of a representative is corrected in the records of the firms as well, and the sign-in name stays', async () => {
    const { firm, person } = await aRepresentative(world);
    const next = freshPhone();

    await correct(person.actor.accountId, { phone: next });

    expect((await world.data.enterprises.privateOf(firm.uscc)).phone).toBe(next);
    expect((await world.data.accounts.findById(person.actor.accountId))?.signInName).toBe(firm.uscc);
  });

  it('of the representative of several firms is corrected in the record of each', async () => {
    const { firm, person } = await aRepresentative(world);
    const second = await aFirm(world);
    await world.data.enterprises.setRepresentative(second.uscc, person.actor.accountId);
    const next = freshPhone();

    await correct(person.actor.accountId, { phone: next });

    const phones = [firm, second].map(async ({ uscc }) => (await world.data.enterprises.privateOf(uscc)).phone);
    expect(await Promise.all(phones)).toEqual([next, next]);
  });

  it('is corrected once, however often the form is sent', async () => {
    const { accountId } = await anAgent();
    const form = { key: randomUUID(), phone: freshPhone() };

    const answers = [await correct(accountId, form), await correct(accountId, form)];

    expect(answers[1]).toEqual(answers[0]);
    expect((await recordsOf(accountId)).filter(({ kind }) => kind === 'phoneCorrected')).toHaveLength(1);
  });

  it('is refused where another account signs in by it, and out of reach for the own account', async () => {
    const [{ accountId, phone }, other] = [await anAgent(), await anAgent()];

    const taken = await correct(accountId, { phone: other.phone });

    expect(taken).toMatchObject({ ok: false, refusal: { code: 'phoneTaken' } });
    expect((await world.data.accounts.privateOf(accountId)).phone).toBe(phone);
    expect(await correct(admin.accountId)).toBeNull();
    expect(await correct('nobody')).toBeNull();
  });
});

describe('a telephone that waits', () => {
  const contacts = () => world.accounts.contacts;
  const office = (role: 'WINDOW_CLERK' | 'COUNTY_ADMIN', county: string): Actor => ({
    ...{ accountId: `${role}-${county}`, role, county, usccs: [], interests: [] },
  });
  const clerk = office('WINDOW_CLERK', '411722');

  it('of a disabled account brings no code when it is confirmed', async () => {
    const { accountId } = await anAgent();
    await correct(accountId, { reason: 'NEVER_OWN' });
    await world.data.accounts.setDisabled(accountId, true);
    const [before, since] = [world.sent.length, (await world.data.accounts.findById(accountId))?.contact?.since ?? 0];

    const confirmed = await contacts().confirmAccount(clerk, { accountId, key: randomUUID(), since, note: NOTE });

    expect(confirmed).toEqual({ ok: true });
    expect(world.sent).toHaveLength(before);
  });

  it('of a firm without an account is on the list of its county, of the city, and of no other county', async () => {
    const { uscc } = await aFirm(world);
    await contacts().recordFirmPhone(clerk, { uscc, key: randomUUID(), phone: freshPhone(), note: NOTE });
    const isSeenBy = async (actor: Actor) =>
      (await contacts().waiting(actor)).firms.some(({ firm }) => firm.uscc === uscc);

    const readers = [office('COUNTY_ADMIN', '411722'), admin, office('COUNTY_ADMIN', '411702')];
    expect(await Promise.all(readers.map(isSeenBy))).toEqual([true, true, false]);
  });
});

describe('an ID number recorded later', () => {
  const official = async (given: object = {}) => {
    const accountId = randomUUID();
    await world.data.accounts.create({
      ...{ accountId, signInName: accountId, displayName: '审核员甲', role: 'COUNTY_REVIEWER', county: '411722' },
      ...{ passwordHash: '!', createdAt: world.now() },
      ...given,
    });
    return accountId;
  };
  const record = (accountId: string, idNumber: string) =>
    world.accounts.records.recordIdNumber(admin, { accountId, idNumber });

  it('gives two accounts of one person one mark, with a record that has no number', async () => {
    const idNumber = freshIdNumber();
    const [first, second] = [await official(), await official({ idNumber })];
    const marks = async () =>
      (await world.data.accounts.findManyById([first, second])).map(({ personMark }) => personMark);
    const before = await marks();

    const answer = await record(first, idNumber);

    expect(new Set(before).size).toBe(2);
    expect(answer).toEqual({ ok: true });
    expect(new Set(await marks()).size).toBe(1);
    const records = await recordsOf(first);
    expect(records.map(({ kind }) => kind)).toEqual(['idNumberRecorded']);
    expect(JSON.stringify(records)).not.toContain(idNumber);
    const reader: Actor = { accountId: first, role: 'COUNTY_REVIEWER', county: '411722', usccs: [], interests: [] };
    const notices = await world.data.notices.forActor(reader, { page: 1, size: 10 });
    expect(notices.items.map(({ code }) => code)).toEqual(['idNumberRecorded']);
    expect(JSON.stringify(notices)).not.toContain(idNumber);
  });

  it('is never replaced; the same one again changes nothing', async () => {
    const idNumber = freshIdNumber();
    const accountId = await official({ idNumber });

    expect(await record(accountId, freshIdNumber())).toMatchObject({ ok: false, refusal: { code: 'idNumberThere' } });
    expect(await record(accountId, idNumber)).toEqual({ ok: true });
    expect((await world.data.accounts.privateOf(accountId)).idNumber).toBe(idNumber);
  });

  it('is for officials alone', async () => {
    const { accountId } = await anAgent();

    expect(await record(accountId, freshIdNumber())).toBeNull();
    expect(await record('nobody', freshIdNumber())).toBeNull();
  });

  it('bars the reviewer from the firms that he or she represents, at the next look', async () => {
    const firm = await aFirm(world);
    const accountId = await official();
    const represents = async () =>
      (await world.accounts.personOf({ accountId, signedInAt: world.now() }))?.actor.represents;
    const before = await represents();

    await record(accountId, firm.idNumber);

    expect([before, await represents()]).toEqual([undefined, [firm.uscc]]);
  });
});
