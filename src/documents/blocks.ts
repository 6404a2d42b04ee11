import { DocumentError } from './documentError.js';
import { qrDrawing } from './qr.js';
import {
  ACCENT,
  decoration,
  ensureSpace,
  FAINT,
  LINE,
  MARGIN,
  type Sheet,
  styled,
  tagged,
  type TextStyle,
} from './sheet.js';

const LABEL_WIDTH = 128;
const PAD = { x: 7, y: 4 };
const LABEL_FILL = '#f1f5f4';
/** Half a page: a taller cell belongs in a paragraph, which may run over pages. */
const MAX_CELL_HEIGHT = 380;

export interface Field {
  label: string;
  value: string;
}

/** The document's heading, centred, with a rule below it. */
export function drawTitle(sheet: Sheet, text: string): void {
  const { doc, width } = sheet;
  const style: TextStyle = { size: 22, bold: true, align: 'center', width };
  tagged(sheet, { type: 'H1' }, () => doc.text(styled(sheet, text, style), MARGIN.left, doc.y, style));
  decoration(sheet, () => {
    const y = doc.y + 4;
    doc
      .moveTo(MARGIN.left, y)
      .lineTo(MARGIN.left + width, y)
      .lineWidth(1.2)
      .stroke(ACCENT);
  });
  doc.y += 16;
}

/** A section heading; stays on the page of what follows it. */
export function drawHeading(sheet: Sheet, text: string): void {
  const { doc, width } = sheet;
  doc.y += 10;
  ensureSpace(sheet, 90);
  const style: TextStyle = { size: 13, bold: true, color: ACCENT, width };
  tagged(sheet, { type: 'H2' }, () => doc.text(styled(sheet, text, style), MARGIN.left, doc.y, style));
  doc.y += 5;
}

/** Running text; may cross pages. */
export function drawParagraph(sheet: Sheet, text: string, style: TextStyle = {}): void {
  if (text.trim() === '') return;
  const { doc, width } = sheet;
  const full: TextStyle = { lineGap: 2.5, width, ...style };
  tagged(sheet, { type: 'P' }, () => doc.text(styled(sheet, text, full), MARGIN.left, doc.y, full));
  doc.y += 5;
}

/** A table of labels and values with row headers. Throws TEXT_TOO_LONG rather than cut a value. */
export function drawFields(sheet: Sheet, rows: readonly Field[]): void {
  if (rows.length === 0) return;
  const table = sheet.doc.struct('Table');
  sheet.root.add(table);
  for (const row of rows) drawRow(sheet, table, row);
  table.end();
  sheet.doc.y += 8;
}

function drawRow(sheet: Sheet, table: PDFKit.PDFStructureElement, { label, value }: Field): void {
  const { doc, width } = sheet;
  const labelStyle: TextStyle = { size: 10, bold: true, width: LABEL_WIDTH - 2 * PAD.x };
  const valueStyle: TextStyle = { size: 10, width: width - LABEL_WIDTH - 2 * PAD.x, lineGap: 1 };
  const shown = value.trim() === '' ? '—' : value;
  const height = Math.max(heightOf(sheet, label, labelStyle), heightOf(sheet, shown, valueStyle)) + 2 * PAD.y;
  if (height > MAX_CELL_HEIGHT) throw new DocumentError('TEXT_TOO_LONG', `“${label}” does not fit a table row.`);
  ensureSpace(sheet, height + 1);
  const top = doc.y;
  decoration(sheet, () => {
    doc.rect(MARGIN.left, top, LABEL_WIDTH, height).fill(LABEL_FILL);
    doc.lineWidth(0.6);
    doc.rect(MARGIN.left, top, LABEL_WIDTH, height).stroke(LINE);
    doc.rect(MARGIN.left + LABEL_WIDTH, top, width - LABEL_WIDTH, height).stroke(LINE);
  });
  const row = doc.struct('TR');
  table.add(row);
  const cell = (text: string, x: number, style: TextStyle) => () =>
    doc.text(styled(sheet, text, style), x + PAD.x, top + PAD.y, style);
  row.add(doc.struct('TH', { scope: 'Row' }, cell(label, MARGIN.left, labelStyle)));
  row.add(doc.struct('TD', {}, cell(shown, MARGIN.left + LABEL_WIDTH, valueStyle)));
  row.end();
  doc.y = top + height;
}

const heightOf = (sheet: Sheet, text: string, style: TextStyle): number => {
  const clean = styled(sheet, text, style);
  return sheet.doc.heightOfString(clean, style);
};

/** A list whose items carry their own label, such as C1 or 1. */
export function drawList(sheet: Sheet, items: readonly { label: string; text: string }[]): void {
  const { doc, width } = sheet;
  if (items.length === 0) return;
  const indent = 30;
  const list = doc.struct('L');
  sheet.root.add(list);
  for (const { label, text } of items) {
    ensureSpace(sheet, 34);
    const top = doc.y;
    const item = doc.struct('LI');
    list.add(item);
    const labelStyle: TextStyle = { bold: true, color: ACCENT, lineBreak: false };
    tagged(sheet, { parent: item, type: 'Lbl' }, () =>
      doc.text(styled(sheet, label, labelStyle), MARGIN.left, top, labelStyle),
    );
    const bodyStyle: TextStyle = { width: width - indent, lineGap: 2.5 };
    tagged(sheet, { parent: item, type: 'LBody' }, () =>
      doc.text(styled(sheet, text, bodyStyle), MARGIN.left + indent, top, bodyStyle),
    );
    item.end();
    doc.x = MARGIN.left;
    doc.y += 4;
  }
  list.end();
}

export interface Verification {
  verificationCode: string;
  verifyUrl: string;
  /** Stands at the head of every page. */
  mark?: string | undefined;
}

/** QR code on the left; code, address and what to do on the right. */
export function drawVerification(sheet: Sheet, { verificationCode, verifyUrl }: Verification): void {
  const { doc, width } = sheet;
  const side = 96;
  ensureSpace(sheet, side + 12);
  const top = doc.y;
  drawQr(sheet, { text: verifyUrl, x: MARGIN.left, y: top, side });
  const x = MARGIN.left + side + 18;
  const line = (text: string, style: TextStyle): void => {
    const full = { width: width - side - 18, ...style };
    tagged(sheet, { type: 'P' }, () => doc.text(styled(sheet, text, full), x, doc.y, full));
    doc.y += 3;
  };
  doc.y = top + 4;
  line('验证码', { size: 9, color: FAINT });
  line(verificationCode, { size: 16, bold: true, characterSpacing: 1 });
  line(
    '本文件带有覆盖全文的数字签名，任何改动都会使签名失效。扫描左侧二维码，或打开下面的网址输入验证码，也可以直接上传本文件，即可核验真伪。',
    {
      size: 9,
    },
  );
  line(verifyUrl, { size: 8.5, color: FAINT });
  doc.x = MARGIN.left;
  doc.y = Math.max(doc.y, top + side) + 10;
}

function drawQr(sheet: Sheet, box: { text: string; x: number; y: number; side: number }): void {
  const { doc } = sheet;
  const { size, runs } = qrDrawing(box.text);
  const quiet = 4;
  const module = box.side / (size + 2 * quiet);
  const alt = `二维码，内容是验证网址 ${box.text}`;
  const figure = doc.struct('Figure', { alt, bbox: [box.x, box.y, box.x + box.side, box.y + box.side] }, () => {
    for (const { x, y, width } of runs) {
      doc.rect(box.x + (x + quiet) * module, box.y + (y + quiet) * module, width * module, module);
    }
    doc.fill('#000000');
  });
  sheet.root.add(figure);
}
