import { COLUMN_KEYS, type ColumnKey, type ReadHeadings, readHeadings } from '../domain/entries/importColumns.js';
import type { RowCells } from '../domain/entries/rowReader.js';
import { readSheetApart } from '../spreadsheets/readSheetApart.js';
import { SheetFault, type SheetRow } from '../spreadsheets/sheet.js';

export interface ListLine {
  line: number;
  cells: RowCells;
}

/** A title or a note may stand above the headings. */
const LINES_ABOVE = 10;
const FEWEST_HEADINGS = 3;
/** Lines after which other requests are let in. */
const BREATH = 250;

/** Reads a file into lines by column. Throws SheetFault where no headings are found or a required column is missing. */
export async function readListFile(bytes: Buffer): Promise<ListLine[]> {
  const lines: ListLine[] = [];
  let headings: ReadHeadings | undefined;
  let above = 0;
  for (const row of await readSheetApart(bytes)) {
    if (headings === undefined) {
      headings = headingsIn(row);
      above += 1;
      if (headings === undefined && above >= LINES_ABOVE) break;
    } else {
      lines.push({ line: row.line, cells: byColumn(row, headings) });
      if (lines.length % BREATH === 0) await new Promise(resolve => setImmediate(resolve));
    }
  }
  if (headings === undefined) throw new SheetFault('noHeadings');
  if (lines.length === 0) throw new SheetFault('noRows');
  return lines;
}

function headingsIn({ cells }: SheetRow): ReadHeadings | undefined {
  const headings = readHeadings(cells);
  if (headings.columns.filter(column => column !== null).length < FEWEST_HEADINGS) return undefined;
  if (headings.repeated.length > 0) throw new SheetFault('repeatedColumns', { columns: headings.repeated.join(' ') });
  if (headings.missing.length > 0) throw new SheetFault('missingColumns', { columns: headings.missing.join(' ') });
  return headings;
}

function byColumn({ cells }: SheetRow, { columns }: ReadHeadings): RowCells {
  const found: Partial<Record<ColumnKey, string>> = {};
  for (const key of COLUMN_KEYS) {
    const place = columns.indexOf(key);
    const text = place < 0 ? '' : (cells[place] ?? '').trim();
    if (text !== '') found[key] = text;
  }
  return found;
}
