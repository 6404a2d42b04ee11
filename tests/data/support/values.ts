import type { ListEntryFacts } from '../../../src/data/listEntry.js';
import type { RepairCase } from '../../../src/domain/repair/repairCase.js';

export const DISPLAY = {
  enterpriseName: '示例一号商贸有限公司',
  decisionNumber: '示市监罚〔2026〕1号',
  authorityName: '市市场监督管理局',
  countyName: '上蔡县',
};

/** A draft case; every test states what differs. */
export const repairCase = (change: Partial<RepairCase> = {}): RepairCase => ({
  caseId: 'case-1',
  reference: 'XF-2026-0001',
  entryId: 'entry-1',
  uscc: '91411722PDY000028K',
  county: '411722',
  authorityId: 'SJJ',
  importedBy: 'admin-1',
  importers: [],
  listType: 'BLACKLIST',
  tier: 'GENERAL',
  finalWord: 'AUTHORITY',
  trainingRequired: true,
  firstSubmissionDay: '2026-11-01',
  policyVersion: 'p1',
  stage: 'DRAFT',
  version: 1,
  openedAt: 1,
  openedBy: { accountId: 'rep-1', role: 'LEGAL_REP' },
  assisted: false,
  updatedAt: 1,
  deadlines: [],
  paused: [],
  answers: { performance: '', receiptNumber: '', paidAmount: '', paidOn: '', improvement: '' },
  trainingExtended: false,
  letterVoid: false,
  submissions: [],
  returns: [],
  decisions: [],
  extensions: 0,
  finedOnly: false,
  receipts: [],
  documents: [],
  ...change,
});

/** A clock of a case that ends at that instant. */
export const deadline = (dueAt: number, marks: number[] = []) => ({
  id: 'T2' as const,
  startedAt: 1,
  due: '2026-11-24',
  dueAt,
  length: 3,
  unit: 'wd' as const,
  source: 'GUOBAN_22',
  provisional: false,
  marks,
});

/** One row of a feed. `place` makes decision number and name its own. */
export const entryFacts = (place: number, change: Partial<ListEntryFacts> = {}): ListEntryFacts => ({
  source: '市信用平台',
  uscc: '91411722PDY000028K',
  enterpriseName: `示例${String(place)}号建材有限公司`,
  representativeName: '张示例',
  county: '411722',
  listType: 'BLACKLIST',
  tier: 'SERIOUS',
  authorityId: 'SJJ',
  authorityName: '市市场监督管理局',
  decisionNumber: `示市监罚〔2026〕${String(place)}号`,
  decisionDate: '2026-03-02',
  facts: '销售不合格建材',
  penalty: '罚款',
  amount: '20000.00',
  duties: '缴清罚款并整改',
  finedOnly: false,
  publicationStart: '2026-03-10',
  ...change,
});
