import { fileURLToPath } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { turns } from '../../src/isolation/index.js';
import { readSheetApart, type ReadingOptions } from '../../src/spreadsheets/readSheetApart.js';
import { SHEET_LIMITS, SheetFault } from '../../src/spreadsheets/sheet.js';
import { watchLoop } from '../support/watchLoop.js';
import { filledRows, packedWorkbook } from './support.js';

jest.setTimeout(180_000);

async function faultOf(bytes: Buffer, options?: ReadingOptions) {
  try {
    await readSheetApart(bytes, options);
  } catch (error) {
    if (error instanceof SheetFault) return error.refusal;
    throw error;
  }
  return { code: 'none' };
}

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const MEGABYTE = 1024 * 1024;
const most = { code: 'cell', values: { most: SHEET_LIMITS.cellLength } };

describe('reading a list file apart', () => {
  it('gives the rows that the file holds, in order and with their lines', async () => {
    const text = Array.from({ length: 600 }, (_, place) => `${String(place)},甲`).join('\n');

    const rows = await readSheetApart(Buffer.from(text));

    expect(rows).toHaveLength(600);
    expect(rows[599]).toEqual({ line: 600, cells: ['599', '甲'] });
  });

  it('of a small workbook that unfolds into the most rows keeps this process free and small', async () => {
    const bytes = packedWorkbook(filledRows({ rows: 20_001, columns: 18, text: '示例内容' }));
    expect(bytes.length).toBeGreaterThan(0.6 * MEGABYTE);
    expect(bytes.length).toBeLessThan(1.2 * MEGABYTE);
    const before = process.memoryUsage().rss;
    const loop = watchLoop();

    const rows = await readSheetApart(bytes);

    expect(loop.stop()).toBeLessThan(200);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * MEGABYTE); // 890 MB before
    expect(rows).toHaveLength(20_001);
  });

  it.each([
    [
      'a sheet of one cell of 90 MB',
      () => packedWorkbook(filledRows({ rows: 1, columns: 1, text: 'a'.repeat(90 * MEGABYTE) })),
      { code: 'unpackedTooLarge' },
    ],
    [
      'a sheet with a cell of 1 MB',
      () => packedWorkbook(filledRows({ rows: 1, columns: 2, text: 'a'.repeat(MEGABYTE) })),
      { ...most, values: { ...most.values, line: 1, column: 'A', length: MEGABYTE } },
    ],
    [
      'a text with a cell of 40,000 characters',
      () => Buffer.from(`a,b\n${'x,'.repeat(27)}${'y'.repeat(40_000)}\n`),
      { ...most, values: { ...most.values, line: 2, column: 'AB', length: 40_000 } },
    ],
    ['more text than a list has', () => Buffer.from(`${'x'.repeat(30_000)}\n`.repeat(690)), { code: 'tooMuchText' }],
    ['what is no table', () => Buffer.from('%PDF-1.7'), { code: 'notText' }],
  ])('refuses %s with its reason', async (_what, bytes, refusal) => {
    expect(await faultOf(bytes())).toMatchObject(refusal);
  });

  it.each([
    ['takes more memory than it may have', { program: program('greedy.mjs') }],
    ['takes too long', { program: program('../preview/support/endless.mjs'), timeMs: 500 }],
  ])('stops a reading that %s', async (_what, options) => {
    expect(await faultOf(Buffer.from('a,b'), options)).toMatchObject({ code: 'tooDemanding' });
  });

  it('takes no more files than may wait', async () => {
    expect(await faultOf(Buffer.from('a,b'), { turns: turns(0, 0) })).toMatchObject({ code: 'busy' });
  });
});
