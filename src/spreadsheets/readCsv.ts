import { CsvError, parse } from 'csv-parse';
import { decodeText } from './decodeText.js';
import { SHEET_LIMITS, SheetFault, type SheetRow } from './sheet.js';

const DELIMITERS = [',', '\t', ';', '，'] as const;
const HEADING_LINES = 10;

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

/** Reads separated text line by line; cells keep their text as written. Throws SheetFault for what is no table. */
export async function* readCsv(bytes: Buffer): AsyncGenerator<SheetRow> {
  const text = decodeText(bytes);
  const parser = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: SHEET_LIMITS.lineLength,
  });
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) yield { line: info.lines, cells: record };
  } catch (error) {
    if (error instanceof CsvError) throw new SheetFault('csv', { line: Number(error['lines'] ?? 0) });
    throw error;
  }
}
