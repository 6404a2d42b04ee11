import type { Refusal } from '../domain/refusal.js';

/** One line of a table with its place in the file, counted from 1 as the person sees it. Every cell is text. */
export interface SheetRow {
  line: number;
  cells: readonly string[];
}

export const SHEET_LIMITS = {
  /** Bytes of the uploaded file. */
  bytes: 20 * 1024 * 1024,
  columns: 100,
  /** Lines with content, the heading included. */
  rows: 20_001,
  /** Characters of one line. */
  lineLength: 200_000,
  /** Characters of one cell: what a spreadsheet itself allows. */
  cellLength: 32_767,
  /** Characters of all cells together, some 1,000 in each of the most rows. */
  characters: 20_000_000,
  /** Bytes of an unpacked workbook; a small file that unfolds into more is a trap. A full list of ours has about 30 MB. */
  unpackedBytes: 60 * 1024 * 1024,
} as const;

/** What the reading process tells: rows in their order, then the end or why there are no more. */
export type SheetMessage =
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'fault'; readonly refusal: Refusal }
  | { readonly kind: 'end' };

/** A file that cannot be read as a table. Thrown out of the reading loop; `refusal.code` has words under `entries:file`. */
export class SheetFault extends Error {
  readonly refusal: Refusal;

  static of({ code, values }: Refusal): SheetFault {
    return new SheetFault(code, values);
  }

  constructor(code: string, values?: Refusal['values']) {
    super(`unreadable list file: ${code}`);
    this.name = 'SheetFault';
    this.refusal = values === undefined ? { code, clause: null } : { code, clause: null, values };
  }
}
