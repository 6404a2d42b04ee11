import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyPdfSignature } from '../../../src/documents/verifyPdf.js';
import { atDesk, type Desk, DRAWING, newestCode, rightForm, shown, sign, signaturesOf } from './signing.js';
import {
  AGENT,
  begin,
  type Browser,
  CASE_ID,
  faultAt,
  hidden,
  LETTER,
  makeLetter,
  openRoom,
  OTHER_REP,
  PASSWORD,
  REP,
  REPRESENTATIVE,
  type Room,
  siteOf,
  words,
} from './support.js';

let room: Room;
let site: Awaited<ReturnType<typeof siteOf>>;
let rep: Browser;
let desk: Desk;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  await begin(room);
  site = await siteOf(room);
  rep = site(REP);
  desk = await atDesk(room, rep);
});

const MINUTE = 60_000;
const DONE = `${LETTER}/done`;
const isTicked = (html: string): boolean => /name="consent"[^>]* checked/.test(html);
const nothingSigned = async () => {
  expect(await signaturesOf(room, CASE_ID)).toEqual([]);
  expect(room.sent).toEqual([]);
};

describe('signing with the typed name', () => {
  it('signs, makes the letter and hands it over with its hash and code', async () => {
    await sign(rep, desk).expect(303).expect('location', DONE);

    const waiting = await rep.get(DONE).expect(200);
    expect(words(waiting.text)).toContain('已签署，正在生成承诺书');
    // The page asks again by itself; by a header, because axe forbids the element.
    expect(waiting.get('refresh')).toBe('2');
    expect(waiting.text).not.toContain('http-equiv');
    const letterId = await makeLetter(room);
    const { text } = await rep.get(DONE).expect(200);
    const stored = await room.database.data.documents.get(letterId);
    if (stored === null) throw new Error('no letter');
    const { sha256, verificationCode = 'none' } = stored.document;
    for (const word of [sha256, verificationCode, '已签署并提交']) expect(text).toContain(word);
    expect(verifyPdfSignature(stored.bytes, room.documents)).toMatchObject({
      covered: true,
      intact: true,
      trusted: true,
    });
    const [act] = await signaturesOf(room, CASE_ID);
    expect(act).toMatchObject({
      accountId: 'rep',
      typedName: REPRESENTATIVE.name,
      contentHash: desk.address.slice(-64),
    });
    expect(act).not.toHaveProperty('drawn');
  });

  it.each([
    ['password', { password: '' }, '请输入登录密码'],
    ['code', { code: '12345' }, '请输入 6 位数字验证码'],
    ['typedName', { typedName: '' }, '请手写签名，或者输入姓名'],
    ['typedName', { typedName: '示失信' }, '输入的姓名与法定代表人姓名不一致'],
    ['consent', { consent: '' }, '请勾选确认后再签署'],
  ])('asks for a right %s and keeps the rest (%j)', async (field, change, text) => {
    const answer = await sign(rep, desk, change);

    expect(answer.status).toBe(422);
    expect(faultAt(answer.text, field)).toMatch(new RegExp(`${text}$`));
    expect(answer.text).toContain(`href="#${field}"`);
    const sent = { typedName: REPRESENTATIVE.name, consent: 'yes', ...change };
    expect(shown(answer.text, 'typedName')).toBe(sent.typedName);
    expect(isTicked(answer.text)).toBe(sent.consent === 'yes');
    expect(hidden(answer.text, 'key')).toBe(desk.own.key);
    for (const secret of [PASSWORD, desk.code]) expect(answer.text).not.toContain(secret);
    await nothingSigned();
  });

  it('names every fault at once, in English as well', async () => {
    const english = site(REP, 'en');
    const there = await atDesk(room, english);

    const answer = await sign(english, there, { password: '', code: '', typedName: '', consent: '' });

    for (const text of ['Enter your password', 'Enter the 6-digit code', 'Tick the confirmation before signing']) {
      expect(words(answer.text)).toContain(text);
    }
    expect(faultAt(answer.text, 'typedName')).toMatch(/Draw your signature or type your name$/);
  });

  it('takes a code typed in full-width digits', async () => {
    const code = desk.code.replace(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

    const answer = await sign(rep, desk, { code: ` ${code} ` });

    expect([answer.status, code === desk.code]).toEqual([303, false]);
  });
});

describe('signing with a drawing', () => {
  it('keeps the strokes as they were drawn', async () => {
    await sign(rep, desk, { typedName: '', drawing: DRAWING }).expect(303);

    const [act] = await signaturesOf(room, CASE_ID);
    expect(JSON.parse(act?.drawn ?? '{}')).toEqual(JSON.parse(DRAWING));
    expect(act).not.toHaveProperty('typedName');
    await expect(makeLetter(room)).resolves.toContain('letter:');
  });

  it('still has the strokes when the form comes back', async () => {
    const answer = await sign(rep, desk, { typedName: '', drawing: DRAWING, code: '' });

    expect(answer.status).toBe(422);
    expect(faultAt(answer.text, 'typedName')).toBe('');
    expect(JSON.parse(shown(answer.text, 'drawing'))).toEqual(JSON.parse(DRAWING));
  });

  it.each([
    ['a single dot', '{"width":400,"height":160,"strokes":[{"points":[{"x":1,"y":1}]}]}', '手写签名太短'],
    ['no JSON', '"><script>alert(1)</script>', '手写签名没有读出来'],
    ['another shape', '{"width":400}', '手写签名没有读出来'],
    ['no size', DRAWING.replace('"width":400', '"width":0'), '手写签名没有读出来'],
    ['a point beyond the pad', DRAWING.replace('"x":10,', '"x":400.1,'), '手写签名超出了签名框'],
    ['a point where no paper reaches', DRAWING.replace('"x":10,', '"x":1e300,'), '手写签名超出了签名框'],
    ['a point at infinity', DRAWING.replace('"x":10,', '"x":1e999,'), '手写签名没有读出来'],
  ])('does not take %s for a signature, and says so beside the pad', async (_what, drawing, text) => {
    const answer = await sign(rep, desk, { typedName: '', drawing });

    expect(answer.status).toBe(422);
    expect(faultAt(answer.text, 'drawing')).toContain(text);
    expect(answer.text).toContain('href="#drawing"');
    expect(shown(answer.text, 'drawing')).toBe('');
    expect(isTicked(answer.text)).toBe(true);
    expect(answer.text).not.toContain('alert(1)');
    await nothingSigned();
  });

  it('beyond the pad is refused also where the name is typed, which is kept', async () => {
    const answer = await sign(rep, desk, { drawing: DRAWING.replace('"x":10,', '"x":-1,') });

    expect(answer.status).toBe(422);
    expect(faultAt(answer.text, 'drawing')).toContain('手写签名超出了签名框');
    expect(shown(answer.text, 'typedName')).toBe(REPRESENTATIVE.name);
    await nothingSigned();
  });

  it('may be a slip of the finger where the name is typed', async () => {
    const dot = '{"width":400,"height":160,"strokes":[{"points":[{"x":1,"y":1}]}]}';
    await sign(rep, desk, { drawing: dot }).expect(303);

    expect(await signaturesOf(room, CASE_ID)).toMatchObject([{ typedName: REPRESENTATIVE.name }]);
  });
});

describe('proof of who it is', () => {
  it('is refused with a wrong password; the code is not spent by it', async () => {
    const answer = await sign(rep, desk, { password: 'something else' });

    expect(answer.status).toBe(422);
    expect(faultAt(answer.text, 'password')).toMatch(/登录密码不对。$/);
    expect(answer.text).not.toContain('something else');
    expect(shown(answer.text, 'typedName')).toBe(REPRESENTATIVE.name);
    await nothingSigned();
    await sign(rep, desk).expect(303);
  });

  it('has to wait after many wrong passwords, and says how long', async () => {
    for (let time = 0; time < 5; time += 1) await sign(rep, desk, { password: 'something else' });

    const answer = await sign(rep, desk);

    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(faultAt(answer.text, 'password')).toMatch(/请等 \d+ 秒后再试/);
    await nothingSigned();
  });

  it('is refused with a wrong code, and with any code after five wrong ones', async () => {
    const wrong = desk.code === '000000' ? '000001' : '000000';
    const first = await sign(rep, desk, { code: wrong });
    expect(first.status).toBe(422);
    expect(faultAt(first.text, 'code')).toMatch(/验证码不对，请核对后重新输入。$/);
    for (let time = 0; time < 4; time += 1) await sign(rep, desk, { code: wrong });

    const answer = await sign(rep, desk);

    expect(faultAt(answer.text, 'code')).toMatch(/填错次数太多，已经作废，请重新获取。$/);
    await nothingSigned();
  });

  it('is refused once the code is ten minutes old', async () => {
    room.now += 10 * MINUTE;

    const answer = await sign(rep, desk);

    expect(answer.status).toBe(422);
    expect(faultAt(answer.text, 'code')).toMatch(/验证码已过期或已用过，请重新获取。$/);
    await nothingSigned();
  });

  it('is bound to the letter: a code sent for another one does not fit', async () => {
    const other = await atDesk(room, rep, ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9', 'C10']);
    expect(other.address).not.toBe(desk.address);

    const answer = await sign(rep, desk, { code: other.code });

    expect(faultAt(answer.text, 'code')).toMatch(/验证码不对/);
    await nothingSigned();
  });
});

describe('a new code', () => {
  const resend = (change: Record<string, string> = {}) =>
    rep.post(`${desk.address}/code`).type('form').send(rightForm(desk, change));

  it('replaces the earlier one; what was filled in stays, secrets do not', async () => {
    room.now += MINUTE;

    const answer = await resend({ drawing: DRAWING });

    expect(answer.status).toBe(200);
    expect(words(answer.text)).toContain('新的验证码已发送，之前的验证码不再有效。');
    expect(shown(answer.text, 'typedName')).toBe(REPRESENTATIVE.name);
    expect(JSON.parse(shown(answer.text, 'drawing'))).toEqual(JSON.parse(DRAWING));
    expect(isTicked(answer.text)).toBe(true);
    expect(hidden(answer.text, 'key')).toBe(desk.own.key);
    expect(answer.text).not.toContain(PASSWORD);
    const code = await newestCode(room);
    expect(faultAt((await sign(rep, desk)).text, 'code')).toMatch(/验证码不对/);
    await sign(rep, desk, { code }).expect(303);
  });

  it('is not sent without end', async () => {
    for (let time = 0; time < 7; time += 1) expect((await resend()).status).toBe(200);

    const answer = await resend();

    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(faultAt(answer.text, 'code')).toMatch(/验证码发送次数太多/);
    expect(shown(answer.text, 'typedName')).toBe(REPRESENTATIVE.name);
  });

  it('is not sent for a letter that nobody read', async () => {
    const before = await newestCode(room);
    room.now += MINUTE;

    await rep
      .post(`${LETTER}/sign/${'0'.repeat(64)}/code`)
      .type('form')
      .send(rightForm(desk))
      .expect(303)
      .expect('location', LETTER);

    expect(await newestCode(room)).toBe(before);
  });
});

describe('who may sign', () => {
  it('not the agent, nobody of another firm, no stranger', async () => {
    const forms = [desk.address, `${desk.address}/code`];
    const pages = [desk.address, DONE];

    const agent = [
      ...(await Promise.all(pages.map(address => site(AGENT).get(address)))),
      ...(await Promise.all(forms.map(address => site(AGENT).post(address).type('form').send(rightForm(desk))))),
    ];
    const others = await Promise.all(pages.map(address => site(OTHER_REP).get(address)));
    const strangers = await Promise.all(pages.map(address => site(null).get(address)));

    expect(agent.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(others.map(({ status }) => status)).toEqual([404, 404]);
    expect(strangers.map(({ status }) => status)).toEqual([303, 303]);
    await nothingSigned();
  });
});
