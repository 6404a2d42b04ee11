import { drawFields, drawHeading, drawList, drawParagraph, drawTitle } from './blocks.js';
import { drawIssue, type Issued } from './issuedPage.js';
import { renderSheet } from './sheet.js';

export interface DecisionLetterInput extends Issued {
  kind: 'REJECTED' | 'NOT_ACCEPTED';
  number: string;
  enterpriseName: string;
  uscc: string;
  /** The penalty or listing decision that the application was about. */
  decisionNumber: string;
  reasons: readonly { code?: string | undefined; text: string }[];
  /** Calendar day `YYYY-MM-DD`. */
  decidedOn: string;
  decidingBody: string;
  /** Body that recognised the firm as distrusted. */
  authorityName: string;
  /** The rule that was applied, by title and number. */
  basis: string;
  remedies: readonly string[];
}

const TITLES: Record<DecisionLetterInput['kind'], string> = {
  REJECTED: '不予信用修复决定书',
  NOT_ACCEPTED: '不予受理通知书',
};

const SENTENCES: Record<DecisionLetterInput['kind'], string> = {
  REJECTED: '经审查，决定不予信用修复。理由如下：',
  NOT_ACCEPTED: '经审查，决定不予受理。理由如下：',
};

/** The reasoned refusal with its remedies, as an unsigned PDF with an empty signature field. */
export function renderDecisionLetter(input: DecisionLetterInput): Promise<Buffer> {
  const title = TITLES[input.kind];
  const meta = {
    title: `${title} ${input.number}`,
    subject: `${input.enterpriseName} ${title}`,
    reference: `${title}  ${input.number}`,
    createdAt: new Date(input.issuedAt),
    mark: input.mark,
  };
  return renderSheet(meta, sheet => {
    drawTitle(sheet, title);
    drawFields(sheet, [
      { label: '编号', value: input.number },
      { label: '申请单位', value: input.enterpriseName },
      { label: '统一社会信用代码', value: input.uscc },
      { label: '所涉决定文书号', value: input.decisionNumber },
      { label: '认定单位', value: input.authorityName },
      { label: '作出本决定的机关', value: input.decidingBody },
      { label: '适用依据', value: input.basis },
      { label: '本决定日期', value: input.decidedOn },
    ]);
    drawParagraph(sheet, `${input.enterpriseName}：`, { bold: true });
    drawParagraph(sheet, `贵单位就上述决定提出的信用修复申请，${SENTENCES[input.kind]}`);
    drawList(
      sheet,
      input.reasons.map(({ code, text }, index) => ({ label: code ?? String(index + 1), text })),
    );
    drawHeading(sheet, '不服本决定可以怎么办');
    drawList(
      sheet,
      input.remedies.map((text, index) => ({ label: String(index + 1), text })),
    );
    drawIssue(sheet, input, {
      name: input.decidingBody,
      day: input.decidedOn,
      reason: `签发${title} ${input.number}`,
    });
  });
}
