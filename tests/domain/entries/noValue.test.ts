import { describe, expect, it } from '@jest/globals';
import { asDay } from '../../../src/domain/calendarDay.js';
import { type ImportedEntry, readImportRow } from '../../../src/domain/entries/importRow.js';
import type { RowCells } from '../../../src/domain/entries/rowReader.js';

const cells: RowCells = {
  ...{ uscc: '91411722PDY000028K', enterpriseName: '示范甲有限公司', representativeName: '张示范', county: '上蔡县' },
  ...{ listType: '黑名单', authority: '市应急管理局', decisionNumber: '驻应急罚〔2026〕12号' },
  ...{ decisionDate: '2026-03-01', facts: '未按规定提取安全费用' },
};
const read = (changes: RowCells) =>
  readImportRow({ ...cells, ...changes }, { today: asDay('2026-11-23'), defaultSource: '市信用平台' });
const entryOf = (changes: RowCells): ImportedEntry => {
  const result = read(changes);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.entry;
};
const faultsOf = (changes: RowCells) => {
  const result = read(changes);
  return result.ok ? [] : result.faults.map(({ column, code }) => `${column}:${code}`);
};

describe('a cell that holds only what stands for nothing', () => {
  it.each([
    ...['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NUM!', '#NULL!', '＃N/A', '#GETTING_DATA', '####'],
    ...['/', '／', '-', '—', '–', '——', '无', '暂无', '无。', '不详', 'N/A', ' / '],
  ])('%s is empty where a cell may be empty', text => {
    const empty = { representativeId: text, phone: text, address: text, county: text, tier: text, penalty: text };
    const { representativeId, phone, amount, ...entry } = entryOf({
      ...empty,
      ...{ amount: text, publicationStart: text, source: text },
    });

    expect([representativeId, phone, amount]).toEqual([undefined, undefined, undefined]);
    expect(entry).toMatchObject({ address: '', county: '411722', penalty: '', source: '市信用平台' });
    expect(entry.publicationStart).toBe('2026-03-01');
  });

  it.each([
    ['a failed formula as a name', { representativeName: '#N/A' }, ['representativeName:noValue']],
    ['a stroke as a name', { representativeName: '／' }, ['representativeName:noValue']],
    ['several', { enterpriseName: '#REF!', facts: '无' }, ['enterpriseName:noValue', 'facts:noValue']],
    ['a decision number', { decisionNumber: '—' }, ['decisionNumber:noValue']],
    ['code and list', { uscc: '#VALUE!', listType: '-' }, ['uscc:noValue', 'listType:noValue']],
    [
      'department and date',
      { authority: '暂无', decisionDate: '#NUM!' },
      ['authority:noValue', 'decisionDate:noValue'],
    ],
  ])('is a fault that names itself where the column is required: %s', (_says, changes, faults) => {
    expect(faultsOf(changes)).toEqual(faults);
  });

  it('is told with the text that stood there', () => {
    expect(read({ facts: '#N/A' })).toMatchObject({ faults: [{ code: 'noValue', values: { text: '#N/A' } }] });
  });

  it.each(['无安全生产许可证', '#3生产线违规', '无锡示例', '-5', '2026-01-05/2026-02-05'])('is not %s', facts => {
    expect(entryOf({ facts }).facts).toBe(facts);
  });

  it('does not cover the statement that nothing is owed', () => {
    expect(entryOf({ duties: '无' }).duties).toBe('无');
    expect(entryOf({ duties: '/' }).duties).toBe('');
    expect(entryOf({ duties: '#N/A' }).duties).toBe('');
  });
});

describe('a character that was lost', () => {
  it.each([
    ['question marks', { representativeName: '示?例', enterpriseName: '示范？公司' }],
    ['the replacement character', { representativeName: '示\ufffd', enterpriseName: '\ufffd范公司' }],
  ])('makes a name faulty: %s', (_what, changes) => {
    expect(faultsOf(changes)).toEqual(['enterpriseName:nameDamaged', 'representativeName:nameDamaged']);
  });

  it('makes any other cell faulty, without repeating a personal number', () => {
    expect(faultsOf({ facts: '隐患排查\ufffd' })).toEqual(['facts:damaged']);
    expect(JSON.stringify(read({ phone: '139\ufffd123' }))).not.toContain('139');
  });

  it('is not taken for one where it only moved to its standard place', () => {
    expect(entryOf({ representativeName: '示例\ue863' }).representativeName).toBe('示例䶮');
  });
});
