import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { prepareLetter } from '../../../src/commands/signatureCommands.js';
import { addDays } from '../../../src/domain/calendarDay.js';
import { caseAt } from '../../domain/repair/support.js';
import { atDesk, type Desk, DRAWING, newestCode, rightForm, sign, signaturesOf } from './signing.js';
import {
  begin,
  type Browser,
  CASE_ID,
  change,
  hidden,
  LETTER,
  makeLetter,
  openRoom,
  REP,
  REPRESENTATIVE,
  type Room,
  siteOf,
  TODAY,
  words,
} from './support.js';

let room: Room;
let rep: Browser;
let desk: Desk;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  await begin(room);
  rep = (await siteOf(room))(REP);
  desk = await atDesk(room, rep);
});

const MINUTE = 60_000;
const DONE = `${LETTER}/done`;
const nothingSigned = async () => {
  expect(await signaturesOf(room, CASE_ID)).toEqual([]);
  expect(room.sent).toEqual([]);
};

describe('what can refuse a signature is asked before the code is spent', () => {
  const otherCertificate = async (change: { accountId?: string; validUntil?: string }) => {
    await room.database.connection.collection('certificates').deleteMany({});
    await room.database.data.certificates.issue({
      ...{ certificateId: 'certificate-1', number: 'TC-2026-0001', accountId: 'rep', attemptId: 'attempt-1' },
      ...{ personName: REPRESENTATIVE.name, usccs: [], score: 96, minutes: 200 },
      ...{ issuedOn: addDays(TODAY, -10), validUntil: addDays(TODAY, 300), ...change },
    });
  };

  it.each([
    ['of an earlier representative', { accountId: 'earlier-rep' }],
    ['that is over', { validUntil: addDays(TODAY, -1) }],
  ])('a certificate %s', async (_what, other) => {
    await otherCertificate(other);

    await sign(rep, desk).expect(303).expect('location', LETTER);

    expect(words((await rep.get(LETTER)).text)).toContain('还没有有效的培训合格证书');
    await nothingSigned();
    await otherCertificate({});
    expect((await sign(rep, desk)).headers['location']).toBe(DONE);
  });

  it('statements that were not ticked, by this person, for this letter', async () => {
    const { answers } = caseAt('READY_TO_SIGN');
    await change(room, { answers: { ...answers, improvement: '每周自查一次' } });
    const unread = (await prepareLetter(room.database.data, { caseId: CASE_ID, at: room.now }))?.contentHash ?? '';
    const address = `${LETTER}/sign/${unread}`;

    const answersOfSite = [
      await rep.get(address),
      await sign(rep, { ...desk, address }),
      await rep.post(`${address}/code`).type('form').send(rightForm(desk)),
    ];

    expect(unread).toMatch(/^[0-9a-f]{64}$/);
    expect(answersOfSite.map(({ status, headers }) => [status, headers['location']])).toEqual(
      answersOfSite.map(() => [303, LETTER]),
    );
    await nothingSigned();
  });
});

describe('a signature whose answer stays out', () => {
  it('is sent again as it was given, and the letter bears the instant at which the case took it', async () => {
    room.answer = { ok: false, pending: true };
    const waiting = await sign(rep, desk);
    expect(waiting.text).not.toContain('id="signature-pad"');
    expect(waiting.text).not.toMatch(/type="text"[^>]* name="typedName"|id="typedName"/);
    expect(words(waiting.text)).toContain('您刚才的签名已经保存');

    room.answer = undefined;
    room.now += 5 * MINUTE;
    await sign(rep, desk, { password: '', code: '', typedName: '', drawing: DRAWING }).expect(303);
    const letterId = await makeLetter(room);

    const [act] = await signaturesOf(room, CASE_ID);
    expect(act).toMatchObject({ typedName: REPRESENTATIVE.name, at: room.now - 5 * MINUTE });
    const { signature } = (await room.database.data.cases.find(CASE_ID))?.case ?? {};
    expect(signature?.at).toBe(room.now);
    expect((await room.database.data.documents.find(letterId))?.at).toBe(signature?.at);
  });
});

describe('a refusal of the workflow', () => {
  const refusal = { code: 'materialsMissing', clause: 'REPAIR_GUIDES' as const, values: { materials: 'MAT2' } };
  const newCode = async (form: Record<string, string>) => {
    room.now += 1_000;
    await rep.post(`${desk.address}/code`).type('form').send(rightForm(desk, form)).expect(200);
    return newestCode(room);
  };

  it('leaves nothing of the refused act to the next one: another key, drawing and time, the same letter', async () => {
    room.answer = { ok: false, refusal };
    const refused = await sign(rep, desk);
    const key = hidden(refused.text, 'key');
    expect(key).not.toBe(desk.own.key);
    room.answer = undefined;
    const unproven = await sign(rep, desk, { key, password: '', code: '' });
    expect(unproven.status).toBe(422);

    const code = await newCode({ key });
    await sign(rep, desk, { key, code, typedName: '', drawing: DRAWING }).expect(303);

    const { signature } = (await room.database.data.cases.find(CASE_ID))?.case ?? {};
    expect(signature).toMatchObject({ signatureId: `${CASE_ID}:${key}`, contentHash: desk.address.slice(-64) });
    const [taken, first] = await signaturesOf(room, CASE_ID);
    expect(taken).toMatchObject({ signatureId: signature?.signatureId, at: room.now });
    expect([taken?.drawn, taken?.typedName]).toEqual([DRAWING, undefined]);
    expect(first?.refusedAt).toBeDefined();
  });

  it('is not repeated by the old form either, found with the browser’s back', async () => {
    room.answer = { ok: false, refusal };
    await sign(rep, desk);
    room.answer = undefined;
    expect((await sign(rep, desk, { password: '', code: '' })).status).toBe(422);

    const code = await newCode({});
    await sign(rep, desk, { code, typedName: '', drawing: DRAWING }).expect(303);

    expect(room.sent.map(({ key }) => key)).not.toContain(desk.own.key);
    expect((await signaturesOf(room, CASE_ID))[0]?.drawn).toBe(DRAWING);
  });
});
