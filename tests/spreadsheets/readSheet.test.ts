import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { readSheet } from '../../src/spreadsheets/readSheet.js';
import { SHEET_LIMITS, SheetFault, type SheetRow } from '../../src/spreadsheets/sheet.js';
import { writeCsv } from '../../src/spreadsheets/writeCsv.js';
import { plainZip } from './support.js';

async function rowsOf(bytes: Buffer): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readSheet(bytes)) rows.push(row);
  return rows;
}

async function faultOf(bytes: Buffer): Promise<string> {
  try {
    await rowsOf(bytes);
  } catch (error) {
    if (error instanceof SheetFault) return error.refusal.code;
    throw error;
  }
  return 'none';
}

/** 企业名称,县区 / 甲,上蔡县 in GB18030. */
const GB18030 = Buffer.from([
  0xc6, 0xf3, 0xd2, 0xb5, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xcf, 0xd8, 0xc7, 0xf8, 0x0d, 0x0a, 0xbc, 0xd7, 0x2c, 0xc9,
  0xcf, 0xb2, 0xcc, 0xcf, 0xd8, 0x0d, 0x0a,
]);

async function workbook(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('名单'));
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('reading separated text', () => {
  it.each([
    ['UTF-8', Buffer.from('企业名称,县区\r\n甲,上蔡县\r\n')],
    ['UTF-8 with its mark', Buffer.from('\ufeff企业名称,县区\n甲,上蔡县\n')],
    ['GB18030', GB18030],
    ['UTF-16 with tabs', Buffer.from('\ufeff企业名称\t县区\r\n甲\t上蔡县\r\n', 'utf16le')],
  ])('reads %s', async (_name, bytes) => {
    expect((await rowsOf(bytes)).map(row => row.cells)).toEqual([
      ['企业名称', '县区'],
      ['甲', '上蔡县'],
    ]);
  });

  it.each([
    [
      'UTF-8',
      Buffer.concat([
        Buffer.from('企业名称,失信事实，未按规定开展隐患排查并限期整改\r\n甲,排'),
        Buffer.from([0xe6, 0x9f]),
        Buffer.from(',乙\r\n丙,丁\r\n'),
      ]),
    ],
    [
      'GBK',
      Buffer.concat([
        ...Array.from({ length: 5 }, () => GB18030),
        Buffer.from([0xbc, 0xd7, 0xa1, 0x2c, 0xcf, 0xd8, 0x0d, 0x0a]),
      ]),
    ],
  ])('reads the rest of %s in which a character was cut off', async (_name, bytes) => {
    const lines = (await rowsOf(bytes)).map(({ cells }) => cells.join('|'));

    expect(lines.filter(line => line.includes('\ufffd'))).toHaveLength(1);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines[0]).toContain('企业名称|');
  });

  const HEADINGS = [
    '统一社会信用代码',
    '企业名称',
    '法定代表人',
    '名单类型',
    '认定单位',
    '失信事实',
    '处罚内容',
    '县区',
  ];
  const PROSE = `一，二，三，四，五，六，七，八，九，十，末；a;b;c;d;e;f;g;h;i;j`;

  it.each([
    [',', ','],
    ['tabs', '\t'],
    [';', ';'],
    ['，', '，'],
  ])('parts cells by %s where the headings do, whatever signs the prose holds', async (_name, sign) => {
    const facts = HEADINGS.map(name => (name === '失信事实' ? `"${PROSE}"` : name.slice(0, 2)));
    const lines = [['名单，导出，备查，，，，，，，，，'], HEADINGS, facts, facts];

    const rows = await rowsOf(Buffer.from(lines.map(cells => cells.join(sign)).join('\r\n')));

    expect(rows[1]?.cells).toEqual(HEADINGS);
    expect(rows[2]?.cells[5]).toBe(PROSE);
  });

  it('reads quoted and English headings too', async () => {
    const text = '"USCC";"Enterprise";"Facts"\n1;2;"a, b, c, d, e, f, g, h"\n';

    expect((await rowsOf(Buffer.from(text)))[1]?.cells).toEqual(['1', '2', 'a, b, c, d, e, f, g, h']);
  });

  it('keeps quoted line breaks, commas and formula-looking text, and counts lines of the file', async () => {
    const rows = await rowsOf(Buffer.from('a,b\n\n"x,\ny",=1+1\nlast,z\n'));

    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 4, cells: ['x,\ny', '=1+1'] },
      { line: 5, cells: ['last', 'z'] },
    ]);
  });

  it.each([
    ['emptyFile', Buffer.alloc(0)],
    ['notText', Buffer.from('%PDF-1.7 something')],
    ['notText', Buffer.from([0x61, 0, 0x62, 0xff, 0xfe])],
    ['encoding', Buffer.from([0x61, 0x2c, 0xff, 0xff, 0xff])],
    ['oldWorkbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
    ['csv', Buffer.from('a,b\n"never closed,c\n')],
    ['columns', Buffer.from(`${','.repeat(SHEET_LIMITS.columns)}x\n`)],
    ['rows', Buffer.from('a,b\n'.repeat(SHEET_LIMITS.rows + 1))],
    ['tooLarge', Buffer.alloc(SHEET_LIMITS.bytes + 1, 'a')],
  ])('refuses with %s', async (code, bytes) => {
    expect(await faultOf(bytes)).toBe(code);
  });
});

describe('reading a workbook', () => {
  it('reads texts, numbers, dates, rich text and formula results as text', async () => {
    const bytes = await workbook(sheet => {
      sheet.addRow(['企业名称', '决定日期', '金额']);
      sheet.addRow([]);
      sheet.addRow([{ richText: [{ text: '甲' }, { text: '公司' }] }, new Date('2026-03-01T00:00:00Z'), 12000]);
      sheet.addRow(['=HYPERLINK("x")', null, { formula: 'A1', result: '结果' }]);
    });

    expect(await rowsOf(bytes)).toEqual([
      { line: 1, cells: ['企业名称', '决定日期', '金额'] },
      { line: 3, cells: ['甲公司', '2026-03-01', '12000'] },
      { line: 4, cells: ['=HYPERLINK("x")', '', '结果'] },
    ]);
  });

  it('refuses an archive that is no workbook, and one cut off', async () => {
    const whole = await workbook(sheet => sheet.addRow(['a']));

    expect(await faultOf(plainZip([{ name: 'readme.txt', content: Buffer.from('hello') }]))).toBe('brokenWorkbook');
    expect(await faultOf(whole.subarray(0, whole.length - 40))).toBe('brokenWorkbook');
  });

  it('refuses a small file that unfolds beyond the limit, whatever size it declares', async () => {
    const bomb = deflateRawSync(Buffer.alloc(SHEET_LIMITS.unpackedBytes + 1_000, 0x20));

    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await faultOf(deflated('xl/worksheets/sheet1.xml', bomb))).toBe('unpackedTooLarge');
  });
});

/** A workbook's frame around one packed sheet, its declared size a lie. */
function deflated(name: string, packed: Buffer): Buffer {
  const frame = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'].map(part => ({
    name: part,
    content: Buffer.from('<x/>'),
  }));
  const archive = plainZip([...frame, { name, content: packed }]);
  // the method "deflated" in the central header of the last part: 10 bytes after its signature
  const central = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  archive.writeUInt16LE(8, central + 10);
  return archive;
}

describe('writing a CSV', () => {
  it('disarms what a spreadsheet would run and marks the encoding', async () => {
    const bytes = writeCsv([
      ['=1+1', '+2', '-3', '@x', '普通'],
      ['a,b', 'say "hi"', '', '1-2', '＝1'],
    ]);

    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect((await rowsOf(bytes)).map(row => row.cells)).toEqual([
      ["'=1+1", "'+2", "'-3", "'@x", '普通'],
      ['a,b', 'say "hi"', '', '1-2', "'＝1"],
    ]);
  });
});
