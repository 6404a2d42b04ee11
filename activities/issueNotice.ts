import type { CaseView } from '../src/data/caseView.js';
import type { Documents, SignedDocument } from '../src/documents/index.js';
import { dayOf, yearOf } from '../src/domain/calendarDay.js';
import { LIST_LABELS } from '../src/domain/commitment/letter.js';
import type { Policy } from '../src/domain/policy/policy.js';
import { remedyBodies, type RemedyBodies } from '../src/domain/reference/remedyBodies.js';
import { STAND_IN_RECEIVERS } from '../src/domain/repair/receivers.js';
import { policyOf } from '../src/facts/law.js';
import type { ActivityDependencies } from './dependencies.js';
import { requireCase, requireEntry } from './requireCase.js';
import { newVerificationCode } from './verificationCode.js';

export type NoticeKind = 'EXIT_NOTICE' | 'REJECTION' | 'NON_ACCEPTANCE';

const SERIES: Record<NoticeKind, string> = { EXIT_NOTICE: 'YC', REJECTION: 'BY', NON_ACCEPTANCE: 'BS' };
const RECEIVER_LABELS: Record<string, string> = {
  PUBLICATION: '名单公示系统',
  SHARING: '信用信息共享平台',
  SANCTIONS: '联合惩戒系统',
  CREDIT_PORTAL: '信用门户网站',
};

type Remedies = Policy['remedies'];

interface Issue {
  caseId: string;
  kind: NoticeKind;
  /** From the policy pinned at acceptance; without it the one in force today counts. */
  remedies?: Remedies;
  /** The rules of that policy in words. */
  basis?: string;
}

/** Makes the paper that closes a case, once: its id is made from the case, and the first bytes stay. */
export const createIssueNotice =
  (dependencies: ActivityDependencies) =>
  async ({ caseId, kind, ...pinned }: Issue): Promise<{ documentId: string }> => {
    const { data, baseUrl } = dependencies;
    const documentId = `${kind.toLowerCase()}:${caseId}`;
    const [made, view] = await Promise.all([data.documents.find(documentId), requireCase(data, caseId)]);
    if (made !== null) return { documentId };
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
    const { bytes } = await make(dependencies, { view, paper, at, pinned });
    const meta = { number: paper.number, enterpriseName: view.enterpriseName, uscc: view.case.uscc };
    await data.documents.put({ documentId, kind, bytes, verificationCode, caseId, meta, at });
    return { documentId };
  };

interface Making {
  view: CaseView;
  paper: { number: string; verificationCode: string; verifyUrl: string; issuedAt: string };
  at: number;
  pinned: Pick<Issue, 'remedies' | 'basis'>;
}

async function exitNotice(
  { data, documents }: ActivityDependencies,
  { view, paper, at }: Making,
): Promise<SignedDocument> {
  const { number, ...issued } = paper;
  const [entry, commitment] = await Promise.all([
    requireEntry(data, view.case.entryId),
    data.commitments.find(view.case.caseId),
  ]);
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
    issuingBody: bodiesOf(view, view.case.decisions.at(-1)?.step).decidingBody,
    ...(commitment !== null && { letterNumber: commitment.letterNumber }),
    receipts: view.case.receipts.map(receipt => ({
      receiver: RECEIVER_LABELS[receipt.receiver] ?? receipt.receiver,
      acknowledgedAt: new Date(receipt.at).toISOString(),
      standIn: STAND_IN_RECEIVERS.some(name => name === receipt.receiver),
    })),
  });
}

async function decisionLetter(
  dependencies: ActivityDependencies,
  { view, paper, at, pinned }: Making,
): Promise<SignedDocument> {
  const { documents }: { documents: Documents } = dependencies;
  const { case: repairCase } = view;
  const { remedies, basis } = await appliedRules(dependencies, view, pinned);
  const negative = repairCase.decisions.filter(({ outcome }) => outcome === 'NEGATIVE');
  const last = negative.at(-1);
  const rejected = repairCase.stage === 'REJECTED';
  const bodies = bodiesOf(view, last?.step);
  return documents.decisionLetter({
    ...paper,
    kind: rejected ? 'REJECTED' : 'NOT_ACCEPTED',
    ...{ enterpriseName: view.enterpriseName, uscc: repairCase.uscc, decisionNumber: view.decisionNumber },
    reasons: last === undefined ? [] : [{ text: last.reason }],
    decidedOn: dayOf(at),
    decidingBody: bodies.decidingBody,
    authorityName: view.authorityName,
    basis,
    remedies: [
      `${rejected ? '不予修复' : '不予受理'}的原因消除后，可以重新提出信用修复申请。`,
      `认为名单信息有误的，可以向${view.authorityName}提出异议。`,
      `对本决定不服的，可以自收到本决定之日起 ${String(remedies.reviewDays)} 日内，向${bodies.reviewBody}申请行政复议（《中华人民共和国行政复议法》第二十条）。`,
      `也可以自收到本决定之日起 ${String(remedies.lawsuitMonths)} 个月内，向${bodies.court}提起行政诉讼（《中华人民共和国行政诉讼法》第四十六条第一款）。`,
    ],
  });
}

/** The rules that the case was judged by. */
async function appliedRules(
  dependencies: ActivityDependencies,
  { case: repairCase }: CaseView,
  { remedies, basis }: Making['pinned'],
): Promise<Required<Making['pinned']>> {
  if (remedies !== undefined && basis !== undefined) return { remedies, basis };
  const policy = await policyOf(dependencies, repairCase);
  return { remedies: remedies ?? policy.remedies, basis: basis ?? policy.basis };
}

function bodiesOf({ authorityName, case: { county, authorityId } }: CaseView, step: string | undefined): RemedyBodies {
  if (step === 'AUTHORITY') return remedyBodies({ by: 'AUTHORITY', authorityId, authorityName });
  return remedyBodies(step === 'CITY' ? { by: 'CITY' } : { by: 'COUNTY', county });
}
