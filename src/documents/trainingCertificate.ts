import { drawFields, drawHeading, drawList, drawParagraph, drawTitle } from './blocks.js';
import { drawIssue, type Issued } from './issuedPage.js';
import { renderSheet } from './sheet.js';

export interface TrainingCertificateInput extends Issued {
  number: string;
  personName: string;
  /** Every listed firm the person represents: one training counts for all of them. */
  enterprises: readonly { name: string; uscc: string }[];
  /** Credited reading time in minutes. */
  minutes: number;
  score: number;
  /** Calendar days `YYYY-MM-DD`. */
  issuedOn: string;
  validUntil: string;
  issuingBody?: string;
}

const TITLE = '信用修复培训合格证书';

/** The training certificate as an unsigned PDF with an empty signature field. */
export function renderTrainingCertificate(input: TrainingCertificateInput): Promise<Buffer> {
  const meta = {
    title: `${TITLE} ${input.number}`,
    subject: `${input.personName} 信用修复培训合格`,
    reference: `${TITLE}  ${input.number}`,
    createdAt: new Date(input.issuedAt),
    mark: input.mark,
  };
  return renderSheet(meta, sheet => {
    drawTitle(sheet, TITLE);
    drawParagraph(
      sheet,
      `${input.personName}已完成信用修复培训规定的全部课程，经考核成绩合格，特发此证。本次培训不收取任何费用。`,
      { size: 12 },
    );
    drawFields(sheet, [
      { label: '证书编号', value: input.number },
      { label: '姓名', value: input.personName },
      { label: '学习时间', value: studyTime(input.minutes) },
      { label: '考核成绩', value: `${String(input.score)} 分` },
      { label: '发证日期', value: input.issuedOn },
      { label: '有效期至', value: input.validUntil },
    ]);
    drawHeading(sheet, '担任法定代表人的单位');
    drawList(
      sheet,
      input.enterprises.map(({ name, uscc }, index) => ({
        label: String(index + 1),
        text: `${name}（统一社会信用代码 ${uscc}）`,
      })),
    );
    drawIssue(sheet, input, {
      name: input.issuingBody ?? '信复信用修复培训平台',
      day: input.issuedOn,
      reason: `签发${TITLE} ${input.number}`,
    });
  });
}

function studyTime(minutes: number): string {
  const whole = Math.floor(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return `${String(rest)} 分钟`;
  return rest === 0 ? `${String(hours)} 小时` : `${String(hours)} 小时 ${String(rest)} 分钟`;
}
