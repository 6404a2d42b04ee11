import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { formatDate } from '../../../src/web/format.js';
import { caseAt } from '../../domain/repair/support.js';
import { atDesk, type Desk, DRAWING, rightForm, shown, sign, signaturesOf } from './signing.js';
import {
  begin,
  type Browser,
  CASE_ID,
  change,
  faultAt,
  hidden,
  LETTER,
  openRoom,
  PASSWORD,
  REP,
  REPRESENTATIVE,
  type Room,
  siteOf,
  TODAY,
  TOMORROW,
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
const oneSignature = async () => {
  expect(await signaturesOf(room, CASE_ID)).toHaveLength(1);
  expect(room.sent).toHaveLength(1);
};

describe('the same form twice', () => {
  it('is one signature, one after the other', async () => {
    const answers = [await sign(rep, desk), await sign(rep, desk)];

    expect(answers.map(({ status, headers }) => [status, headers['location']])).toEqual([
      [303, DONE],
      [303, DONE],
    ]);
    await oneSignature();
  });

  it('is one signature on a double click: both answers lead to the result', async () => {
    const answers = await Promise.all([sign(rep, desk), sign(rep, desk), sign(rep, desk)]);

    expect(answers.map(({ status, headers }) => [status, headers['location']])).toEqual([
      [303, DONE],
      [303, DONE],
      [303, DONE],
    ]);
    await oneSignature();
  });

  it('leads to the result from the address of the signed letter, whatever form is sent', async () => {
    await sign(rep, desk).expect(303);

    const page = await rep.get(desk.address);
    const form = await sign(rep, desk, { key: '22222222-2222-4222-8222-222222222222' });

    expect([page.status, page.headers['location']]).toEqual([303, DONE]);
    expect([form.status, form.headers['location']]).toEqual([303, DONE]);
    await oneSignature();
  });

  it('with a key that no page of ours gave is a form of its own', async () => {
    const answer = await sign(rep, desk, { key: 'x'.repeat(5_000), password: '' });

    expect(answer.status).toBe(422);
    expect(hidden(answer.text, 'key')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('signing while no worker answers', () => {
  beforeEach(() => {
    room.answer = { ok: false, pending: true };
  });

  it('says so with 503 and loses nothing but the secrets', async () => {
    const answer = await sign(rep, desk, { drawing: DRAWING });

    expect(answer.status).toBe(503);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(words(answer.text)).toContain('系统正忙，签署还没有完成。');
    expect(shown(answer.text, 'typedName')).toBe(REPRESENTATIVE.name);
    expect(JSON.parse(shown(answer.text, 'drawing'))).toEqual(JSON.parse(DRAWING));
    expect(answer.text).toMatch(/name="consent"[^>]* checked/);
    expect(hidden(answer.text, 'key')).toBe(desk.own.key);
    for (const secret of [PASSWORD, desk.code]) expect(answer.text).not.toContain(secret);
    expect(answer.text).not.toContain('name="password"');
    expect(words(answer.text)).toContain('不用再输入密码和验证码');
  });

  it('says so in English', async () => {
    const english = (await siteOf(room))(REP, 'en');
    const there = await atDesk(room, english);

    const answer = await sign(english, there);

    expect(answer.status).toBe(503);
    expect(words(answer.text)).toContain('The system is busy and the signing is not finished.');
  });

  it('is finished by sending the same form again, without the secrets and as one signature', async () => {
    await sign(rep, desk).expect(503);
    room.answer = undefined;

    const answer = await sign(rep, desk, { password: '', code: '' });

    expect([answer.status, answer.headers['location']]).toEqual([303, DONE]);
    await oneSignature();
  });

  it('asks for the secrets again after ten minutes', async () => {
    await sign(rep, desk).expect(503);
    room.answer = undefined;
    room.now += 10 * MINUTE;

    const answer = await sign(rep, desk, { password: '', code: '' });

    // The number of that letter is used up; the next one is read and signed anew.
    expect([answer.status, answer.headers['location']]).toEqual([303, `${LETTER}?changed=1`]);
    expect(room.sent).toEqual([]);
  });

  it('proves nothing for another form or another letter', async () => {
    await sign(rep, desk).expect(503);
    room.answer = undefined;
    const secrets = { password: '', code: '' };

    await sign(rep, desk, { ...secrets, key: '22222222-2222-4222-8222-222222222222' }).expect(303);
    const next = await atDesk(room, rep);
    const answer = await sign(rep, next, { ...secrets, key: desk.own.key });

    expect(answer.status).toBe(422);
    expect(faultAt(answer.text, 'password')).toMatch(/请输入登录密码$/);
    expect(room.sent).toEqual([]);
  });
});

describe('a refusal of the workflow', () => {
  it('is told in words with its rule, and the form stays', async () => {
    const values = { materials: 'MAT2' };
    room.answer = { ok: false, refusal: { code: 'materialsMissing', clause: 'REPAIR_GUIDES', values } };

    const answer = await sign(rep, desk);

    expect(answer.status).toBe(422);
    expect(words(answer.text)).toMatch(/还缺材料：[^，。]*证明|还缺材料：[^，。]+。/);
    expect(words(answer.text)).not.toContain('MAT2');
    expect(shown(answer.text, 'typedName')).toBe(REPRESENTATIVE.name);
    expect(answer.text).toContain('name="password"');
  });
});

describe('a letter that no longer stands', () => {
  it('is read again where the firm changed its answers meanwhile', async () => {
    const { answers } = caseAt('READY_TO_SIGN');
    await change(room, { answers: { ...answers, improvement: '每日自查一次' } });

    const answer = await sign(rep, desk).expect(303);

    expect(answer.headers['location']).toBe(`${LETTER}?changed=1`);
    const page = await rep.get(answer.headers['location'] ?? '').expect(200);
    expect(words(page.text)).toContain('承诺书的内容在您阅读后有了变化');
    expect(page.text).toContain('每日自查一次');
    await rep.get(desk.address).expect(303);
    await nothingSigned();
  });

  it('is read again where no such letter was drawn up', async () => {
    const address = `${LETTER}/sign/${'0'.repeat(64)}`;

    const answers = [await rep.get(address), await rep.post(address).type('form').send(rightForm(desk))];

    expect(answers.map(({ status, headers }) => [status, headers['location']])).toEqual([
      [303, LETTER],
      [303, LETTER],
    ]);
    await nothingSigned();
  });

  it('cannot be signed before the first day of submission, and the code stays good', async () => {
    await change(room, { firstSubmissionDay: TOMORROW });

    await sign(rep, desk).expect(303).expect('location', LETTER);

    expect(words((await rep.get(LETTER)).text)).toContain(`最早 ${formatDate(TOMORROW, 'zh')} 可以提交`);
    await nothingSigned();
    await change(room, { firstSubmissionDay: TODAY });
    expect((await sign(rep, desk)).headers['location']).toBe(DONE);
  });
});
