import { isDamagedName } from '../personName.js';
import { looksLikeFormula, readProse } from './cellValues.js';
import { type ColumnKey, IMPORT_COLUMNS } from './importColumns.js';
import { isNoValue } from './noValue.js';

const NAMES: readonly ColumnKey[] = ['enterpriseName', 'representativeName'];
/** What decoding leaves of a broken character. */
const LOST = '\ufffd';
/** That nothing is owed is a statement of the decision, not an empty cell. */
const NONE_OWED = /^(无|没有)/;

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
  private readonly cells: Partial<Record<ColumnKey, string>> = {};

  /** A cell longer than its column takes is a fault and is read as empty. */
  constructor(cells: RowCells) {
    for (const { key, required, maxLength } of IMPORT_COLUMNS) {
      const text = readProse(cells[key] ?? '');
      if (text.length > maxLength) {
        this.fault(key, 'tooLong', { length: text.length, most: maxLength });
        continue;
      }
      this.cells[key] = text;
      if (required && this.cell(key) === '') this.faultOfMissing(key);
      this.refuseDamaged(key);
    }
  }

  /** The cell's text; empty where it holds nothing, or only what stands for nothing. */
  cell(column: ColumnKey): string {
    const text = this.cells[column] ?? '';
    return isNoValue(text) && !(column === 'duties' && NONE_OWED.test(text)) ? '' : text;
  }

  /** A required cell without a value: what stands there in its place is told. */
  private faultOfMissing(column: ColumnKey): void {
    const text = this.cells[column] ?? '';
    if (text !== '') this.fault(column, 'noValue', { text });
    else this.fault(column, column === 'decisionNumber' ? 'decisionNumberMissing' : 'empty');
  }

  /** Characters that were lost on the way are not guessed. */
  private refuseDamaged(column: ColumnKey): void {
    const text = this.cell(column);
    if (NAMES.includes(column) && isDamagedName(text)) this.fault(column, 'nameDamaged', { text });
    else if (text.includes(LOST)) this.fault(column, 'damaged');
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
