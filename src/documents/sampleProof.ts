import { NO_LEGAL_EFFECT } from './authorityLabel.js';
import { drawFields, drawParagraph, drawTitle, type Field } from './blocks.js';
import { renderSheet } from './sheet.js';

export interface SampleProofInput {
  title: string;
  rows: readonly Field[];
  text: string;
  /** ISO instant. */
  madeAt: string;
}

/** A paper such as a firm uploads, for demonstrations: unsigned, and marked as a sample on its face. */
export function renderSampleProof({ title, rows, text, madeAt }: SampleProofInput): Promise<Buffer> {
  const meta = {
    title,
    subject: title,
    reference: `${title}  演示样张`,
    createdAt: new Date(madeAt),
    mark: NO_LEGAL_EFFECT,
  };
  return renderSheet(meta, sheet => {
    drawTitle(sheet, title);
    drawParagraph(sheet, '演示样张，不是真实凭证 / Sample for demonstration only', { bold: true });
    drawFields(sheet, rows);
    drawParagraph(sheet, text);
  });
}
