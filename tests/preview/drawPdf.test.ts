import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { drawPdf, type DrawingEnd } from '../../src/preview/drawPdf.js';
import type { DrawingMessage } from '../../src/preview/messages.js';
import { bomb, chinesePdf, manyPages, onePage, stream, withoutFont } from './support/pdfs.js';
import { readWebp } from './support/readWebp.js';

jest.setTimeout(90_000);

interface Told {
  end: DrawingEnd;
  refused: string | undefined;
  pageCount: number | undefined;
  pages: Buffer[];
  pid: number | undefined;
}

async function draw(bytes: Buffer, options: { timeMs?: number; program?: string } = {}): Promise<Told> {
  const messages: DrawingMessage[] = [];
  const drawing = drawPdf(bytes, { hear: message => messages.push(message), ...options });
  const end = await drawing.ended;
  return {
    end,
    pid: drawing.pid,
    refused: messages.flatMap(message => (message.kind === 'refused' ? message.reason : []))[0],
    pageCount: messages.flatMap(message => (message.kind === 'outline' ? message.pageCount : []))[0],
    pages: messages.flatMap(message =>
      message.kind === 'page' && message.bytes !== undefined ? Buffer.from(message.bytes) : [],
    ),
  };
}

const program = (name: string) => fileURLToPath(new URL(`support/${name}.mjs`, import.meta.url));
const isRunning = (pid: number | undefined) => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('drawPdf', () => {
  it('draws every page of a Chinese receipt, none of them empty', async () => {
    const { end, pageCount, pages } = await draw(await chinesePdf(['罚没收入缴款凭证', '第二页：附注']));

    expect({ end, pageCount }).toEqual({ end: 'whole', pageCount: 2 });
    const pictures = await Promise.all(pages.map(readWebp));
    expect(pictures.map(({ width, height }) => [width, height])).toEqual([
      [1200, 1697],
      [1200, 1697],
    ]);
    for (const { inked } of pictures) expect(inked).toBeGreaterThan(0.001);
  });

  it('lends a font to Chinese text that came without one', async () => {
    const drawn = await draw(withoutFont('罚款已缴清罚款已缴清'));
    const empty = await draw(withoutFont(''));

    expect((await readWebp(drawn.pages[0] ?? Buffer.alloc(0))).inked).toBeGreaterThan(0.002);
    expect((await readWebp(empty.pages[0] ?? Buffer.alloc(0))).inked).toBe(0);
  });

  it('draws an electronic seal, which is a field of the form', async () => {
    const seal = '<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/F 4/Rect[200 320 400 520]/AP<</N 6 0 R>>/P 3 0 R>>';
    const look = stream('1 0 0 rg 0 0 200 200 re f', '/Type/XObject/Subtype/Form/BBox[0 0 200 200]');

    const { pages } = await draw(
      onePage({
        content: '',
        catalogue: '/AcroForm<</Fields[5 0 R]>>',
        page: '/Annots[5 0 R]',
        objects: [seal, look],
      }),
    );

    const [red = 0, green = 255, blue = 255] = (await readWebp(pages[0] ?? Buffer.alloc(0))).middle;
    expect(red).toBeGreaterThan(220);
    expect(Math.max(green, blue)).toBeLessThan(40);
  });

  it('draws a file with scripts, actions and outside references without starting or fetching any', async () => {
    const visits: string[] = [];
    const server = createServer((req, res) => {
      visits.push(req.url ?? '');
      res.end();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const script = `app.alert('x'); this.submitForm('${address}/script'); app.launchURL('${address}/launch');`;
    const picture = '/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8';

    const { end, pages } = await draw(
      onePage({
        content: '0 0 300 400 re f /X Do',
        catalogue: `/OpenAction<</S/JavaScript/JS(${script.replaceAll(/[()]/g, '\\$&')})>>/AA<</WC 6 0 R>>`,
        page: '/Resources<</XObject<</X 5 0 R>>>>/AA<</O 6 0 R/C 6 0 R>>',
        objects: [
          `<<${picture}/F<</FS/URL/F(${address}/stream)>>/Length 0>>stream\n\nendstream`,
          `<</S/SubmitForm/F<</FS/URL/F(${address}/form)>>/Next<</S/URI/URI(${address}/link)>>>>`,
        ],
      }),
    );
    await new Promise(resolve => server.close(resolve));

    expect(end).toBe('whole');
    expect((await readWebp(pages[0] ?? Buffer.alloc(0))).inked).toBeGreaterThan(0.2);
    expect(visits).toEqual([]);
  });

  it('refuses a file that asks for a password, and draws one that only forbids changes', async () => {
    const locked = await draw(await chinesePdf(['凭证'], { userPassword: 'long and secret' }));
    const open = await draw(await chinesePdf(['凭证'], { ownerPassword: 'long and secret' }));

    expect(locked).toMatchObject({ end: 'whole', refused: 'ENCRYPTED', pages: [] });
    expect(open.pages).toHaveLength(1);
  });

  it.each([
    ['cut short', async () => (await chinesePdf(['凭证', '附注'])).subarray(0, 1200)],
    ['without pages', () => Promise.resolve(Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'))],
    ['of noise', () => Promise.resolve(Buffer.from('%PDF-1.7\n'.padEnd(200_000, '\u0001\u00fe<<[(/')))],
  ])('refuses a file %s', async (_what, bytes) => {
    expect(await draw(await bytes())).toMatchObject({ end: 'whole', refused: 'BROKEN', pages: [] });
  });

  it('draws the first ten of two thousand pages and counts all', async () => {
    const { pageCount, pages } = await draw(manyPages(2000));

    expect(pageCount).toBe(2000);
    expect(pages).toHaveLength(10);
  });

  it('draws a page of 200 inches no larger than another', async () => {
    const { pages } = await draw(onePage({ content: '0 0 7200 14400 re f', size: [14_400, 14_400] }));

    const picture = await readWebp(pages[0] ?? Buffer.alloc(0));
    expect(picture).toMatchObject({ width: 1200, height: 1200 });
    expect(picture.inked).toBeCloseTo(0.5, 1);
  });

  it('is cut off by a file that asks for more memory than it may have', async () => {
    const { end, pages, pid } = await draw(bomb());

    expect({ end, pages }).toEqual({ end: 'cut', pages: [] });
    expect(isRunning(pid)).toBe(false);
  });

  it('is killed when it takes too long', async () => {
    const before = Date.now();
    const { end, pid } = await draw(Buffer.from('x'), { program: program('endless'), timeMs: 700 });

    expect(end).toBe('cut');
    expect(Date.now() - before).toBeLessThan(20_000);
    expect(isRunning(pid)).toBe(false);
  });

  it('may neither read other files, nor write, nor start programs, nor know the environment', async () => {
    process.env['XINFU_SECRET_OF_TEST'] = 'x';
    const { end, pageCount } = await draw(Buffer.from('x'), { program: program('curious') });
    delete process.env['XINFU_SECRET_OF_TEST'];

    expect({ end, allowed: pageCount }).toEqual({ end: 'whole', allowed: 0 });
  });
});
