import { type CommitmentLetterInput, hashLetter } from '../../../src/documents/commitmentLetter.js';
import type { DecisionLetterInput } from '../../../src/documents/decisionLetter.js';
import type { ExitNoticeInput } from '../../../src/documents/exitNotice.js';
import type { DrawnSignature } from '../../../src/documents/signatureInk.js';
import type { TrainingCertificateInput } from '../../../src/documents/trainingCertificate.js';
import {
  LETTER_TEMPLATE_ID,
  LETTER_TEMPLATE_VERSION,
  type LetterContent,
  letterStatements,
} from '../../../src/domain/commitment/letter.js';

export const RARE = '㙓䶮𬭎喆镕堃';

const VERIFICATION = {
  verificationCode: '7K2M-9QXA-4TRP',
  verifyUrl: 'https://xinfu.example/verify/7K2M-9QXA-4TRP',
};
const ENTERPRISE = { name: `示例${RARE}食品有限公司`, uscc: '91411702PDY00001XL' };
const ISSUED = { ...VERIFICATION, issuedAt: '2026-04-20T02:00:00.000Z' };
const TRAINING = { trainingCertificateNumber: 'TC-411702-2026-0001', trainingDate: '2026-03-01' };

export function aLetter(change: Partial<LetterContent> = {}): LetterContent {
  const statements = letterStatements(TRAINING);
  return {
    letterNumber: 'CN-411702-2026-0001',
    templateId: LETTER_TEMPLATE_ID,
    templateVersion: LETTER_TEMPLATE_VERSION,
    promisor: {
      ...ENTERPRISE,
      address: '示例市示例区示例路 1 号',
      representativeName: '喆镕堃',
      idType: '居民身份证',
      idLast4: '123X',
      phoneMasked: '138****5678',
    },
    addressees: ['示例区信用办', '示例市市场监督管理局'],
    matter: {
      listType: 'BLACKLIST',
      listTypeLabel: '严重失信主体名单',
      decisionNumber: '示市监罚〔2025〕12号',
      decisionDate: '2025-01-10',
      authorityName: '示例市市场监督管理局',
      facts: '经营标签不符合规定的预包装食品。',
      tier: 'SERIOUS',
      periodStart: '2025-01-10',
      duties: '缴纳罚款 50,000 元。',
      performanceProof: '缴款收据 0012345，2025-02-01 缴清。',
    },
    statements: statements.map(({ code, zh }) => ({ code, text: zh, agreed: true })),
    improvementMeasures: '1. 每批次双人核对标签。\n2. 每季度培训一次。',
    ...TRAINING,
    place: '示例市示例区',
    preparedAt: '2026-04-02T01:00:00.000Z',
    ...change,
  };
}

export const DRAWN: DrawnSignature = {
  kind: 'drawn',
  width: 600,
  height: 200,
  strokes: [
    { points: Array.from({ length: 30 }, (_, i) => ({ x: 50 + i * 6, y: 100 + 50 * Math.sin(i / 3), pressure: 0.5 })) },
    { points: [{ x: 400, y: 80 }] },
  ],
};

export function aSigning(change: Partial<CommitmentLetterInput> = {}): CommitmentLetterInput {
  const content = change.content ?? aLetter();
  return {
    content,
    contentHash: hashLetter(content),
    ...VERIFICATION,
    signature: DRAWN,
    signedAt: '2026-04-02T01:05:07.000Z',
    ...change,
  };
}

export const aCertificate = (): TrainingCertificateInput => ({
  ...ISSUED,
  number: 'TC-411702-2026-0001',
  personName: '喆镕堃',
  enterprises: [ENTERPRISE, { name: '示例建材有限公司', uscc: '91411722PDY000028K' }],
  minutes: 185,
  score: 92,
  issuedOn: '2026-04-20',
  validUntil: '2027-04-19',
});

export const anExitNotice = (): ExitNoticeInput => ({
  ...ISSUED,
  noticeNumber: 'EX-411702-2026-0001',
  enterpriseName: ENTERPRISE.name,
  uscc: ENTERPRISE.uscc,
  entry: {
    listTypeLabel: '严重失信主体名单',
    decisionNumber: '示市监罚〔2025〕12号',
    decisionDate: '2025-01-10',
    authorityName: '示例市市场监督管理局',
  },
  exitDate: '2026-04-20',
  issuingBody: '示例市信用建设主管部门',
  receipts: [{ receiver: '市信用信息共享平台', acknowledgedAt: '2026-04-20T01:30:00.000Z', standIn: true }],
});

export const aDecision = (kind: DecisionLetterInput['kind']): DecisionLetterInput => ({
  ...ISSUED,
  kind,
  number: 'RJ-411702-2026-0001',
  enterpriseName: ENTERPRISE.name,
  uscc: ENTERPRISE.uscc,
  decisionNumber: '示市监罚〔2025〕12号',
  reasons: [{ code: 'R03', text: '罚款没有缴清。' }, { text: '改进措施没有写明责任人。' }],
  decidedOn: '2026-04-20',
  decidingBody: '示例市信用办',
  authorityName: '示例市市场监督管理局',
  basis: '国家发展改革委令第36号（2025年）',
  remedies: ['可以依法申请行政复议。', '补齐材料以后可以重新申请。'],
});
