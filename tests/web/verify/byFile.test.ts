import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDocuments, createLocalAuthority } from '../../../src/documents/index.js';
import { aCertificate } from '../../documents/support/samples.js';
import { faultAt, words } from '../commitment/support.js';
import {
  anyone,
  type Browser,
  type Counter,
  heading,
  META,
  openCounter,
  PERSONAL,
  tokenOf,
  upload,
  wordsBesideHash,
} from './support.js';

let counter: Counter;
let browser: Browser;
beforeAll(async () => {
  counter = await openCounter();
}, 60_000);
afterAll(() => counter.database.close());
beforeEach(async () => {
  browser = await anyone(counter);
});

const MEGABYTE = 1024 * 1024;

/** The file with one bit of the byte at this place turned over. */
function altered(bytes: Buffer, place: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[place] = (changed[place] ?? 0) ^ 1;
  return changed;
}

/** A PDF of somebody else. */
const foreign = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

describe('a file as it was issued', () => {
  it.each(['COMMITMENT', 'CERTIFICATE', 'EXIT_NOTICE', 'REJECTION', 'NON_ACCEPTANCE'] as const)(
    'is genuine: %s, with its facts and nothing of the person',
    async kind => {
      const answer = await upload(browser, counter.issued[kind], '随便什么名字.bin');

      expect(answer.status).toBe(200);
      expect(heading(answer.text)).toBe('真实有效');
      for (const fact of Object.values(META)) expect(answer.text).toContain(fact);
      for (const personal of PERSONAL) expect(wordsBesideHash(answer.text)).not.toContain(personal);
    },
  );

  it('is told in English', async () => {
    const answer = await upload(await anyone(counter, 'en'), counter.issued.COMMITMENT);

    expect(heading(answer.text)).toBe('Genuine');
  });

  it('leaves nothing behind', async () => {
    const files = () => counter.database.connection.collection('files.files').countDocuments();
    const before = await files();

    await upload(browser, counter.issued.COMMITMENT);
    await upload(browser, foreign);

    expect(await files()).toBe(before);
  });
});

describe('a file that was changed', () => {
  it.each([0.01, 0.2, 0.4, 0.6, 0.8, 0.97])(
    'by one byte is altered, never genuine (at %d of its length)',
    async part => {
      const { COMMITMENT: bytes } = counter.issued;

      const answer = await upload(browser, altered(bytes, Math.floor(bytes.length * part)));

      expect(answer.status).toBe(200);
      expect(heading(answer.text)).toBe('文件被改动过');
      expect(words(answer.text)).toContain('内容和签发时不一样，请不要采信');
      expect(answer.text).not.toContain(META.number);
    },
  );

  it('by one byte inside the signature is altered', async () => {
    const { COMMITMENT: bytes } = counter.issued;
    const start = bytes.indexOf('/Contents <30') + '/Contents <'.length;

    for (const place of [start + 1, start + 200, start + 1_500]) {
      expect(heading((await upload(browser, altered(bytes, place))).text)).toBe('文件被改动过');
    }
  });

  it('by what was cut off at its end is altered', async () => {
    const { COMMITMENT: bytes } = counter.issued;

    const shorter = await upload(browser, bytes.subarray(0, bytes.length - 10));

    expect(heading(shorter.text)).toBe('文件被改动过');
  });

  it('by something appended has its signed part intact: both are told, with the facts of what was signed', async () => {
    const longer = Buffer.concat([counter.issued.COMMITMENT, Buffer.from('\n9 0 obj\n<<>>\nendobj\n%%EOF\n')]);

    const zh = await upload(browser, longer);
    const en = await upload(await anyone(counter, 'en'), longer);

    expect([heading(zh.text), heading(en.text)]).toEqual([
      '签名完好，签名之后又加了内容',
      'Signed part intact, something was added',
    ]);
    for (const fact of Object.values(META)) expect(zh.text).toContain(fact);
    expect(words(zh.text)).toContain('共 27 字节 新加或改动了 1 处内容');
    expect(words(zh.text)).toContain('加的内容不是本系统签发的');
    expect(words(en.text)).toContain('27 bytes in all');
    for (const personal of PERSONAL) expect(wordsBesideHash(zh.text)).not.toContain(personal);
  });

  it('by blanks at its end is told to show what it showed', async () => {
    const answer = await upload(browser, Buffer.concat([counter.issued.COMMITMENT, Buffer.from('\r\n')]));

    expect(words(answer.text)).toContain('共 2 字节 只有空白和换行，不影响显示');
  });

  it('is told in English', async () => {
    const answer = await upload(await anyone(counter, 'en'), altered(counter.issued.COMMITMENT, 5_000));

    expect(heading(answer.text)).toBe('The file was altered');
    expect(words(answer.text)).toContain('Do not rely on it.');
  });
});

describe('a file that was not issued here', () => {
  it('is unknown, in both languages', async () => {
    const zh = await upload(browser, foreign);
    const en = await upload(await anyone(counter, 'en'), foreign);

    expect([zh.status, heading(zh.text), heading(en.text)]).toEqual([200, '不是本系统签发', 'Not issued here']);
    expect(words(zh.text)).toContain('这个文件不是本系统签发的，里面也没有本系统的签名');
    expect(words(en.text)).toContain('This file was not issued here and does not carry our signature.');
  });

  it('is unknown where another authority of the same name signed it', async () => {
    const authority = await createLocalAuthority({ passphrase: 'another', now: new Date('2026-01-01T00:00:00Z') });
    const { bytes } = await createDocuments({ authority }).trainingCertificate(aCertificate());

    const answer = await upload(browser, bytes);

    expect(heading(answer.text)).toBe('不是本系统签发');
  });

  it('is unknown where it only speaks of our signatures', async () => {
    const talk = Buffer.concat([foreign, Buffer.from('ETSI.CAdES.detached xinfu')]);

    expect(heading((await upload(browser, talk)).text)).toBe('不是本系统签发');
  });
});

describe('something that cannot be a document', () => {
  const refused = async (bytes: Buffer, [zh, en]: readonly [RegExp, RegExp]) => {
    const answers = [await upload(browser, bytes), await upload(await anyone(counter, 'en'), bytes)];
    expect(answers.map(({ status }) => status)).toEqual([422, 422]);
    expect(faultAt(answers[0]?.text ?? '', 'file')).toMatch(zh);
    expect(faultAt(answers[1]?.text ?? '', 'file')).toMatch(en);
    expect(answers[0]?.text).toContain('href="#file"');
  };

  it.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
    ['a text', Buffer.from('承诺书')],
    ['a PDF behind other bytes', Buffer.concat([Buffer.from(' '), foreign])],
  ])('is refused beside the field: %s', async (_what, bytes) => {
    await refused(bytes, [/这不是 PDF 文件/, /This is not a PDF file/]);
    expect.hasAssertions();
  });

  it('is refused where nothing was chosen', async () => {
    await refused(Buffer.alloc(0), [/请选择一个 PDF 文件/, /Choose a PDF file/]);
    const none = await browser.post('/verify/file').field('_csrf', await tokenOf(browser));

    expect(none.status).toBe(422);
    expect(faultAt(none.text, 'file')).toMatch(/请选择一个 PDF 文件/);
  });

  it('is refused where two were sent', async () => {
    const token = await tokenOf(browser);

    const answer = await browser
      .post('/verify/file')
      .field('_csrf', token)
      .attach('file', foreign, 'a.pdf')
      .attach('file', foreign, 'b.pdf');

    expect(answer.status).toBe(422);
  });

  it('is refused when larger than ten megabytes, a file of just ten is compared', async () => {
    const most = Buffer.concat([foreign, randomBytes(10 * MEGABYTE - foreign.length)]);

    expect(heading((await upload(browser, most)).text)).toBe('不是本系统签发');
    for (const huge of [Buffer.concat([most, Buffer.from('x')]), Buffer.alloc(13 * MEGABYTE, '%PDF-')]) {
      await refused(huge, [/文件超过 10 MB/, /larger than 10 MB/]);
    }
  });
});
