import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { decodeText } from './decodeText.js';
import { SHEET_LIMITS, SheetFault, type SheetRow } from './sheet.js';

const DELIMITERS = [',', '\t', ';', '，'] as const;
const HEADING_LINES = 10;
/** Characters handed to the parser at a time. */
const PIECE = 32 * 1024;

/** The sign that parts the cells: the one that occurs most in the first lines. */
function delimiterOf(text: string): string {
  const start = text.split(/\r?\n/, HEADING_LINES).join('\n');
  const counted = DELIMITERS.map(delimiter => ({ delimiter, count: start.split(delimiter).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

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
