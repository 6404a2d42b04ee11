import { addDays, asDay, type CalendarDay, parseDay } from '../calendarDay.js';
import { halfWidth } from '../halfWidth.js';

/** Day 0 of the spreadsheet count as it comes out for every day after February 1900. */
const EXCEL_EPOCH = asDay('1899-12-30');
const PLAIN_DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}/;
const EXCEL_SERIAL = /^([2-6]\d{4})(\.\d+)?$/;
const MOST_YUAN_DIGITS = 13;
/** Characters of a cell that is read as a day or an amount; a longer one is neither, and is not looked at. */
const LONGEST_VALUE = 100;

/**
 * Reads a day as lists write it: 2026-03-01, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301, the start of a time stamp, or a
 * spreadsheet's day count (20000–69999, the years 1954 to 2091). Null for anything else.
 */
export function readDay(cell: string): CalendarDay | null {
  if (cell.length > LONGEST_VALUE) return null;
  const text = halfWidth(cell)
    .split(/([-/.年月日])/)
    .map(part => part.trim())
    .join('');
  const serial = EXCEL_SERIAL.exec(text);
  if (serial !== null) return addDays(EXCEL_EPOCH, Number(serial[1]));
  const instant = INSTANT.exec(halfWidth(cell));
  if (instant !== null) return parseDay(instant[1] ?? '');
  const compact = text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  const [, year = '', month = '', date = ''] = PLAIN_DATE.exec(compact) ?? [];
  return parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
}

/** Reads an amount of money in yuan as text with two decimals: `12,000`, `1.2万元`, `￥500`. Null where it is none. */
export function readAmount(cell: string): string | null {
  if (cell.length > LONGEST_VALUE) return null;
  const text = halfWidth(cell).replace(/[,\s]|^[¥￥]|元$|人民币/g, '');
  const tenThousand = text.endsWith('万');
  const [, whole = '', fraction = ''] =
    /^(\d{1,12})(?:\.(\d{1,6}))?$/.exec(tenThousand ? text.slice(0, -1) : text) ?? [];
  if (whole === '') return null;
  const digits = tenThousand ? 4 : 0;
  const padded = fraction.padEnd(digits + 2, '0');
  // More than two decimals of a yuan would have to be rounded: then the cell is not what it should be.
  if (/[1-9]/.test(padded.slice(digits + 2))) return null;
  const yuan = `${whole}${padded.slice(0, digits)}`.replace(/^0+(?=\d)/, '');
  return yuan.length > MOST_YUAN_DIGITS ? null : `${yuan}.${padded.slice(digits, digits + 2)}`;
}

/** Prose as given, kept as text whatever it begins with: only the ends and control characters go. */
export const readProse = (cell: string): string => cell.replace(/(?![\t\n])\p{Cc}|\ufeff/gu, '').trim();

/** A text that a spreadsheet would take for a formula. It is stored as it is; whoever writes a CSV must disarm it. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

/** A decision number as a key: half-width, without blanks, the year in 〔〕 whatever brackets were typed. */
export const readDecisionNumber = (cell: string): string =>
  halfWidth(cell)
    .replace(/\s+/g, '')
    .replace(/[([{【〔](\d{4})[)\]}】〕]/g, '〔$1〕');
