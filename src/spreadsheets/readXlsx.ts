import { Readable } from 'node:stream';
import ExcelJS, { type CellValue } from 'exceljs';
import { SHEET_LIMITS, SheetFault, type SheetRow } from './sheet.js';
import { unpackPart, zipContents, zipPieces } from './zip.js';

/** The parts a table is read from. Words and styles stand before the sheet, so that the reader needs no second pass. */
const FRAME = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels', 'xl/sharedStrings.xml', 'xl/styles.xml'];
const SHEET_PART = /^xl\/worksheets\/sheet(\d+)\.xml$/;
const NO_WORDS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="0" uniqueCount="0"/>';
const PIECE = 64 * 1024;

/** Reads the first sheet of a workbook line by line; dates come as `YYYY-MM-DD`, formulas as their last result. */
export async function* readXlsx(bytes: Buffer): AsyncGenerator<SheetRow> {
  const checked = await safeWorkbook(bytes);
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from(inPieces(checked)), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  try {
    for await (const sheet of workbook) {
      yield* linesOf(sheet);
      return;
    }
  } catch (error) {
    if (error instanceof SheetFault) throw error;
    throw new SheetFault('brokenWorkbook');
  }
}

async function* linesOf(sheet: ExcelJS.stream.xlsx.WorksheetReader): AsyncGenerator<SheetRow> {
  for await (const row of sheet) {
    const cells = cellsOf(row.values);
    if (cells.some(cell => cell.trim() !== '')) yield { line: row.number, cells };
  }
}

/** Only the parts that matter, unpacked within the limit and put into a fresh archive. */
async function safeWorkbook(bytes: Buffer): Promise<Buffer[]> {
  const contents = zipContents(bytes);
  const sheet = contents
    .filter(({ name }) => SHEET_PART.test(name))
    .sort((a, b) => sheetNumber(a.name) - sheetNumber(b.name))[0];
  if (sheet === undefined) throw new SheetFault('brokenWorkbook');
  const parts: { name: string; content: Buffer }[] = [];
  let left: number = SHEET_LIMITS.unpackedBytes;
  for (const name of FRAME) {
    const part = contents.find(candidate => candidate.name === name);
    const content = part === undefined ? emptyPart(name) : await unpackPart(bytes, part, left);
    left -= content.length;
    parts.push({ name, content });
  }
  parts.push({ name: 'xl/worksheets/sheet1.xml', content: await unpackPart(bytes, sheet, left) });
  return zipPieces(parts);
}

const sheetNumber = (name: string): number => Number(SHEET_PART.exec(name)?.[1]);

function emptyPart(name: string): Buffer {
  if (name === 'xl/sharedStrings.xml') return Buffer.from(NO_WORDS);
  if (name === 'xl/styles.xml') return Buffer.from('<styleSheet/>');
  throw new SheetFault('brokenWorkbook');
}

function* inPieces(buffers: readonly Buffer[]): Generator<Buffer> {
  for (const bytes of buffers) {
    for (let start = 0; start < bytes.length; start += PIECE) yield bytes.subarray(start, start + PIECE);
  }
}

/** The reader counts columns from 1 and leaves gaps for empty cells. */
function cellsOf(values: CellValue[] | Record<string, CellValue>): string[] {
  if (!Array.isArray(values)) return [];
  if (values.length > SHEET_LIMITS.columns + 1) throw new SheetFault('columns', { most: SHEET_LIMITS.columns });
  return Array.from(values.slice(1), cellText);
}

function cellText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  return typeof value === 'object' ? objectText(value) : String(value);
}

function objectText(value: Exclude<CellValue & object, Date>): string {
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('error' in value) return value.error;
  if ('hyperlink' in value) return value.text;
  if (value.result !== undefined) return cellText(value.result);
  return 'formula' in value ? `=${value.formula}` : '';
}
