import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

type Options = ConstructorParameters<typeof PDFDocument>[0];

const face = readFile(
  createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
);

/** One page for each text, in Chinese with its font inside, as most receipts come. */
export async function chinesePdf(texts: readonly string[], options: Options = {}): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', ...options, autoFirstPage: false });
  document.registerFont('face', await face);
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise(resolve => document.on('end', resolve));
  for (const text of texts) document.addPage().font('face').fontSize(24).text(text);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** A file written by hand: the first object is the catalogue. */
export function rawPdf(objects: readonly string[]): Buffer {
  let text = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const rows = places.map(place => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = String(objects.length + 1);
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size}/Root 1 0 R>>\n`;
  return Buffer.from(`${text}${table}startxref\n${String(text.length)}\n%%EOF\n`, 'latin1');
}

export const stream = (content: string, entries = ''): string =>
  `<<${entries}/Length ${String(content.length)}>>stream\n${content}\nendstream`;

interface OnePage {
  content: string;
  /** MediaBox in points (72 to the inch). */
  size?: readonly [number, number];
  /** More entries of the catalogue and of the page; objects from number 5 on. */
  catalogue?: string;
  page?: string;
  objects?: readonly string[];
}

/** A file of one page whose content is given in the language of PDF. */
export const onePage = ({ content, size = [595, 842], catalogue = '', page = '', objects = [] }: OnePage): Buffer =>
  rawPdf([
    `<</Type/Catalog/Pages 2 0 R${catalogue}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${size.join(' ')}]/Contents 4 0 R${page}>>`,
    stream(content),
    ...objects,
  ]);

const codesOf = (text: string): string =>
  Array.from(text, character => (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('');

/** Chinese text in a font that is only named, as older office programs wrote it. */
export const withoutFont = (text: string): Buffer =>
  onePage({
    content: `BT /F1 32 Tf 60 700 Td <${codesOf(text)}> Tj ET`,
    page: '/Resources<</Font<</F1 5 0 R>>>>',
    objects: [
      '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light-UniGB-UCS2-H/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>',
      '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 7 0 R/DW 1000>>',
      '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>',
    ],
  });

/** Many pages, each with a black bar. */
export const manyPages = (count: number): Buffer => {
  const kids = Array.from({ length: count }, (_, index) => `${String(index + 4)} 0 R`).join(' ');
  return rawPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${String(count)}/MediaBox[0 0 595 842]>>`,
    stream('0 0 200 100 re f'),
    ...Array.from({ length: count }, () => '<</Type/Page/Parent 2 0 R/Contents 3 0 R>>'),
  ]);
};

/** Forms that draw each other: a few hundred bytes that are a thousand million strokes. */
export function bomb(): Buffer {
  const depth = 9;
  const form = (number: number) => {
    const next = String(number + 1);
    const resources = `/Type/XObject/Subtype/Form/BBox[0 0 600 850]/Resources<</XObject<</X ${next} 0 R>>>>`;
    return stream('/X Do '.repeat(10), resources);
  };
  return onePage({
    content: '/X Do',
    page: '/Resources<</XObject<</X 5 0 R>>>>',
    objects: [
      ...Array.from({ length: depth }, (_, index) => form(index + 5)),
      stream('1 0 0 RG 0 0 m 600 850 l S', '/Type/XObject/Subtype/Form/BBox[0 0 600 850]'),
    ],
  });
}
