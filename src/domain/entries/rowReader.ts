import { looksLikeFormula, readProse } from './cellValues.js';
import { type ColumnKey, IMPORT_COLUMNS } from './importColumns.js';

/** What is wrong or worth knowing about a cell; the page has words for `code` (locale namespace `entries`). */
export interface RowRemark {
  column: ColumnKey;
  code: string;
  values: Readonly<Record<string, string | number>>;
}

export type RowCells = Readonly<Partial<Record<ColumnKey, string>>>;

/** Reads the cells of one row and collects every fault, so that all are told at once. */
export class RowReader {
  readonly faults: RowRemark[] = [];
  readonly remarks: RowRemark[] = [];
  private readonly cells: RowCells;

  constructor(cells: RowCells) {
    this.cells = cells;
    for (const { key, required, maxLength } of IMPORT_COLUMNS) {
      const { length } = this.cell(key);
      if (length > maxLength) this.fault(key, 'tooLong', { length, most: maxLength });
      if (required && length === 0) this.fault(key, key === 'decisionNumber' ? 'decisionNumberMissing' : 'empty');
    }
  }

  cell(column: ColumnKey): string {
    return readProse(this.cells[column] ?? '');
  }

  fault(column: ColumnKey, code: string, values: RowRemark['values'] = {}): void {
    this.faults.push({ column, code, values });
  }

  remark(column: ColumnKey, code: string, values: RowRemark['values'] = {}): void {
    this.remarks.push({ column, code, values });
  }

  /** Reads a cell that may be empty; text that cannot be read is a fault that repeats the text. */
  value<Value>(column: ColumnKey, read: (text: string) => Value | null | undefined, code: string): Value | undefined {
    const text = this.cell(column);
    const value = text === '' ? undefined : (read(text) ?? undefined);
    if (text !== '' && value === undefined) this.fault(column, code, { text });
    return value;
  }

  /** As `value`, for personal data: the fault does not repeat the text. */
  secret(column: ColumnKey, read: (text: string) => string | null, code: string): string | undefined {
    const text = this.cell(column);
    const value = text === '' ? undefined : (read(text) ?? undefined);
    if (text !== '' && value === undefined) this.fault(column, code);
    return value;
  }

  /** Text as it stands. What a spreadsheet would take for a formula stays text, and the row says so. */
  prose(column: ColumnKey): string {
    const text = this.cell(column);
    if (looksLikeFormula(text)) this.remark(column, 'formulaKeptAsText');
    return text;
  }
}
