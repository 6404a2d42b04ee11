import type {
  DataAccess,
  ImportRow,
  ListEntry,
  ListEntryFacts,
  RecordColumn,
  RecordComparison,
  RowFault,
} from '../data/index.js';
import { dayOf } from '../domain/calendarDay.js';
import { type ImportContext, type ImportedEntry, readImportRow } from '../domain/entries/importRow.js';
import type { PersonPart } from '../domain/entries/personDifference.js';
import type { RowCells } from '../domain/entries/rowReader.js';
import type { ListLine } from './listFile.js';
import { statedFirm } from './statedFirm.js';

export interface FieldChange {
  field: ChangedField;
  from: string;
  to: string;
}

/** What is kept of a line: the cells as they came, the entry they mean, what it would change. */
export interface ImportRowContent {
  cells: RowCells;
  entry?: ImportedEntry;
  remarks: readonly RowFault[];
  changes: readonly FieldChange[];
  /** Columns of a changed row that only the firm's record keeps and that differ from it; their values are not shown. */
  withheld?: readonly RecordColumn[];
}

type Stores = Pick<DataAccess, 'entries' | 'enterprises'>;

/** Facts a feed may change; the rest is the entry's key. */
export const CHANGED_FIELDS = [
  'enterpriseName',
  'representativeName',
  'county',
  'tier',
  'authorityId',
  'decisionDate',
  'facts',
  'penalty',
  'amount',
  'duties',
  'finedOnly',
  'publicationStart',
] as const satisfies readonly (keyof ListEntryFacts)[];
export type ChangedField = (typeof CHANGED_FIELDS)[number];

/** Source of rows that name none; constant, so that the same file imported twice means the same entries. */
const DEFAULT_SOURCE = '名单导入';
const CHUNK = 500;

export const keyOfEntry = ({ source, decisionNumber, uscc, listType }: ImportedEntry): string =>
  [source, decisionNumber, uscc, listType].join('|');

/** Verdict of every line against the format, the other lines and the stored list; writes nothing. */
export async function judgeRows(
  stores: Stores,
  { lines, county, at }: { lines: readonly ListLine[]; county: string | undefined; at: number },
): Promise<ImportRow<ImportRowContent>[]> {
  const context: ImportContext = {
    today: dayOf(at),
    defaultSource: DEFAULT_SOURCE,
    ...(county !== undefined && { onlyCounty: county }),
  };
  const firstLines = new Map<string, number>();
  const judged: ImportRow<ImportRowContent>[] = [];
  for (let start = 0; start < lines.length; start += CHUNK) {
    const rows = lines.slice(start, start + CHUNK).map(line => readLine(line, context, firstLines));
    judged.push(...(await compareRows(stores, rows, { county, at })));
    await new Promise(resolve => setImmediate(resolve));
  }
  return judged;
}

type ReadLine = { line: number; cells: RowCells } & (
  { entry: ImportedEntry; remarks: readonly RowFault[] } | { entry?: never; faults: readonly RowFault[] }
);

function readLine({ line, cells }: ListLine, context: ImportContext, firstLines: Map<string, number>): ReadLine {
  const read = readImportRow(cells, context);
  if (!read.ok) return { line, cells, faults: read.faults };
  const key = keyOfEntry(read.entry);
  const first = firstLines.get(key);
  if (first !== undefined) {
    return { line, cells, faults: [{ column: 'decisionNumber', code: 'repeatedInFile', values: { line: first } }] };
  }
  firstLines.set(key, line);
  return { line, cells, entry: read.entry, remarks: read.remarks };
}

async function compareRows(
  stores: Stores,
  rows: readonly ReadLine[],
  { county, at }: { county: string | undefined; at: number },
): Promise<ImportRow<ImportRowContent>[]> {
  const entries = rows.flatMap(row => row.entry ?? []);
  const [verdicts, records, foreign, stored] = await Promise.all([
    stores.entries.compare(entries),
    stores.enterprises.compare(entries.map(entry => statedFirm(entry, at))),
    foreignFirms(stores, entries, county),
    storedByKey(stores, entries),
  ]);
  let place = -1;
  return rows.map(row => {
    if (row.entry === undefined) return faulty(row, row.faults);
    place += 1;
    const { line, cells, entry, remarks } = row;
    if (foreign.has(entry.uscc)) {
      return faulty(row, [{ column: 'county', code: 'firmOfOtherCounty', values: { uscc: entry.uscc } }]);
    }
    const verdict = verdicts[place] ?? 'NEW';
    const kept = { cells, entry, remarks: [...remarks, ...otherPerson(verdict, records[place])] };
    const before = stored.get(keyOfEntry(entry));
    if (verdict !== 'CHANGED' || before === undefined)
      return { line, verdict, faults: [], content: { ...kept, changes: [] } };
    const { written: withheld = [], otherPerson: differing = [] } = records[place] ?? {};
    const changes = changesOf(before, entry).filter(({ field }) => isTaken(field, differing));
    return { line, verdict, faults: [], content: { ...kept, changes, withheld } };
  });
}

/** The name of another person is part of the question, and no change of the entry's own. */
const isTaken = (field: ChangedField, differing: readonly PersonPart[]): boolean =>
  field !== 'representativeName' || !differing.includes('name');

/** That the row states another representative is told before it is written; a row that brings nothing new writes nothing. */
function otherPerson(verdict: ImportRow['verdict'], record: RecordComparison | null | undefined): RowFault[] {
  if (verdict === 'SAME' || record === null || record === undefined || record.otherPerson.length === 0) return [];
  return [
    { column: 'representativeName', code: 'otherRepresentative', values: { parts: record.otherPerson.join(' ') } },
  ];
}

const faulty = (
  { line, cells }: Pick<ReadLine, 'line' | 'cells'>,
  faults: readonly RowFault[],
): ImportRow<ImportRowContent> => ({
  line,
  verdict: 'FAULTY',
  faults,
  content: { cells, remarks: [], changes: [] },
});

/**
 * Firms among the rows that the records keep under another county: a county's administrator may neither move them nor
 * replace their representative. Empty for the city.
 */
export async function foreignFirms(
  { entries, enterprises }: Stores,
  rows: readonly { uscc: string }[],
  county: string | undefined,
): Promise<ReadonlySet<string>> {
  if (county === undefined) return new Set();
  const usccs = [...new Set(rows.map(({ uscc }) => uscc))];
  const [firms, listed] = await Promise.all([enterprises.findManyByUscc(usccs), entries.ofUsccs(usccs)]);
  return new Set([...firms, ...listed].filter(known => known.county !== county).map(({ uscc }) => uscc));
}

async function storedByKey({ entries }: Stores, rows: readonly ImportedEntry[]): Promise<Map<string, ListEntry>> {
  const stored = await entries.ofUsccs([...new Set(rows.map(({ uscc }) => uscc))]);
  return new Map(stored.map(entry => [entry.key, entry]));
}

function changesOf(before: ListEntry, after: ImportedEntry): FieldChange[] {
  const told = (value: string | boolean | undefined): string => String(value ?? '');
  return CHANGED_FIELDS.map(field => ({ field, from: told(before[field]), to: told(after[field]) })).filter(
    ({ from, to }) => from !== to,
  );
}
