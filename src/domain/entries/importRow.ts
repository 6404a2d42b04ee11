import { type CalendarDay, compareDays } from '../calendarDay.js';
import { halfWidth } from '../halfWidth.js';
import { standardName } from '../personName.js';
import { findAuthority } from '../reference/authorities.js';
import { CITY_ADCODE, COUNTIES, findCounty } from '../reference/counties.js';
import { LIST_TYPES, type ListType, type Tier, TIERS } from '../repair/stages.js';
import { parseUscc, registrationAdcode } from '../uscc.js';
import { readAmount, readDay, readDecisionNumber } from './cellValues.js';
import { readIdNumber } from './idNumber.js';
import { holdsPersonalNumber } from './personalData.js';
import { RowReader, type RowCells, type RowRemark } from './rowReader.js';

export { type RowCells, type RowRemark } from './rowReader.js';

/** One row of a list file as a list entry. The identity number and phone are personal data: encrypt before storing. */
export interface ImportedEntry {
  source: string;
  uscc: string;
  enterpriseName: string;
  representativeName: string;
  representativeId?: string;
  phone?: string;
  address: string;
  county: string;
  listType: ListType;
  tier: Tier;
  authorityId: string;
  authorityName: string;
  decisionNumber: string;
  decisionDate: CalendarDay;
  facts: string;
  penalty: string;
  /** Yuan with two decimals. */
  amount?: string;
  duties: string;
  /** True where paying the fine is all that is owed: a receipt then proves performance (F15). */
  finedOnly: boolean;
  publicationStart: CalendarDay;
}

export interface ImportContext {
  /** The day of the import in Asia/Shanghai. */
  today: CalendarDay;
  /** Set for a county's administrator: rows of other counties are faulty. */
  onlyCounty?: string;
  /** Used where the file has no source column or the cell is empty. */
  defaultSource: string;
}

export type ReadRow =
  { ok: true; entry: ImportedEntry; remarks: readonly RowRemark[] } | { ok: false; faults: readonly RowRemark[] };

const LIST_TYPE_WORDS: Readonly<Record<ListType, readonly string[]>> = {
  BLACKLIST: ['严重失信主体名单', '严重失信名单', '黑名单', 'BLACKLIST'],
  KEY_ATTENTION: ['重点关注名单', '重点关注', 'KEY_ATTENTION', 'KEY ATTENTION'],
};
const TIER_WORDS: Readonly<Record<Tier, readonly string[]>> = {
  MINOR: ['轻微', '轻微失信', 'MINOR'],
  GENERAL: ['一般', '一般失信', 'GENERAL'],
  SERIOUS: ['严重', '严重失信', 'SERIOUS'],
};
const ONLY_A_FINE = /^(无|没有|(足额|按期)?缴纳罚款|none|pay the fine)?[。.]?$/i;
const PHONE = /^\+?[\d-]{7,20}$/;

/**
 * Reads one row of a list file. Every fault of the row is told at once, by column, code and values; personal data is
 * never repeated in a fault. Rules: GB 32100 (part 9), decision number mandatory (S2-9), county by hand where the code
 * is the city's (part 8.1), no decision in the future, publication not before the decision.
 */
export function readImportRow(cells: RowCells, context: ImportContext): ReadRow {
  const row = new RowReader(cells);
  const subject = readSubject(row);
  const listing = readListing(row);
  const decision = readDecision(row, context);
  const county = readCounty(row, subject.uscc);
  if (county !== undefined && context.onlyCounty !== undefined && county !== context.onlyCounty) {
    row.fault('county', 'otherCounty', { county });
  }
  if (row.faults.length > 0) return { ok: false, faults: row.faults };
  const entry = {
    source: halfWidth(row.cell('source')) || context.defaultSource,
    county,
    ...subject,
    ...listing,
    ...decision,
  };
  // Without faults every required value is there: each reader either gives it or names its fault.
  return { ok: true, entry: entry as ImportedEntry, remarks: row.remarks };
}

function readSubject(row: RowReader) {
  const representativeId = row.secret('representativeId', readIdNumber, 'idNumberWrong');
  const phone = row.secret('phone', readPhone, 'phoneWrong');
  return {
    uscc: readUscc(row),
    enterpriseName: standardName(row.prose('enterpriseName')),
    representativeName: standardName(row.prose('representativeName')),
    ...(representativeId === undefined ? {} : { representativeId }),
    ...(phone === undefined ? {} : { phone }),
    address: row.prose('address'),
  };
}

function readUscc(row: RowReader): string | undefined {
  const text = row.cell('uscc');
  if (text === '') return undefined;
  const parsed = parseUscc(text);
  if (parsed.ok) return parsed.uscc;
  row.fault('uscc', parsed.refusal.code, { text, ...parsed.refusal.values });
  return undefined;
}

function readListing(row: RowReader) {
  const listType = row.value('listType', text => wordOf(text, LIST_TYPES, LIST_TYPE_WORDS), 'listTypeUnknown');
  const authority = row.value('authority', findAuthority, 'authorityUnknown');
  return {
    listType,
    tier: readTier(row, listType),
    authorityId: authority?.authorityId,
    authorityName: authority?.zh,
  };
}

/** Every entry of the serious list is SERIOUS (F5, F6); an unnamed tier of the other list is read as GENERAL and said so. */
function readTier(row: RowReader, listType: ListType | undefined): Tier | undefined {
  const named = row.value('tier', text => wordOf(text, TIERS, TIER_WORDS), 'tierUnknown');
  if (listType === 'BLACKLIST') {
    if (named !== undefined && named !== 'SERIOUS') row.fault('tier', 'tierOfBlacklist', { text: row.cell('tier') });
    return 'SERIOUS';
  }
  if (row.cell('tier') === '') row.remark('tier', 'tierAssumed', { tier: 'GENERAL' });
  return named ?? 'GENERAL';
}

function readDecision(row: RowReader, { today }: ImportContext) {
  const decisionDate = row.value('decisionDate', readDay, 'dateUnreadable');
  if (decisionDate !== undefined && compareDays(decisionDate, today) > 0) {
    row.fault('decisionDate', 'dateInFuture', { date: decisionDate, today });
  }
  const publicationStart = row.value('publicationStart', readDay, 'dateUnreadable') ?? decisionDate;
  if (decisionDate !== undefined && publicationStart !== undefined && compareDays(publicationStart, decisionDate) < 0) {
    row.fault('publicationStart', 'publicationBeforeDecision', { date: publicationStart, decisionDate });
  }
  const amount = row.value('amount', readAmount, 'amountUnreadable');
  const duties = readPublicProse(row, 'duties');
  return {
    decisionNumber: row.value('decisionNumber', readDecisionNumber, 'empty'),
    decisionDate,
    publicationStart,
    facts: readPublicProse(row, 'facts'),
    penalty: readPublicProse(row, 'penalty'),
    ...(amount === undefined ? {} : { amount }),
    duties,
    finedOnly: amount !== undefined && Number(amount) > 0 && ONLY_A_FINE.test(duties),
  };
}

/** Prose about the decision. Numbers of persons in it are kept, but the row says that the public will not see them. */
function readPublicProse(row: RowReader, column: 'facts' | 'penalty' | 'duties'): string {
  const text = row.prose(column);
  if (holdsPersonalNumber(text)) row.remark(column, 'personalNumberCovered');
  return text;
}

/** The county column; where it is empty, the division of the USCC (part 8.1). */
function readCounty(row: RowReader, uscc: string | undefined): string | undefined {
  const text = halfWidth(row.cell('county'));
  if (text === CITY_ADCODE || /^驻马店市?$/.test(text)) {
    row.fault('county', 'countyIsCity', { text });
    return undefined;
  }
  const named = row.value('county', findCounty, 'countyUnknown');
  if (text !== '' || uscc === undefined) return named?.adcode;
  const adcode = registrationAdcode(uscc);
  if (COUNTIES.some(county => county.adcode === adcode)) {
    row.remark('county', 'countyFromUscc', { county: adcode });
    return adcode;
  }
  row.fault('county', adcode === CITY_ADCODE ? 'countyOnlyCityInUscc' : 'countyElsewhere', { adcode });
  return undefined;
}

function wordOf<Value extends string>(
  text: string,
  values: readonly Value[],
  words: Readonly<Record<Value, readonly string[]>>,
): Value | undefined {
  const wanted = halfWidth(text).toUpperCase();
  return values.find(value => words[value].includes(wanted));
}

function readPhone(text: string): string | null {
  const phone = halfWidth(text).replace(/[\s()]/g, '');
  return PHONE.test(phone) ? phone : null;
}
