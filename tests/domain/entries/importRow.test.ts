import { describe, expect, it } from '@jest/globals';
import { asDay } from '../../../src/domain/calendarDay.js';
import { entryKey } from '../../../src/domain/entries/entryKey.js';
import { type ColumnKey, IMPORT_COLUMNS, readHeadings } from '../../../src/domain/entries/importColumns.js';
import { type ImportedEntry, readImportRow } from '../../../src/domain/entries/importRow.js';
import type { RowCells } from '../../../src/domain/entries/rowReader.js';

const context = { today: asDay('2026-11-23'), defaultSource: '市信用平台' };
const cells: RowCells = {
  uscc: '91411722PDY000028K',
  enterpriseName: '示范甲有限公司',
  representativeName: '张示范',
  representativeId: '999999198001010011',
  phone: '139 0000 0000',
  address: '示范路1号',
  county: '上蔡县',
  listType: '黑名单',
  tier: '严重',
  authority: '市应急管理局',
  decisionNumber: '驻应急罚（２０２６）１２号',
  decisionDate: '2026年3月1日',
  facts: '未按规定提取安全费用',
  penalty: '罚款',
  amount: '12,000元',
  duties: '缴纳罚款',
  publicationStart: '2026/3/9',
  source: '',
};
const read = (changes: RowCells = {}, more = {}) => readImportRow({ ...cells, ...changes }, { ...context, ...more });
const entryOf = (changes: RowCells = {}): ImportedEntry => {
  const result = read(changes);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.entry;
};
const faultsOf = (changes: RowCells, more = {}) => {
  const result = read(changes, more);
  return result.ok ? [] : result.faults.map(({ column, code }) => `${column}:${code}`);
};

describe('a row of a list file', () => {
  it('is read into an entry', () => {
    expect(entryOf()).toEqual({
      source: '市信用平台',
      uscc: '91411722PDY000028K',
      enterpriseName: '示范甲有限公司',
      representativeName: '张示范',
      representativeId: '999999198001010011',
      phone: '13900000000',
      address: '示范路1号',
      county: '411722',
      listType: 'BLACKLIST',
      tier: 'SERIOUS',
      authorityId: 'YJGL',
      authorityName: '市应急管理局',
      decisionNumber: '驻应急罚〔2026〕12号',
      decisionDate: '2026-03-01',
      facts: '未按规定提取安全费用',
      penalty: '罚款',
      amount: '12000.00',
      duties: '缴纳罚款',
      finedOnly: true,
      publicationStart: '2026-03-09',
    });
  });

  it.each([
    ['S2-9: no decision number', { decisionNumber: ' ' }, ['decisionNumber:decisionNumberMissing']],
    ['part 9: wrong check character', { uscc: '91411702PDY00001X0' }, ['uscc:usccCheck']],
    ['part 9: forbidden letter', { uscc: '9141I702PDY00001XL' }, ['uscc:usccCharacter']],
    ['empty required cells', { enterpriseName: '', facts: '' }, ['enterpriseName:empty', 'facts:empty']],
    ['unknown list', { listType: '红名单' }, ['listType:listTypeUnknown']],
    ['unknown tier', { listType: '重点关注名单', tier: '特重' }, ['tier:tierUnknown']],
    ['F5, F6: a blacklist entry of a lower tier', { tier: '一般' }, ['tier:tierOfBlacklist']],
    ['unknown department', { authority: '某局' }, ['authority:authorityUnknown']],
    ['unreadable date', { decisionDate: '去年' }, ['decisionDate:dateUnreadable']],
    ['a date that does not exist', { decisionDate: '2026-02-30' }, ['decisionDate:dateUnreadable']],
    ['decision in the future', { decisionDate: '2026-11-24', publicationStart: '' }, ['decisionDate:dateInFuture']],
    ['publication before decision', { publicationStart: '2026-02-28' }, ['publicationStart:publicationBeforeDecision']],
    ['unreadable amount', { amount: '若干' }, ['amount:amountUnreadable']],
    ['unknown county', { county: '某县' }, ['county:countyUnknown']],
    ['part 8.1: the city as county', { county: '411700' }, ['county:countyIsCity']],
    ['wrong identity number', { representativeId: '999999198001010012' }, ['representativeId:idNumberWrong']],
    ['wrong phone', { phone: '12' }, ['phone:phoneWrong']],
    ['too long a text', { facts: '长'.repeat(2_001) }, ['facts:tooLong']],
    [
      'too long a date, which is not read',
      { decisionDate: `2026${' '.repeat(120_000)}-3-1` },
      ['decisionDate:tooLong'],
    ],
  ])('is refused for %s', (_says, changes, faults) => {
    expect(faultsOf(changes)).toEqual(faults);
  });

  it('is told all its faults at once, with the text of the cell', () => {
    const result = read({ uscc: '1', listType: 'x', decisionDate: 'y' });
    expect(result).toMatchObject({
      ok: false,
      faults: [
        { column: 'uscc', code: 'usccLength', values: { text: '1', length: 1 } },
        { column: 'listType', code: 'listTypeUnknown', values: { text: 'x' } },
        { column: 'decisionDate', code: 'dateUnreadable', values: { text: 'y' } },
      ],
    });
  });

  it('never repeats personal data in a fault', () => {
    expect(JSON.stringify(read({ representativeId: '999999198001010012', phone: 'abc' }))).not.toMatch(/19800101|abc/);
  });
});

describe('county of a row (part 8.1)', () => {
  it('comes from the code where the cell is empty', () => {
    const result = read({ county: '' });
    expect(result).toMatchObject({
      ok: true,
      entry: { county: '411722' },
      remarks: [{ column: 'county', code: 'countyFromUscc' }],
    });
  });

  it.each([
    ['91411700PDY00001XP', '', 'county:countyOnlyCityInUscc'],
    ['91410105PDY00001XL', '', 'county:countyElsewhere'],
  ])('of code %s with cell %j is refused as %s', (uscc, county, fault) => {
    expect(faultsOf({ uscc, county })).toEqual([fault]);
  });

  it('named by hand beats the code', () => {
    expect(entryOf({ county: '411771' }).county).toBe('411771');
  });

  it('must be the own one for a county administrator', () => {
    expect(faultsOf({}, { onlyCounty: '411721' })).toEqual(['county:otherCounty']);
    expect(faultsOf({}, { onlyCounty: '411722' })).toEqual([]);
  });
});

describe('tolerant reading', () => {
  it('normalises codes typed full-width and keeps prose as it is', () => {
    const entry = entryOf({ uscc: '９１４１１７２２ｐｄｙ００００２８ｋ', facts: '　拖欠款项，共３笔' });
    expect(entry.uscc).toBe('91411722PDY000028K');
    expect(entry.facts).toBe('拖欠款项，共３笔');
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)'])('keeps %j as text and says so', facts => {
    expect(read({ facts })).toMatchObject({ ok: true, entry: { facts }, remarks: [{ code: 'formulaKeptAsText' }] });
  });

  it.each(['facts', 'penalty', 'duties'] as const)(
    'PIPL 25: remarks numbers of persons in %s, and keeps them',
    column => {
      const text = '向张某（11010519491231002X，13900000000）退款';

      expect(read({ [column]: text })).toMatchObject({
        ok: true,
        entry: { [column]: text },
        remarks: [{ column, code: 'personalNumberCovered', values: {} }],
      });
    },
  );

  it('takes the decision date where publication is not named, and the source of the file', () => {
    expect(entryOf({ publicationStart: '', source: '省平台' })).toMatchObject({
      publicationStart: '2026-03-01',
      source: '省平台',
    });
  });

  it.each([
    ['重点关注名单', '轻微', { listType: 'KEY_ATTENTION', tier: 'MINOR' }],
    ['key_attention', '', { listType: 'KEY_ATTENTION', tier: 'GENERAL' }],
    ['严重失信主体名单', '', { listType: 'BLACKLIST', tier: 'SERIOUS' }],
  ])('reads list %s and tier %j', (listType, tier, expected) => {
    expect(entryOf({ listType, tier })).toMatchObject(expected);
  });

  it.each([
    ['1000', '', true],
    ['1000', '缴纳罚款。', true],
    ['1000', '限期整改并缴纳罚款', false],
    ['', '', false],
    ['0', '', false],
  ])('F15: fine %j and duties %j is a fine only: %s', (amount, duties, finedOnly) => {
    expect(entryOf({ amount, duties }).finedOnly).toBe(finedOnly);
  });
});

describe('the same entry again (part 4, idempotence)', () => {
  it('is known by source, decision number, code and list', () => {
    expect(entryKey(entryOf())).toBe('市信用平台|驻应急罚〔2026〕12号|91411722PDY000028K|BLACKLIST');
    expect(entryKey(entryOf({ decisionNumber: '驻应急罚[2026] 12号' }))).toBe(entryKey(entryOf()));
  });
});

describe('headings', () => {
  it('are found in any order and language', () => {
    expect(readHeadings(['企业名称', ' USCC ', '名单类型*', '备注', ''])).toMatchObject({
      columns: ['enterpriseName', 'uscc', 'listType', null, null],
      unknown: ['备注'],
    });
  });

  it('of the documented format are complete', () => {
    expect(readHeadings(IMPORT_COLUMNS.map(({ zh }) => zh))).toEqual({
      columns: IMPORT_COLUMNS.map(({ key }) => key),
      unknown: [],
      missing: [],
      repeated: [],
    });
  });

  it('name what is missing or twice', () => {
    const missing: ColumnKey[] = [
      'representativeName',
      'listType',
      'authority',
      'decisionNumber',
      'decisionDate',
      'facts',
    ];
    expect(readHeadings(['企业名称', '单位名称', '统一社会信用代码'])).toMatchObject({
      missing,
      repeated: ['enterpriseName'],
    });
  });

  it('are never ambiguous between columns', () => {
    const names = IMPORT_COLUMNS.flatMap(({ zh, aliases }) => [zh, ...aliases]).map(name => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });
});
