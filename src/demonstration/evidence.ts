import type { ListEntry } from '../data/index.js';
import { renderSampleProof } from '../documents/index.js';
import { addDays, asDay } from '../domain/calendarDay.js';
import { namesNoDuty } from '../domain/entries/namesNoDuty.js';
import type { CaseAnswers } from '../domain/repair/repairCase.js';
import { storeroomPhoto } from './photo.js';

const PDF_PAPER = { contentType: 'application/pdf' };
const IMPROVEMENT = '设立信用专员，每季度自查一次；建立隐患台账并按期整改；全体员工每年培训两次。';
/** Of a firm that was only warned. */
const UNPAID = { performance: '决定书只给予警告，没有应履行的义务。', receiptNumber: '', paidAmount: '', paidOn: '' };

interface Paper {
  material: string;
  fileName: string;
  contentType: string;
  bytes: Buffer;
}

/** What a firm that has paid and mended states and uploads: a receipt, a photograph, the representative's proof. */
export async function demonstrationEvidence(
  entry: ListEntry,
  at: number,
): Promise<{ answers: CaseAnswers; papers: Paper[] }> {
  const { enterpriseName, uscc, decisionNumber, amount = '5000', representativeName, authorityName } = entry;
  const paidOn = addDays(asDay(entry.decisionDate), 12);
  const receiptNumber = `豫财票 ${uscc.slice(9, 17)}`;
  const madeAt = new Date(at).toISOString();
  const receipt = await renderSampleProof({
    ...{ title: '罚款缴纳凭证', madeAt },
    rows: [
      { label: '票据号码', value: receiptNumber },
      { label: '缴款单位', value: enterpriseName },
      { label: '统一社会信用代码', value: uscc },
      { label: '处罚决定书文号', value: decisionNumber },
      { label: '缴款金额（元）', value: amount },
      { label: '缴款日期', value: paidOn },
      { label: '执收单位', value: authorityName },
    ],
    text: '上述罚款已足额缴入国库。',
  });
  const identity = await renderSampleProof({
    ...{ title: '法定代表人身份证明书', madeAt },
    rows: [
      { label: '单位名称', value: enterpriseName },
      { label: '统一社会信用代码', value: uscc },
      { label: '法定代表人', value: representativeName },
    ],
    text: `兹证明${representativeName}同志现任我单位法定代表人，特此证明。`,
  });
  const identityPaper = { ...PDF_PAPER, material: 'MAT3', fileName: '法定代表人身份证明书.pdf', bytes: identity };
  if (namesNoDuty(entry)) return { answers: { ...UNPAID, improvement: IMPROVEMENT }, papers: [identityPaper] };
  return {
    answers: {
      performance: '罚款已按决定书全额缴纳，决定书要求整改的问题已经整改完毕。',
      ...{ receiptNumber, paidAmount: amount, paidOn },
      improvement: IMPROVEMENT,
    },
    papers: [
      { ...PDF_PAPER, material: 'MAT2', fileName: '罚款缴纳凭证.pdf', bytes: receipt },
      { material: 'MAT2', fileName: '整改后仓库照片.png', contentType: 'image/png', bytes: storeroomPhoto() },
      identityPaper,
    ],
  };
}
