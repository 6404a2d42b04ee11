import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { faultAt, words } from '../commitment/support.js';
import {
  anyone,
  AT,
  type Browser,
  codeOf,
  type Counter,
  heading,
  META,
  openCounter,
  PERSONAL,
  typeCode,
  upload,
  wordsBesideHash,
} from './support.js';

let counter: Counter;
let browser: Browser;
beforeAll(async () => {
  counter = await openCounter();
  const { documents } = counter.database.data;
  await documents.revoke('CERTIFICATE', { at: AT + 86_400_000, reason: 'REPLACED' });
  const key = { documentId: 'signing-authority', kind: 'AUTHORITY', bytes: Buffer.from('%PDF-the key'), at: AT };
  await documents.put({ ...key, verificationCode: SECRET_CODE, meta: META });
}, 60_000);
afterAll(() => counter.database.close());
beforeEach(async () => {
  browser = await anyone(counter);
});

const SECRET_CODE = 'KEYK-KEYK-KEYK-KEYK-KEYK';
const UNKNOWN = 'ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ';
const LETTER_CODE = codeOf('COMMITMENT');

describe('a code that was issued', () => {
  it('leads to the document’s facts and nothing of the person', async () => {
    const typed = await typeCode(browser, LETTER_CODE);
    expect([typed.status, typed.headers['location']]).toEqual([303, `/verify/${LETTER_CODE}`]);

    const { text } = await browser.get(`/verify/${LETTER_CODE}`).expect(200);

    expect(heading(text)).toBe('真实有效');
    for (const fact of [...Object.values(META), '信用修复承诺书', '请核对手中文书的编号']) expect(text).toContain(fact);
    for (const personal of PERSONAL) expect(wordsBesideHash(text)).not.toContain(personal);
  });

  it.each([
    ['2026-04-19', false],
    ['2026-04-20', true],
  ])('of a certificate says until when it counts, and on %s whether that is over', async (today, isOver) => {
    const code = `CERT-${today.slice(-2)}AA-AAAA-AAAA-AAAA`;
    const meta = { number: 'TC-2025-000001', score: 92, issuedOn: '2025-04-20', validUntil: '2026-04-19' };
    await counter.database.data.documents.put({
      ...{ documentId: `certificate:${today}`, kind: 'CERTIFICATE', verificationCode: code, meta, at: 1 },
      bytes: Buffer.from(`%PDF-certificate ${today}`),
    });
    const reader = await anyone(counter, 'zh', Date.parse(`${today}T02:00:00Z`));

    const text = words((await reader.get(`/verify/${code}`).expect(200)).text);

    expect(text).toContain('有效期至 2026年4月19日');
    expect(text.includes('有效期已过')).toBe(isOver);
    expect(text).not.toContain('统一社会信用代码');
  });

  it.each([
    ['in small letters', LETTER_CODE.toLowerCase()],
    ['without dashes', LETTER_CODE.replaceAll('-', '')],
    ['with spaces', ` ${LETTER_CODE.replaceAll('-', ' ')} `],
    [
      'in full-width letters',
      LETTER_CODE.replace(/[A-Z]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    ],
  ])('is understood %s', async (_how, code) => {
    const typed = await typeCode(browser, code);

    expect(typed.headers['location']).toBe(`/verify/${LETTER_CODE}`);
  });

  it('of a document that was revoked says so, with the reason, in both languages', async () => {
    const zh = await browser.get(`/verify/${codeOf('CERTIFICATE')}`).expect(200);
    const en = await (await anyone(counter, 'en')).get(`/verify/${codeOf('CERTIFICATE')}`).expect(200);
    const file = await upload(browser, counter.issued.CERTIFICATE);

    expect([heading(zh.text), heading(en.text), heading(file.text)]).toEqual([
      '曾签发，后被撤销',
      'Issued, later revoked',
      '曾签发，后被撤销',
    ]);
    expect(words(zh.text)).toContain('后来被撤销，不再有效');
    expect(words(en.text)).toContain('no longer valid');
  });
});

describe('the code of a letter that was signed anew twice', () => {
  it('names the letter that counts now', async () => {
    const { documents } = counter.database.data;
    const letters = ['A', 'B', 'C'].map(letter => `${letter.repeat(4)}-LETT-LETT-LETT-LETT`);
    for (const [place, verificationCode] of letters.entries()) {
      const meta = { ...META, number: `CN-411702-2026-900${String(place)}` };
      const letter = {
        documentId: `anew-${String(place)}`,
        kind: 'COMMITMENT',
        caseId: 'anew',
        verificationCode,
        meta,
      };
      await documents.put({ ...letter, bytes: Buffer.from(`%PDF-${String(place)}`), at: AT + place });
      if (place < 2) await documents.revoke(letter.documentId, { at: AT + place + 1, reason: 'REPLACED' });
    }

    const text = words((await browser.get(`/verify/${letters[0] ?? ''}`).expect(200)).text);

    expect(text).toContain('CN-411702-2026-9002');
    expect(text).not.toContain('CN-411702-2026-9001');
  });
});

describe('a code that was not issued', () => {
  it('is unknown, in both languages', async () => {
    const zh = await browser.get(`/verify/${UNKNOWN}`).expect(404);
    const en = await (await anyone(counter, 'en')).get(`/verify/${UNKNOWN}`).expect(404);

    expect([heading(zh.text), heading(en.text)]).toEqual(['不是本系统签发', 'Not issued here']);
    expect(words(zh.text)).toContain('没有找到这个验证码对应的文书');
    expect(words(en.text)).toContain('No document has this code.');
  });

  it('looks the same where the code is that of something the public has nothing to do with', async () => {
    const secret = await browser.get(`/verify/${SECRET_CODE}`).expect(404);
    const file = await upload(browser, Buffer.from('%PDF-the key'));

    expect(heading(secret.text)).toBe('不是本系统签发');
    expect(heading(file.text)).toBe('不是本系统签发');
    expect(secret.text).not.toContain(META.number);
  });

  it.each(['x', '..%2F..%2Fetc', '%24ne', 'a'.repeat(2_000)])(
    'is unknown, whatever stands in the address: %s',
    async code => {
      const { status, text } = await browser.get(`/verify/${code}`);

      expect([status, heading(text)]).toEqual([404, '不是本系统签发']);
    },
  );
});

describe('something that is no code', () => {
  it.each(['', 'ABCD', `${LETTER_CODE}X`, '<script>alert(1)</script>'])(
    'is refused beside the field: %j',
    async code => {
      const zh = await typeCode(browser, code);
      const en = await typeCode(await anyone(counter, 'en'), code);

      expect([zh.status, en.status]).toEqual([422, 422]);
      expect(faultAt(zh.text, 'code')).toMatch(/请输入文书上的 20 位验证码$/);
      expect(faultAt(en.text, 'code')).toMatch(/Enter the 20-character code from the document$/);
      expect(zh.text).toContain('href="#code"');
      expect(zh.text).not.toContain('<script>alert');
    },
  );

  it('is kept as it was typed', async () => {
    const { text } = await typeCode(browser, 'abcd 一二');

    expect(text).toContain('value="abcd 一二"');
  });
});

describe('trying codes', () => {
  it('ends after sixty a minute from one address, with a sentence and a time', async () => {
    const english = await anyone(counter, 'en');
    const answers = [];
    for (let time = 0; time < 60; time += 1) answers.push((await english.get(`/verify/${UNKNOWN}`)).status);

    const refused = await english.get(`/verify/${LETTER_CODE}`);
    const posted = await typeCode(english, LETTER_CODE);
    const file = await upload(english, counter.issued.COMMITMENT);

    expect(new Set(answers)).toEqual(new Set([404]));
    expect([refused.status, posted.status, file.status]).toEqual([429, 429, 429]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.text).not.toContain(META.number);
    expect(words(refused.text)).toMatch(/Too many|too often/);
    await browser.get(`/verify/${LETTER_CODE}`).expect(200);
  });

  it('does not close the page where the code is typed', async () => {
    for (let time = 0; time < 61; time += 1) await browser.get(`/verify/${UNKNOWN}`);

    expect((await browser.get('/verify')).status).toBe(200);
  });
});
