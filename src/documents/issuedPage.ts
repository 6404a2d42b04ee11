import { chinaTime } from '../domain/commitment/letter.js';
import { AUTHORITY_LABEL } from './authorityLabel.js';
import { drawFields, drawHeading, drawVerification, type Verification } from './blocks.js';
import { decoration, ensureSpace, LINE, MARGIN, type Sheet, styled, tagged } from './sheet.js';
import { addSignatureField } from './signatureField.js';

/** What every document that the site issues carries besides its own text. */
export interface Issued extends Verification {
  /** ISO instant of issue: document date and claimed signing time. */
  issuedAt: string;
}

export interface Issuer {
  /** Body named below the text, e.g. the credit office. */
  name: string;
  /** Day printed below the name, `YYYY-MM-DD`. */
  day: string;
  reason: string;
}

const BOX = { width: 220, height: 54 };

/** Issuing body and day on the right with the signature field over them, then the verification block. */
export function drawIssue(sheet: Sheet, issued: Issued, issuer: Issuer): void {
  drawIssuer(sheet, issuer);
  ensureSpace(sheet, 210); // the block is read as one
  drawHeading(sheet, '验证信息');
  drawVerification(sheet, issued);
  drawFields(sheet, [
    { label: '签发时间', value: `${chinaTime(issued.issuedAt)} 北京时间` },
    { label: '签发机构', value: AUTHORITY_LABEL.replace(' / ', '\n') },
  ]);
}

function drawIssuer(sheet: Sheet, { name, day, reason }: Issuer): void {
  const { doc, width } = sheet;
  doc.y += 6;
  ensureSpace(sheet, BOX.height + 16);
  const x = MARGIN.left + width - BOX.width;
  const top = doc.y;
  decoration(sheet, () => {
    doc.lineWidth(0.6).rect(x, top, BOX.width, BOX.height).stroke(LINE);
  });
  const style = { size: 11, align: 'center' as const, width: BOX.width - 16 };
  const named = { ...style, bold: true };
  tagged(sheet, { type: 'P' }, () => doc.text(styled(sheet, name, named), x + 8, top + 9, named));
  tagged(sheet, { type: 'P' }, () => doc.text(styled(sheet, day, style), x + 8, doc.y + 2, style));
  addSignatureField(sheet, { x, y: top, ...BOX, signer: name, reason });
  doc.x = MARGIN.left;
  doc.y = top + BOX.height + 6;
}
