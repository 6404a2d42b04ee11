import { chinaTime } from '../domain/commitment/letter.js';
import { drawFields, drawHeading, drawParagraph, drawTitle } from './blocks.js';
import { drawIssue, type Issued } from './issuedPage.js';
import { renderSheet } from './sheet.js';

export interface ExitNoticeInput extends Issued {
  noticeNumber: string;
  enterpriseName: string;
  uscc: string;
  entry: { listTypeLabel: string; decisionNumber: string; decisionDate: string; authorityName: string };
  /** Calendar day `YYYY-MM-DD`. */
  exitDate: string;
  /** Letter that the exit was granted on. */
  letterNumber?: string;
  /** Who confirmed removal; times as ISO instants. `standIn`: no real register answered, a stand-in did. */
  receipts: readonly { receiver: string; acknowledgedAt: string; standIn: boolean }[];
  /** The credit office that decided on the exit. */
  issuingBody: string;
}

const TITLE = '移出失信名单通知书';

/** The exit notice for the firm as an unsigned PDF with an empty signature field. */
export function renderExitNotice(input: ExitNoticeInput): Promise<Buffer> {
  const { enterpriseName, uscc, entry, exitDate, noticeNumber } = input;
  const meta = {
    title: `${TITLE} ${noticeNumber}`,
    subject: `${enterpriseName} 移出${entry.listTypeLabel}`,
    reference: `${TITLE}  ${noticeNumber}`,
    createdAt: new Date(input.issuedAt),
    mark: input.mark,
  };
  return renderSheet(meta, sheet => {
    drawTitle(sheet, TITLE);
    drawParagraph(sheet, `${enterpriseName}：`, { bold: true });
    drawParagraph(
      sheet,
      `贵单位的信用修复申请已经审查同意，自 ${exitDate} 起移出${entry.listTypeLabel}，终止公示，停止共享和使用该条信息，解除相应惩戒措施。`,
    );
    drawFields(sheet, [
      { label: '通知书编号', value: noticeNumber },
      { label: '统一社会信用代码', value: uscc },
      { label: '名单类型', value: entry.listTypeLabel },
      { label: '决定文书号', value: entry.decisionNumber },
      { label: '决定日期', value: entry.decisionDate },
      { label: '认定单位', value: entry.authorityName },
      { label: '移出日期', value: exitDate },
      ...(input.letterNumber === undefined ? [] : [{ label: '承诺书编号', value: input.letterNumber }]),
    ]);
    drawHeading(sheet, '各接收单位回执');
    drawFields(
      sheet,
      input.receipts.map(({ receiver, acknowledgedAt, standIn }) => ({
        label: receiver,
        value: `${standIn ? '演示环境模拟回执，没有真的送达' : '已确认'}，${chinaTime(acknowledgedAt)} 北京时间`,
      })),
    );
    drawParagraph(
      sheet,
      '请继续履行信用修复承诺。承诺不实或者违反承诺的，将依法撤销修复、恢复公示。移出名单不等于终止公示同一行为的行政处罚信息；后者另行申请修复。',
    );
    drawIssue(sheet, input, {
      name: input.issuingBody,
      day: exitDate,
      reason: `签发${TITLE} ${noticeNumber}`,
    });
  });
}
