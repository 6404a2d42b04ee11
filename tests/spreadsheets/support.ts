import { crc32, deflateRawSync } from 'node:zlib';
import { zipPieces } from '../../src/spreadsheets/zip.js';

const SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const FRAME = {
  'xl/workbook.xml': `<workbook ${SHEET} xmlns:r="${RELATIONS}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/** An archive of these parts, nothing packed. */
export const plainZip = (parts: Parameters<typeof zipPieces>[0]): Buffer => Buffer.concat(zipPieces(parts));

/** A workbook whose one sheet holds these rows, given as XML; packed, so that a small file unfolds into much. */
export function packedWorkbook(rows: string): Buffer {
  const sheet = Buffer.from(`<worksheet ${SHEET}><sheetData>${rows}</sheetData></worksheet>`);
  const packed = deflateRawSync(sheet);
  const frame = Object.entries(FRAME).map(([name, text]) => ({ name, content: Buffer.from(text) }));
  const archive = plainZip([...frame, { name: 'xl/worksheets/sheet1.xml', content: packed }]);
  // method, checksum and unpacked size in the central header of the last part
  const central = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  archive.writeUInt16LE(8, central + 10);
  archive.writeUInt32LE(crc32(sheet), central + 16);
  archive.writeUInt32LE(sheet.length, central + 24);
  return archive;
}

const LETTERS = 26;
const columnName = (place: number): string => String.fromCharCode('A'.charCodeAt(0) + (place % LETTERS));

/** So many rows of so many cells with one text each. */
export const filledRows = ({ rows, columns, text }: { rows: number; columns: number; text: string }): string =>
  Array.from({ length: rows }, (_, row) => {
    const cells = Array.from({ length: columns }, (_cell, column) => {
      const place = `${columnName(column)}${String(row + 1)}`;
      return `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
    });
    return `<row r="${String(row + 1)}">${cells.join('')}</row>`;
  }).join('');
