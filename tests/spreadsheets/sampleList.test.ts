import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readListFile } from '../../src/commands/listFile.js';
import { asDay } from '../../src/domain/calendarDay.js';
import { readImportRow } from '../../src/domain/entries/importRow.js';
import { projectRoot } from '../../src/projectRoot.js';
import { sampleRows } from '../../src/spreadsheets/sampleList.js';
import { writeCsv } from '../../src/spreadsheets/writeCsv.js';

const sample = (name: string): Buffer => readFileSync(join(projectRoot, 'docs/samples', name));
const context = { today: asDay('2026-11-23'), defaultSource: '试验' };

describe.each(['list-entries-sample.csv', 'list-entries-sample.xlsx'])('the sample %s', name => {
  it('has only rows that can be imported, and says the same as the sample of the site', async () => {
    const lines = await readListFile(sample(name));

    expect(lines.map(({ cells }) => readImportRow(cells, context).ok)).toEqual([true, true, true]);
    expect(lines).toEqual(await readListFile(writeCsv(sampleRows())));
  });
});

it('the documentation names every column', () => {
  const lines = readFileSync(join(projectRoot, 'docs/import-format.md'), 'utf8').split('\n');
  const documented = lines.map(line => line.split('|')[1]?.trim());
  const [headings = []] = sampleRows();

  expect(headings.filter(heading => !documented.includes(heading))).toEqual([]);
});
