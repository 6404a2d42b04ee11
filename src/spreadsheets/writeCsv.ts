import { stringify } from 'csv-stringify/sync';

/**
 * A CSV that a spreadsheet opens with the right characters (mark in front) and in which no cell is taken for a formula:
 * a cell beginning with = + - @ or a tab gets an apostrophe in front.
 */
export function writeCsv(rows: readonly (readonly string[])[]): Buffer {
  const disarmed = rows.map(row => row.map(cell => (/^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell)));
  return Buffer.from(stringify(disarmed, { bom: true, record_delimiter: 'windows' }));
}
