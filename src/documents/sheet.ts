import PDFDocument from 'pdfkit';
import { DocumentError } from './documentError.js';
import { drawable, type Faces, loadFaces } from './fonts.js';

export const MARGIN = { left: 56, right: 56, top: 60, bottom: 64 } as const;
export const INK = '#1a1a1a';
export const FAINT = '#5a5a5a';
export const LINE = '#b4b4b4';
export const ACCENT = '#124e4e';

const CREATOR = 'Xinfu 信复';
const RENDER_LIMIT_MS = 30_000;

export interface SheetMeta {
  title: string;
  subject: string;
  /** Printed at the foot of every page. */
  reference: string;
  /** The only clock of the document: equal input gives equal bytes. */
  createdAt: Date;
  attachment?: { name: string; bytes: Buffer; description: string };
  /** Words at the head of every page, such as that the paper has no legal effect. */
  mark?: string | undefined;
}

/** A document under construction. Drawing helpers take it as their first argument. */
export interface Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly faces: Faces;
  readonly meta: SheetMeta;
  readonly root: PDFKit.PDFStructureElement;
  /** Width between the margins, in points. */
  readonly width: number;
}

export interface TextStyle extends PDFKit.Mixins.TextOptions {
  size?: number;
  bold?: boolean;
  color?: string;
}

/** Tagged PDF/A-3a and PDF/UA-1 in one file: pdfkit writes the first, the second is this block with its schema (6.6.2.3.1). */
const PDF_UA = `
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA part number</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;

/**
 * Renders one A4 document. `draw` fills it; page numbers are added after it.
 * A character that the fonts cannot draw stands as its code, `〔U+212AE〕`: never a blank box, and never a paper unmade.
 */
export async function renderSheet(meta: SheetMeta, draw: (sheet: Sheet) => void): Promise<Buffer> {
  const sheet = openSheet(meta, await loadFaces());
  const bytes = collect(sheet.doc);
  if (meta.mark !== undefined) markFirstPage(sheet, meta.mark);
  draw(sheet);
  sheet.root.end();
  numberPages(sheet);
  if (meta.attachment !== undefined) attach(sheet, meta.attachment);
  sheet.doc.appendXML(PDF_UA);
  sheet.doc.end();
  return bytes;
}

function openSheet(meta: SheetMeta, faces: Faces): Sheet {
  const doc = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'zh-CN',
    displayTitle: true,
    subset: 'PDF/A-3a',
    bufferPages: true,
    autoFirstPage: false,
    font: faces.regular as unknown as string, // 0.20 takes a parsed font; without one here Helvetica is pulled in, not embedded
    info: {
      Title: meta.title,
      Subject: meta.subject,
      Author: CREATOR,
      Creator: CREATOR,
      Producer: CREATOR,
      CreationDate: meta.createdAt,
      ModDate: meta.createdAt,
    },
  });
  doc.font(faces.bold as unknown as string); // makes the second weight known by its name
  doc.addPage();
  const root = doc.struct('Document');
  doc.addStructure(root);
  return { doc, faces, meta, root, width: doc.page.width - MARGIN.left - MARGIN.right };
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const { promise, resolve, reject } = deferred<Buffer>();
  const chunks: Buffer[] = [];
  // A structure element left open would keep the document waiting for ever.
  const limit = setTimeout(() => {
    reject(new DocumentError('RENDER_TIMEOUT', 'The document did not end.'));
  }, RENDER_LIMIT_MS);
  limit.unref();
  doc.on('data', (chunk: Uint8Array) => chunks.push(Buffer.from(chunk)));
  doc.on('error', reject);
  doc.on('end', () => {
    clearTimeout(limit);
    resolve(Buffer.concat(chunks));
  });
  promise.catch(() => undefined); // a refusal thrown while drawing leaves this promise unread
  return promise;
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (reason: unknown) => void } {
  let settle: { resolve: (value: T) => void; reject: (reason: unknown) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === undefined) throw new Error('A promise runs its executor at once.');
  return { promise, ...settle };
}

function attach({ doc, meta }: Sheet, { name, bytes, description }: NonNullable<SheetMeta['attachment']>): void {
  doc.file(bytes, {
    name,
    description,
    type: 'application/json',
    relationship: 'Data',
    creationDate: meta.createdAt,
    modifiedDate: meta.createdAt,
  });
}

/** Sets the style and returns the text as it will be drawn. */
export function styled(sheet: Sheet, text: string, { size = 10.5, bold = false, color = INK }: TextStyle): string {
  const face = bold ? sheet.faces.bold : sheet.faces.regular;
  sheet.doc.font(face.postscriptName).fontSize(size).fillColor(color);
  return drawable(sheet.faces, text.replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' '));
}

/** Draws text inside a structure element of the given type; runs on to the next page where it must. */
export function tagged(
  sheet: Sheet,
  { parent = sheet.root, type }: { parent?: PDFKit.PDFStructureElement; type: string },
  draw: () => void,
): void {
  parent.add(sheet.doc.struct(type, {}, draw));
}

/** Lines and boxes that a screen reader should pass over. */
export function decoration({ doc }: Sheet, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}

/** Starts a new page unless `height` points are left on this one. */
export function ensureSpace({ doc }: Sheet, height: number): void {
  if (doc.y + height > doc.page.maxY()) doc.addPage();
}

const MARK = { size: 10.5, bold: true, color: '#9b1c1c', align: 'center', y: MARGIN.top - 32 } as const;

function drawMark(sheet: Sheet, mark: string): void {
  const { doc, width } = sheet;
  const { y, ...style } = MARK;
  doc.text(styled(sheet, mark, style), MARGIN.left, y, { ...style, width, lineBreak: false });
}

/** On the first page the mark is read aloud like the text; on the others it only stands there. */
function markFirstPage(sheet: Sheet, mark: string): void {
  tagged(sheet, { type: 'P' }, () => {
    drawMark(sheet, mark);
  });
  sheet.doc.x = MARGIN.left;
  sheet.doc.y = MARGIN.top;
}

function numberPages(sheet: Sheet): void {
  const { doc, meta, width } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    const page = doc.switchToPage(start + index);
    const { bottom } = page.margins;
    page.margins.bottom = 0; // text below the margin would otherwise open a new page
    const y = page.height - MARGIN.bottom + 22;
    doc.markContent('Artifact', { type: 'Pagination' });
    if (meta.mark !== undefined && index > 0) drawMark(sheet, meta.mark);
    doc
      .moveTo(MARGIN.left, y - 6)
      .lineTo(MARGIN.left + width, y - 6)
      .lineWidth(0.5)
      .stroke(LINE);
    const style = { size: 8.5, color: FAINT, width, lineBreak: false };
    doc.text(styled(sheet, meta.reference, style), MARGIN.left, y, style);
    const label = styled(sheet, `第 ${String(index + 1)} 页，共 ${String(count)} 页`, style);
    doc.text(label, MARGIN.left + width - doc.widthOfString(label), y, { lineBreak: false });
    doc.endMarkedContent();
    page.margins.bottom = bottom;
  }
}
