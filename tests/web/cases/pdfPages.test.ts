import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { caseAt } from '../../domain/repair/support.js';
import { chinesePdf, manyPages } from '../../preview/support/pdfs.js';
import { readWebp } from '../../preview/support/readWebp.js';
import { EMPTY_PDF, PNG, upload } from './evidenceSupport.js';
import {
  type Browser,
  browserFor,
  clear,
  CLERK,
  hidden,
  type House,
  openHouse,
  OTHER_COUNTY,
  OTHER_FIRM,
  OTHER_OFFICE,
  REP,
  storeCase,
} from './support.js';

let house: House;
let rep: Browser;
beforeAll(async () => {
  house = await openHouse();
  rep = await browserFor(house, REP);
});
afterEach(() => clear(house));
afterAll(() => house.close());

const page = '/cases/case-1/evidence';
const stored = () => house.database.data.evidence.list('case-1');

describe('looking at the pages of a PDF', () => {
  const openings = () => house.database.data.evidence.openings('case-1');

  /** Uploads the file; its page, and the addresses of the pictures on it. */
  async function look(browser: Browser, bytes: Buffer) {
    await storeCase(house, caseAt('TRAINING'));
    await upload(rep, page, { files: [{ bytes, name: '凭据.pdf' }] });
    const { evidenceId = '', sha256 = '' } = (await stored())[0] ?? {};
    const source = { sha256, read: () => house.database.data.evidence.bytes(evidenceId) };
    await house.previews.outlines([source], 60_000); // a busy machine takes longer than the page waits
    const address = `${page}/${evidenceId}`;
    const { text } = await browser.get(address).expect(200);
    return { address, text, pictures: picturesIn(text) };
  }
  const picturesIn = (text: string) =>
    [...text.matchAll(/<img class="xf-page__picture" src="([^"]+)"/g)].map(([, src = '']) =>
      src.replace('&#x3D;', '='),
    );

  it('shows them one below the other as pictures in which nothing can run', async () => {
    const { text, pictures } = await look(rep, await chinesePdf(['罚没收入缴款凭证', '第二页']));

    expect(pictures).toHaveLength(2);
    expect(text).toContain('第 2 页，共 2 页');
    expect(text.match(/loading="lazy"/g)).toHaveLength(1);
    for (const picture of pictures) {
      const answer = await rep.get(picture).expect(200);
      const { headers } = answer;
      expect(headers['content-type']).toBe('image/webp');
      expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
      expect(headers['cache-control']).toBe('no-store');
      const { width, inked } = await readWebp(answer.body as Buffer);
      expect(width).toBe(1200);
      expect(inked).toBeGreaterThan(0.0005);
    }
  });

  it('draws them at the upload and never again', async () => {
    const before = house.drawn;
    const { address, pictures } = await look(rep, await chinesePdf(['一', '二', '三']));
    for (const picture of pictures) await rep.get(picture).expect(200);
    await rep.get(address).expect(200);
    await rep.get(pictures[0] ?? '').expect(200);

    expect(house.drawn - before).toBe(1);
  });

  it('logs one opening for each look, whatever number of pages it takes', async () => {
    const clerk = await browserFor(house, CLERK);
    const { address, pictures } = await look(clerk, await chinesePdf(['一', '二', '三']));
    expect(await openings()).toEqual([]);

    await Promise.all(pictures.map(picture => clerk.get(picture).expect(200)));
    expect((await openings()).map(({ by }) => by.role)).toEqual(['WINDOW_CLERK']);
    await clerk.get(picturesIn((await clerk.get(address)).text)[0] ?? '').expect(200);
    expect(await openings()).toHaveLength(2);

    // The address of another person's look, and one without a look, hide nothing.
    await rep.get(pictures[0] ?? '').expect(200);
    for (const end of ['', '', '?look=x', '?look=x']) await clerk.get(`${address}/pages/1${end}`).expect(200);
    expect(await openings()).toHaveLength(7);
  });

  it('shows the first ten pages of a long file and leads to the rest', async () => {
    const { address, text, pictures } = await look(rep, manyPages(2000));

    expect(pictures).toHaveLength(10);
    expect(text).toContain('这里显示 10 页，全文共 2000 页');
    expect(text).toContain(`href="${address}/file"`);
    await rep.get(`${address}/pages/10`).expect(200);
    for (const none of ['11', '0', '-1', '1.5', 'x', '99999']) await rep.get(`${address}/pages/${none}`).expect(404);
  });

  it('says in plain words, in either language, that a file cannot be shown', async () => {
    const { address, text } = await look(rep, await chinesePdf(['凭据'], { userPassword: 'long and secret' }));
    const english = await browserFor(house, REP, 'en');
    const words = (await english.get(address).expect(200)).text;
    await clear(house);
    const broken = await look(rep, EMPTY_PDF);

    expect(text).toContain('这个 PDF 设了打开密码，不能在这里显示，请下载后查看。');
    expect(words).toContain('This PDF asks for a password and cannot be shown here. Please download it.');
    expect(broken.text).toContain('这个 PDF 不完整或已损坏，不能在这里显示，请下载后查看。');
    for (const shown of [text, words, broken.text]) {
      expect(shown).toContain('/file"');
      expect(shown).not.toContain('<img');
    }
    await rep.get(`${broken.address}/pages/1`).expect(404);
    expect(await openings()).toEqual([]);
  });

  it('is for those who may read the file, and for PDFs', async () => {
    const { address, pictures } = await look(rep, await chinesePdf(['凭据']));
    await upload(rep, page, { files: [{ bytes: PNG, name: 'a.png' }] });
    const picture = (await stored()).find(({ contentType }) => contentType === 'image/png')?.evidenceId ?? '';

    for (const person of [OTHER_FIRM, OTHER_COUNTY, OTHER_OFFICE]) {
      await (await browserFor(house, person)).get(pictures[0] ?? '').expect(404);
    }
    const stranger = await (await browserFor(house, null)).get(pictures[0] ?? '').expect(303);
    expect(stranger.headers['location']).toMatch(/^\/account\/sign-in/);
    await rep.get(`${page}/${picture}/pages/1`).expect(404);
    await rep.get(`${address.replace('case-1', 'case-2')}/pages/1`).expect(404);
    expect(await openings()).toEqual([]);
  });

  it('ends when the file is taken back', async () => {
    const { address, pictures } = await look(rep, await chinesePdf(['凭据']));
    await rep.get(pictures[0] ?? '').expect(200);
    const { text } = await rep.get(`${address}/remove`).expect(200);

    await rep.post(`${address}/remove`).type('form').send({ _csrf: hidden(text, '_csrf') }).expect(303); // prettier-ignore

    await rep.get(pictures[0] ?? '').expect(404);
    expect(await house.database.connection.collection('previews').countDocuments()).toBe(0);
  });
});
