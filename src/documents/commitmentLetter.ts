import { createHash } from 'node:crypto';
import {
  canonicalLetter,
  chinaTime,
  letterParagraphs,
  LETTER_TITLE,
  type LetterBlock,
  type LetterContent,
  utcTime,
} from '../domain/commitment/letter.js';
import { AUTHORITY_LABEL } from './authorityLabel.js';
import {
  drawFields,
  drawHeading,
  drawList,
  drawParagraph,
  drawTitle,
  drawVerification,
  type Verification,
} from './blocks.js';
import { DocumentError } from './documentError.js';
import { decoration, ensureSpace, FAINT, LINE, MARGIN, renderSheet, type Sheet, styled, tagged } from './sheet.js';
import { addSignatureField } from './signatureField.js';
import { type Box, checkDrawing, drawInk, type HandSignature } from './signatureInk.js';

export interface CommitmentLetterInput extends Verification {
  content: LetterContent;
  /** SHA-256 of `canonicalLetter(content)` in hex: what the signer consented to. */
  contentHash: string;
  signature: HandSignature;
  /** ISO instant of the act of signing. */
  signedAt: string;
}

/** SHA-256 of the canonical content, in hex. */
export function hashLetter(content: LetterContent): string {
  return createHash('sha256').update(canonicalLetter(content), 'utf8').digest('hex');
}

/**
 * The commitment letter as an unsigned PDF with an empty signature field: equal input gives equal bytes.
 * Refuses a hash that is not the content's (HASH_MISMATCH), an unticked statement (NOT_AGREED) and an unusable
 * drawing (BAD_SIGNATURE).
 */
export async function renderCommitmentLetter(input: CommitmentLetterInput): Promise<Buffer> {
  checkInput(input);
  const { content } = input;
  return renderSheet(
    {
      title: `${LETTER_TITLE} ${content.letterNumber}`,
      subject: `${content.promisor.name} 信用修复承诺`,
      reference: `${LETTER_TITLE}  ${content.letterNumber}`,
      createdAt: new Date(input.signedAt),
      mark: input.mark,
      attachment: {
        name: 'commitment.json',
        bytes: Buffer.from(canonicalLetter(content), 'utf8'),
        description: '承诺内容的规范文本，其 SHA-256 即本承诺书所载内容摘要',
      },
    },
    sheet => {
      for (const block of letterParagraphs(content)) drawBlock(sheet, block);
      drawSigning(sheet, input);
      sheet.doc.addPage();
      drawEvidence(sheet, input);
    },
  );
}

function checkInput({ content, contentHash, signature }: CommitmentLetterInput): void {
  if (hashLetter(content) !== contentHash) {
    throw new DocumentError('HASH_MISMATCH', 'The content is not the one that was consented to.');
  }
  // Stored content is data: its type promises agreement, the renderer makes sure.
  if (content.statements.length === 0 || content.statements.some(({ agreed }) => !(agreed as boolean))) {
    throw new DocumentError('NOT_AGREED', 'Every statement of the letter must be agreed to.');
  }
  if (signature.kind === 'drawn') checkDrawing(signature);
  else if (signature.name.trim() === '') throw new DocumentError('BAD_SIGNATURE', 'The typed name is empty.');
}

function drawBlock(sheet: Sheet, block: LetterBlock): void {
  switch (block.kind) {
    case 'title':
      drawTitle(sheet, block.text);
      return;
    case 'heading':
      drawHeading(sheet, block.text);
      return;
    case 'paragraph':
      drawParagraph(sheet, block.text);
      return;
    case 'fields':
      drawFields(sheet, block.rows);
      return;
    case 'statements':
      drawList(
        sheet,
        block.items.map(({ code, text }) => ({ label: code, text })),
      );
      return;
  }
}

const SIGN_BOX = { width: 250, height: 92 };

function drawSigning(sheet: Sheet, { content, signature, signedAt }: CommitmentLetterInput): void {
  const { doc, width } = sheet;
  doc.y += 10;
  ensureSpace(sheet, SIGN_BOX.height + 110);
  drawHeading(sheet, '六、签署');
  const top = doc.y + 2;
  const signer = content.promisor.representativeName;
  const ink: Box = { x: MARGIN.left, y: top, ...SIGN_BOX };
  const seal: Box = { ...ink, x: MARGIN.left + SIGN_BOX.width + 14, width: width - SIGN_BOX.width - 14 };
  drawBox(sheet, ink, `法定代表人签名（${methodOf(signature)}）`);
  drawBox(sheet, seal, '单位印章（未接入电子印章，此处留空）');
  drawHand(sheet, signature, { box: { ...ink, y: top + 18, height: ink.height - 22 }, signer });
  addSignatureField(sheet, {
    ...ink,
    signer,
    reason: `法定代表人签署${LETTER_TITLE} ${content.letterNumber}`,
    place: content.place,
  });
  doc.x = MARGIN.left;
  doc.y = top + SIGN_BOX.height + 10;
  drawFields(sheet, [
    { label: '签署人', value: `${signer}（法定代表人）` },
    { label: '签署时间', value: bothTimes(signedAt) },
    { label: '代理签署', value: '无' },
  ]);
}

const bothTimes = (iso: string): string => `${chinaTime(iso)} 北京时间（Asia/Shanghai）\n${utcTime(iso)} UTC`;

const methodOf = ({ kind }: HandSignature): string => (kind === 'drawn' ? '手写' : '键入姓名');

function drawBox(sheet: Sheet, { x, y, width, height }: Box, caption: string): void {
  const { doc } = sheet;
  decoration(sheet, () => {
    doc.lineWidth(0.6).rect(x, y, width, height).stroke(LINE);
  });
  const style = { size: 8.5, color: FAINT, width: width - 12 };
  tagged(sheet, { type: 'P' }, () => doc.text(styled(sheet, caption, style), x + 6, y + 4, style));
}

function drawHand(sheet: Sheet, signature: HandSignature, { box, signer }: { box: Box; signer: string }): void {
  const { doc } = sheet;
  if (signature.kind === 'drawn') {
    const bbox: [number, number, number, number] = [box.x, box.y, box.x + box.width, box.y + box.height];
    const figure = doc.struct('Figure', { alt: `${signer}的手写签名`, bbox }, () => {
      drawInk(sheet, signature, box);
    });
    sheet.root.add(figure);
    return;
  }
  const style = { size: 24, bold: true, align: 'center' as const, width: box.width - 12 };
  tagged(sheet, { type: 'P' }, () => doc.text(styled(sheet, signature.name, style), box.x + 6, box.y + 14, style));
}

function drawEvidence(sheet: Sheet, input: CommitmentLetterInput): void {
  const { content, contentHash, signature, signedAt } = input;
  drawHeading(sheet, '附：签署与验证信息');
  drawVerification(sheet, input);
  drawFields(sheet, [
    { label: '承诺书编号', value: content.letterNumber },
    { label: '承诺单位', value: `${content.promisor.name}\n${content.promisor.uscc}` },
    { label: '签署人身份', value: '法定代表人本人（签署前再次验证了登录密码和一次性验证码）' },
    { label: '签署方式', value: `网上签署，${methodOf(signature)}` },
    { label: '内容拟定时间', value: bothTimes(content.preparedAt) },
    { label: '签署时间', value: bothTimes(signedAt) },
    { label: '内容摘要 SHA-256', value: `${contentHash.slice(0, 32)}\n${contentHash.slice(32)}` },
    { label: '数字签名', value: 'PAdES B-B（ETSI.CAdES.detached），ECDSA P-256，SHA-256' },
    { label: '签发机构', value: AUTHORITY_LABEL.replace(' / ', '\n') },
  ]);
  drawParagraph(
    sheet,
    '说明：内容摘要由签署前页面上展示的全部承诺内容计算得出，规范文本作为附件 commitment.json 保存在本文件中。文件中的数字签名覆盖整个文件，任何改动都会使签名失效。演示签名机构只能证明文件签署后未被改动，不能代替持牌机构证明签署人身份。',
    { size: 9, color: FAINT },
  );
}
