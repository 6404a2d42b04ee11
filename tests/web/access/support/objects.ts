import type { DataAccess } from '../../../../src/data/index.js';
import { addDays, dayOf } from '../../../../src/domain/calendarDay.js';
import { CALENDAR_SEED } from '../../../../src/domain/policy/calendarSeed.js';
import { caseReference } from '../../../../src/domain/repair/caseReference.js';
import type { RepairStage } from '../../../../src/domain/repair/stages.js';
import { completeUscc } from '../../../../src/domain/uscc.js';
import { entryFacts } from '../../../data/support/values.js';
import { at, caseAt, USCC } from '../../../domain/repair/support.js';
import { seedPolicies } from '../../../support/law.js';
import { ELSEWHERE, HERE, personOf, REPRESENTATIVE } from './people.js';

export const NOW = at('2026-11-04');
const DAY = 86_400_000;

/** The firm whose objects are asked for. */
export const FIRM = { uscc: USCC, name: '示例界内机械有限公司', county: HERE.county };
/** The firm of the representative and the agent elsewhere. */
export const OTHER_FIRM = { uscc: '91411702PDY00001XL', name: '示例界外商贸有限公司', county: ELSEWHERE.county };
/** A listed firm of the county whose representative has no account yet. */
export const WAITING_FIRM = {
  uscc: completeUscc('91411722PDY00300'),
  name: '示例待邀请包装有限公司',
  county: HERE.county,
};
/** A firm in which the county reviewer here declared an interest. */
export const INTEREST_FIRM = {
  uscc: completeUscc('91411722PDY00301'),
  name: '示例有牵连服装有限公司',
  county: HERE.county,
};

/** A firm of the county whose representative has no account, and a telephone that waits. */
export const CONTACT_FIRM = {
  uscc: completeUscc('91411722PDY00302'),
  name: '示例换号码印刷有限公司',
  county: HERE.county,
};

/** One case of the firm at each stage that some address needs. */
const CASES = {
  ready: 'READY_TO_SIGN',
  filed: 'SUBMITTED',
  reviewed: 'COUNTY_REVIEW',
  opinion: 'AUTHORITY_OPINION',
  decision: 'CITY_REVIEW',
  extended: 'EXTENDED',
  leaving: 'EXITING',
  done: 'REPAIRED',
  asked: 'TRAINING',
} as const satisfies Record<string, RepairStage>;
export type CaseName = keyof typeof CASES;
const CASE_NAMES = Object.keys(CASES) as CaseName[];

export const caseIdOf = (name: CaseName): string => `case-${name}`;
export const referenceOf = (name: CaseName): string => caseReference(HERE.county, 2026, CASE_NAMES.indexOf(name) + 1);
export const LETTER_ID = 'letter-1';

/** A case of the firm elsewhere, open to its representative. */
export const OTHER_CASE = 'case-of-others';

export type Entries = Record<CaseName | 'free' | 'waiting', string>;

/** Law, firms and their list entries; answers with the entries' ids. */
export async function storeFirms(data: DataAccess): Promise<Entries> {
  await data.calendars.seed(CALENDAR_SEED.years);
  await seedPolicies(data);
  const { name, idNumber, phone } = REPRESENTATIVE;
  await data.enterprises.upsert({ ...FIRM, representative: { name, idNumber, phone }, address: '示例路7号', at: 1 });
  await data.enterprises.upsert({ ...OTHER_FIRM, representative: { name: '界外人' }, at: 1 });
  const unknown = { name: '待邀请人', idNumber: '11010519491231002X', phone: '13012345888' };
  await data.enterprises.upsert({ ...WAITING_FIRM, representative: unknown, at: 1 });
  await data.enterprises.upsert({ ...INTEREST_FIRM, representative: { name: '牵连人' }, at: 1 });
  await data.enterprises.upsert({ ...CONTACT_FIRM, representative: { name: '换号人' }, at: 1 });
  await storeMandates(data);
  const place = { authorityId: HERE.authorityId, authorityName: '市应急管理局' };
  const common = { listType: 'KEY_ATTENTION' as const, tier: 'GENERAL' as const, finedOnly: true, ...place };
  const row = (number: number, firm: typeof FIRM) =>
    entryFacts(number, { ...common, uscc: firm.uscc, enterpriseName: firm.name, county: firm.county });
  const names = [...CASE_NAMES, 'free'] as const;
  const rows = [
    ...names.map((_, index) => row(index + 1, FIRM)),
    row(90, WAITING_FIRM),
    { ...row(91, OTHER_FIRM), authorityId: ELSEWHERE.authorityId },
  ];
  await data.entries.upsertImported({ rows, importId: 'import-1', importedBy: 'importer', at: NOW });
  const own = await data.entries.ofUscc(FIRM.uscc);
  const waiting = (await data.entries.ofUscc(WAITING_FIRM.uscc))[0];
  const idOf = (number: number) =>
    own.find(entry => entry.decisionNumber === row(number, FIRM).decisionNumber)?.entryId;
  const ids = names.map((name, index) => [name, idOf(index + 1)] as const);
  return { ...Object.fromEntries(ids), waiting: waiting?.entryId } as Entries;
}

/** The representative elsewhere was the one here before; the agent elsewhere has a mandate here that ran out. */
async function storeMandates({ accounts, enterprises }: DataAccess): Promise<void> {
  const [rep, otherRep] = [personOf('LEGAL_REP'), personOf('LEGAL_REP', 'elsewhere')];
  const [agent, otherAgent] = [personOf('AGENT'), personOf('AGENT', 'elsewhere')];
  await enterprises.setRepresentative(FIRM.uscc, otherRep.accountId);
  await enterprises.setRepresentative(FIRM.uscc, rep.accountId, { replace: true });
  await enterprises.setRepresentative(OTHER_FIRM.uscc, otherRep.accountId);
  const validUntil = addDays(dayOf(NOW), 100);
  await accounts.giveMandate(agent.accountId, { uscc: FIRM.uscc, validUntil });
  await accounts.giveMandate(otherAgent.accountId, { uscc: FIRM.uscc, validUntil: addDays(dayOf(NOW), -1) });
  await accounts.giveMandate(otherAgent.accountId, { uscc: OTHER_FIRM.uscc, validUntil });
  await accounts.setInterests(personOf('COUNTY_REVIEWER').accountId, [INTEREST_FIRM.uscc]);
}

/** The firm's cases with their papers, letter, trail, notice, message and public commitment. */
export async function storeCases(data: DataAccess, entries: Entries): Promise<void> {
  const rep = personOf('LEGAL_REP');
  const by = { accountId: rep.accountId, role: rep.role };
  const words = {
    ...{ enterpriseName: FIRM.name, decisionNumber: '示应急罚〔2026〕1号' },
    ...{ authorityName: '市应急管理局', countyName: '上蔡县' },
  };
  for (const name of CASE_NAMES) {
    const scope = { county: HERE.county, authorityId: HERE.authorityId, uscc: FIRM.uscc, importedBy: 'importer' };
    const ids = { caseId: caseIdOf(name), entryId: entries[name], reference: referenceOf(name), openedBy: by };
    const asked = name === 'asked' && {
      dutyRequests: [{ round: 1, at: NOW, by, text: '设备已整改' }],
      finedOnly: false,
    };
    await data.cases.project({ ...caseAt(CASES[name]), ...scope, ...ids, ...asked }, words);
  }
  for (const material of ['MAT2', 'MAT3']) {
    const file = { evidenceId: `ready-${material}`, caseId: caseIdOf('ready'), material, fileName: `${material}.pdf` };
    const bytes = Buffer.from(`%PDF-1.4 ${material}`);
    await data.evidence.add({ ...file, contentType: 'application/pdf', bytes, uploadedBy: by, at: NOW, maxFiles: 20 });
  }
  const others = { uscc: OTHER_FIRM.uscc, ...ELSEWHERE, caseId: OTHER_CASE, entryId: 'entry-of-others' };
  await data.cases.project({ ...caseAt('READY_TO_SIGN'), ...others, reference: 'XF-OTHERS' }, words);
  const caseId = caseIdOf('filed');
  await data.audit.append({ chain: `case:${caseId}`, seq: 1, kind: 'open', actor: by, at: NOW - DAY, data: {} });
  const bytes = Buffer.from('%PDF-1.7 the letter');
  const meta = { number: 'CN-411722-2026-0001', enterpriseName: FIRM.name, uscc: FIRM.uscc };
  await data.documents.put({
    ...{ documentId: LETTER_ID, kind: 'COMMITMENT', bytes, verificationCode: 'AAAA-BBBB-CCCC-DDDD-EEEE' },
    ...{ caseId, meta, at: NOW - DAY },
  });
  await data.notices.add({
    ...{ noticeId: 'notice-1', code: 'registered', values: { reference: referenceOf('filed') } },
    ...{ caseId, accountId: rep.accountId, at: NOW - DAY },
  });
  await data.outbox.add({
    ...{ messageId: 'message-1', channel: 'MAIL', to: FIRM.name, code: 'other', values: {} },
    ...{ county: HERE.county, at: NOW - DAY },
  });
  await data.commitments.publish({
    ...{ caseId: caseIdOf('done'), entryId: entries.done, uscc: FIRM.uscc, enterpriseName: FIRM.name },
    ...{ county: HERE.county, listType: 'KEY_ATTENTION', authorityName: '市应急管理局' },
    ...{ decisionNumber: '示应急罚〔2026〕8号', letterId: LETTER_ID, letterNumber: 'CN-411722-2026-0001' },
    ...{
      statements: ['C1', 'C2', 'C3'],
      measures: '每月自查',
      signedOn: '2026-11-03',
      publishedAt: NOW - DAY,
    },
  });
}
