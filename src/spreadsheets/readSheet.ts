import { readCsv } from './readCsv.js';
import { SHEET_LIMITS, SheetFault, type SheetRow } from './sheet.js';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const PDF = Buffer.from('%PDF');

const beginsWith = (bytes: Buffer, signature: Buffer): boolean => bytes.subarray(0, signature.length).equals(signature);

/**
 * The lines of a list file, CSV or XLSX by its content and never by its name. Throws SheetFault for a file beyond the
 * limits or of another kind. Costs time and memory: for files of strangers use `readSheetApart`.
 */
export async function* readSheet(bytes: Buffer): AsyncGenerator<SheetRow> {
  let rows = 0;
  let characters = 0;
  for await (const row of await readerFor(bytes)) {
    if (row.cells.every(cell => cell.trim() === '')) continue;
    rows += 1;
    if (rows > SHEET_LIMITS.rows) throw new SheetFault('rows', { most: SHEET_LIMITS.rows - 1 });
    if (row.cells.length > SHEET_LIMITS.columns) throw new SheetFault('columns', { most: SHEET_LIMITS.columns });
    characters += lengthOf(row);
    if (characters > SHEET_LIMITS.characters) throw new SheetFault('tooMuchText');
    yield row;
  }
}

/** Characters of a line; a cell that no spreadsheet would take is named by its place. */
function lengthOf({ line, cells }: SheetRow): number {
  let sum = 0;
  for (const [place, { length }] of cells.entries()) {
    if (length > SHEET_LIMITS.cellLength) {
      throw new SheetFault('cell', { line, column: columnName(place), length, most: SHEET_LIMITS.cellLength });
    }
    sum += length;
  }
  return sum;
}

const LETTERS = 26;

/** A, B … Z, AA, AB …, as spreadsheets name their columns. */
const columnName = (place: number): string =>
  (place < LETTERS ? '' : columnName(Math.floor(place / LETTERS) - 1)) +
  String.fromCharCode('A'.charCodeAt(0) + (place % LETTERS));

async function readerFor(bytes: Buffer): Promise<AsyncIterable<SheetRow>> {
  if (bytes.length === 0) throw new SheetFault('emptyFile');
  if (bytes.length > SHEET_LIMITS.bytes) throw new SheetFault('tooLarge');
  if (beginsWith(bytes, OLD_OFFICE)) throw new SheetFault('oldWorkbook');
  if (beginsWith(bytes, PDF)) throw new SheetFault('notText');
  if (!beginsWith(bytes, ZIP)) return readCsv(bytes);
  // The library for workbooks takes a while to load, and most processes never read one.
  const { readXlsx } = await import('./readXlsx.js');
  return readXlsx(bytes);
}
