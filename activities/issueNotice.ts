import type { CaseView } from '../src/data/caseView.js';
import type { Documents, SignedDocument } from '../src/documents/index.js';
import { dayOf, yearOf } from '../src/domain/calendarDay.js';
import { LIST_LABELS } from '../src/domain/commitment/letter.js';
import type { Policy } from '../src/domain/policy/policy.js';
import { findCounty } from '../src/domain/reference/counties.js';
import { caseRules } from './caseRules.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireCase, requireEntry } from './requireCase.js';
import { newVerificationCode } from './verificationCode.js';

export type NoticeKind = 'EXIT_NOTICE' | 'REJECTION' | 'NON_ACCEPTANCE';

const SERIES: Record<NoticeKind, string> = { EXIT_NOTICE: 'YC', REJECTION: 'BY', NON_ACCEPTANCE: 'BS' };
const RECEIVER_LABELS: Record<string, string> = {
  PUBLICATION: '信用公示平台',
  SHARING: '信用信息共享平台',
  SANCTIONS: '联合惩戒系统',
  CREDIT_PORTAL: '上级信用门户',
};

type Remedies = Policy['remedies'];

interface Issue {
  caseId: string;
  kind: NoticeKind;
  /** From the policy pinned at acceptance; without it the one in force today counts. */
  remedies?: Remedies;
}

/** Makes the paper that closes a case, once: its id is made from the case, and the first bytes stay. */
export const createIssueNotice =
  (dependencies: ActivityDependencies) =>
  async ({ caseId, kind, remedies }: Issue): Promise<{ documentId: string }> => {
    const { data, baseUrl } = dependencies;
    const documentId = `${kind.toLowerCase()}:${caseId}`;
    if ((await data.documents.find(documentId)) !== null) return { documentId };
    const view = await requireCase(data, caseId);
    const at = view.case.closedAt ?? view.case.updatedAt;
    const year = String(yearOf(dayOf(at)));
    const sequence = await data.counters.next(`${SERIES[kind]}:${year}`);
    const verificationCode = newVerificationCode();
    const paper = {
      number: `${SERIES[kind]}-${view.case.county}-${year}-${String(sequence).padStart(4, '0')}`,
      verificationCode,
      verifyUrl: `${baseUrl}/verify/${verificationCode}`,
      issuedAt: new Date(at).toISOString(),
    };
    const make = kind === 'EXIT_NOTICE' ? exitNotice : decisionLetter;
    const { bytes } = await make(dependencies, { view, paper, at, remedies });
    const meta = { number: paper.number, enterpriseName: view.enterpriseName, uscc: view.case.uscc };
    await data.documents.put({ documentId, kind, bytes, verificationCode, caseId, meta, at });
    return { documentId };
  };

interface Making {
  view: CaseView;
  paper: { number: string; verificationCode: string; verifyUrl: string; issuedAt: string };
  at: number;
  remedies: Remedies | undefined;
}

async function exitNotice(
  { data, documents }: ActivityDependencies,
  { view, paper, at }: Making,
): Promise<SignedDocument> {
  const { number, ...issued } = paper;
  const entry = await requireEntry(data, view.case.entryId);
  const commitment = await data.commitments.find(view.case.caseId);
  return documents.exitNotice({
    ...issued,
    noticeNumber: number,
    enterpriseName: view.enterpriseName,
    uscc: view.case.uscc,
    entry: {
      listTypeLabel: LIST_LABELS[entry.listType],
      ...{ decisionNumber: entry.decisionNumber, decisionDate: entry.decisionDate, authorityName: entry.authorityName },
    },
    exitDate: dayOf(at),
    issuingBody: decidingBody(view, view.case.decisions.at(-1)?.step),
    ...(commitment !== null && { letterNumber: commitment.letterNumber }),
    receipts: view.case.receipts.map(receipt => ({
      receiver: RECEIVER_LABELS[receipt.receiver] ?? receipt.receiver,
      acknowledgedAt: new Date(receipt.at).toISOString(),
    })),
  });
}

async function decisionLetter(
  dependencies: ActivityDependencies,
  { view, paper, at, remedies: pinned }: Making,
): Promise<SignedDocument> {
  const { documents }: { documents: Documents } = dependencies;
  const { case: repairCase } = view;
  const remedies = pinned ?? (await caseRules(dependencies, repairCase)).policy.remedies;
  const negative = repairCase.decisions.filter(({ outcome }) => outcome === 'NEGATIVE');
  const last = negative.at(-1);
  const rejected = repairCase.stage === 'REJECTED';
  return documents.decisionLetter({
    ...paper,
    kind: rejected ? 'REJECTED' : 'NOT_ACCEPTED',
    ...{ enterpriseName: view.enterpriseName, uscc: repairCase.uscc, decisionNumber: view.decisionNumber },
    reasons: last === undefined ? [] : [{ text: last.reason }],
    decidedOn: dayOf(at),
    decidingBody: decidingBody(view, last?.step),
    remedies: [
      `${rejected ? '不予修复' : '不予受理'}的原因消除后，可以重新提出信用修复申请。`,
      '认为名单信息有误的，可以提出异议。',
      `对本决定不服的，可以自收到之日起 ${String(remedies.reviewDays)} 日内依法申请行政复议，或者在 ${String(remedies.lawsuitMonths)} 个月内依法提起行政诉讼（以当地现行规定为准）。`,
    ],
  });
}

function decidingBody({ authorityName, case: { county } }: CaseView, step: string | undefined): string {
  if (step === 'AUTHORITY') return authorityName;
  if (step === 'CITY') return '驻马店市信用建设主管部门';
  return `${findCounty(county)?.zh ?? county}信用建设主管部门`;
}
