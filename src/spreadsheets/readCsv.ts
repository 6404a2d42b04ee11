import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { readHeadings } from '../domain/entries/importColumns.js';
import { decodeText } from './decodeText.js';
import { SHEET_LIMITS, SheetFault, type SheetRow } from './sheet.js';

const DELIMITERS = [',', '\t', ';', '，'] as const;
const HEADING_LINES = 10;
/** Characters handed to the parser at a time. */
const PIECE = 32 * 1024;

/**
 * The sign that parts the cells: the one under which a line names most of our columns. Only where no line names any, or
 * two signs do equally well, the one that occurs most: facts in prose hold more commas than a table has columns.
 */
function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n/, HEADING_LINES);
  const tried = DELIMITERS.map(delimiter => ({
    delimiter,
    columns: Math.max(...lines.map(line => columnsNamed(line.split(delimiter, SHEET_LIMITS.columns)))),
    count: lines.join('\n').split(delimiter).length,
  }));
  const [best] = tried.toSorted((a, b) => b.columns - a.columns || b.count - a.count);
  return best?.delimiter ?? DELIMITERS[0];
}

const columnsNamed = (cells: readonly string[]): number =>
  readHeadings(cells.map(cell => cell.replaceAll('"', ''))).columns.filter(column => column !== null).length;

interface Parsed {
  record: string[];
  info: { lines: number };
}

function* inPieces(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += PIECE) yield text.slice(start, start + PIECE);
}

/** Reads separated text line by line; cells keep their text as written. Throws SheetFault for what is no table. */
export async function* readCsv(bytes: Buffer): AsyncGenerator<SheetRow> {
  const text = decodeText(bytes);
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: SHEET_LIMITS.lineLength,
  });
  // In pieces, because the parser works off all it is given before anything else may run.
  Readable.from(inPieces(text)).pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) yield { line: info.lines, cells: record };
  } catch (error) {
    if (error instanceof CsvError) throw new SheetFault('csv', { line: Number(error['lines'] ?? 0) });
    throw error;
  }
}
