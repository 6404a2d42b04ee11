import { randomInt } from 'node:crypto';
import { hashPassword } from '../../../../src/accounts/index.js';
import type { ListEntry } from '../../../../src/data/index.js';
import { idNumber } from '../../../../src/demonstration/entries.js';
import { DEMO_AUTHORITY, DEMO_COUNTY, DEMO_PASSWORD } from '../../../../src/demonstration/people.js';
import type { Place } from '../../../../src/demonstration/plan.js';
import { addMonths, dayOf } from '../../../../src/domain/calendarDay.js';
import { type ColumnKey, IMPORT_COLUMNS } from '../../../../src/domain/entries/importColumns.js';
import { readImportRow } from '../../../../src/domain/entries/importRow.js';
import { completeUscc } from '../../../../src/domain/uscc.js';
import type { Site } from './site.js';

const MONTHS_ON_LIST = 6;
const DAYS_SINCE_SUBMISSION = 2;
const WORDS = ['安宁', '博远', '晨光', '德润', '恒泰', '嘉禾', '金穗', '康平', '明达', '宁远'] as const;

// A person is known by the ID number, of which the last three digits before the check follow this number: no two are the same.
const FIRST_PERSON = 500;
let people = FIRST_PERSON;

/** A firm that nobody has met before, as one row of a list file. */
export type Firm = Readonly<Record<ColumnKey, string>>;

/** A firm of the demonstration county, listed by the demonstration authority half a year ago; it owes nothing but a fine. */
export function newFirm(representativeName: string): Firm {
  const number = randomInt(10, 100) * 1_000 + people;
  people += 1;
  const decisionDate = addMonths(dayOf(Date.now()), -MONTHS_ON_LIST);
  return {
    uscc: completeUscc(`91${DEMO_COUNTY}PDY${String(number)}`),
    enterpriseName: `上蔡县${WORDS[number % WORDS.length] ?? ''}机械演示${String(number)}号有限公司`,
    representativeName,
    representativeId: idNumber(DEMO_COUNTY, number),
    phone: `139000${String(number)}`,
    address: `上蔡县演示路${String(number)}号`,
    county: '上蔡县',
    listType: '重点关注名单',
    tier: '一般',
    authority: '市应急管理局',
    decisionNumber: `驻演应急罚〔${decisionDate.slice(0, 4)}〕第${String(number)}号`,
    decisionDate,
    facts: '未按规定开展安全生产隐患排查治理，被责令限期整改并处罚款。',
    penalty: '罚款',
    amount: '8000',
    duties: '缴纳罚款',
    publicationStart: decisionDate,
    source: '驻马店市信用信息共享平台（演示）',
  };
}

/** The list file that a county receives, with one row. */
export const asListFile = (firm: Firm): Buffer =>
  Buffer.from([IMPORT_COLUMNS.map(({ zh }) => zh), IMPORT_COLUMNS.map(({ key }) => firm[key])].join('\r\n'));

/** Puts the firm on the list and gives its representative an account (sign-in name: the USCC) without showing how. */
async function enlist({ data }: Site, firm: Firm): Promise<{ entry: ListEntry; accountId: string }> {
  const at = Date.now();
  const read = readImportRow(firm, { today: dayOf(at), defaultSource: firm.source });
  if (!read.ok) throw new Error(`the row is faulty: ${JSON.stringify(read.faults)}`);
  const { representativeId, phone, address, ...row } = read.entry;
  const representative = { name: row.representativeName, idNumber: representativeId, phone };
  const { uscc, county } = row;
  const accountId = `journey:${uscc}`;
  await data.enterprises.upsert({ uscc, name: row.enterpriseName, address, county, representative, at });
  await data.entries.upsertImported({ rows: [row], importId: 'journey', importedBy: 'journey:feed', at });
  await data.accounts.create({
    ...{ accountId, signInName: uscc, displayName: row.representativeName, role: 'LEGAL_REP', createdAt: at },
    ...{ idNumber: representativeId, phone, passwordHash: await hashPassword(DEMO_PASSWORD), demo: true },
  });
  await data.enterprises.setRepresentative(uscc, accountId);
  const [entry] = await data.entries.ofUscc(uscc);
  if (entry?.authorityId !== DEMO_AUTHORITY) throw new Error('the entry was not stored');
  return { entry, accountId };
}

/** A firm whose case stands somewhere; the representative signs in with the USCC. */
export type ParkedFirm = Firm & { readonly reference: string };

/** A listed firm with an account and a case that has come as far as `place`; the last step was yesterday or before. */
export async function firmAt(
  site: Site,
  { place, representativeName }: { place: Place; representativeName: string },
): Promise<ParkedFirm> {
  const firm = newFirm(representativeName);
  const { entry, accountId } = await enlist(site, firm);
  await site.park({ uscc: firm.uscc, accountId, parked: { place, age: DAYS_SINCE_SUBMISSION } });
  const opened = await site.data.cases.openOfEntry(entry.entryId);
  if (opened === null) throw new Error('the case is not open');
  return { ...firm, reference: opened.case.reference };
}
