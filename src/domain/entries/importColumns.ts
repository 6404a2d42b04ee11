import { halfWidth } from '../halfWidth.js';

export const COLUMN_KEYS = [
  'uscc',
  'enterpriseName',
  'representativeName',
  'representativeId',
  'phone',
  'address',
  'county',
  'listType',
  'tier',
  'authority',
  'decisionNumber',
  'decisionDate',
  'facts',
  'penalty',
  'amount',
  'duties',
  'publicationStart',
  'source',
] as const;
export type ColumnKey = (typeof COLUMN_KEYS)[number];

export interface ImportColumn {
  key: ColumnKey;
  zh: string;
  /** English heading and other headings that are read as this column. */
  aliases: readonly string[];
  required: boolean;
  /** Most characters taken; a longer cell is a fault. */
  maxLength: number;
}

/** The documented format of a list file, in the order of the sample. */
export const IMPORT_COLUMNS: readonly ImportColumn[] = [
  {
    key: 'uscc',
    zh: '统一社会信用代码',
    aliases: ['USCC', 'Unified social credit code', '信用代码'],
    required: true,
    maxLength: 40,
  },
  {
    key: 'enterpriseName',
    zh: '企业名称',
    aliases: ['Enterprise', 'Enterprise name', '单位名称', '主体名称'],
    required: true,
    maxLength: 200,
  },
  {
    key: 'representativeName',
    zh: '法定代表人',
    aliases: ['Legal representative', '法定代表人姓名', '负责人'],
    required: true,
    maxLength: 60,
  },
  {
    key: 'representativeId',
    zh: '法定代表人证件号码',
    aliases: ['Representative ID number', '法定代表人身份证号', '证件号码'],
    required: false,
    maxLength: 40,
  },
  { key: 'phone', zh: '联系电话', aliases: ['Phone', '电话', '手机号码'], required: false, maxLength: 40 },
  { key: 'address', zh: '住所', aliases: ['Address', '地址', '注册地址'], required: false, maxLength: 300 },
  { key: 'county', zh: '县区', aliases: ['County', '所属县区', '县(区)', '管辖县区'], required: false, maxLength: 60 },
  { key: 'listType', zh: '名单类型', aliases: ['List type', '名单类别'], required: true, maxLength: 40 },
  { key: 'tier', zh: '失信等级', aliases: ['Tier', '失信程度'], required: false, maxLength: 20 },
  {
    key: 'authority',
    zh: '认定单位',
    aliases: ['Recognising authority', 'Authority', '认定部门', '处罚机关'],
    required: true,
    maxLength: 100,
  },
  {
    key: 'decisionNumber',
    zh: '决定文书号',
    aliases: ['Decision number', '文书号', '决定书文号'],
    required: true,
    maxLength: 120,
  },
  {
    key: 'decisionDate',
    zh: '决定日期',
    aliases: ['Decision date', '认定日期', '处罚决定日期'],
    required: true,
    maxLength: 40,
  },
  { key: 'facts', zh: '失信事实', aliases: ['Facts', '违法事实', '主要失信事实'], required: true, maxLength: 2_000 },
  { key: 'penalty', zh: '处罚内容', aliases: ['Penalty', '处理内容'], required: false, maxLength: 1_000 },
  { key: 'amount', zh: '罚款金额', aliases: ['Fine', 'Fine amount', '罚款金额(元)'], required: false, maxLength: 40 },
  { key: 'duties', zh: '应履行义务', aliases: ['Duties', '履行义务'], required: false, maxLength: 1_000 },
  {
    key: 'publicationStart',
    zh: '公示起始日期',
    aliases: ['Publication start', '公示日期', '公示开始日期'],
    required: false,
    maxLength: 40,
  },
  { key: 'source', zh: '数据来源', aliases: ['Source', '来源'], required: false, maxLength: 60 },
];

export interface ReadHeadings {
  /** The column of each heading, null for one that is not ours and is left out. */
  columns: readonly (ColumnKey | null)[];
  unknown: readonly string[];
  /** Required columns that no heading names; the file cannot be read without them. */
  missing: readonly ColumnKey[];
  /** Columns that two headings name; the file is ambiguous. */
  repeated: readonly ColumnKey[];
}

/** Finds our columns in a heading row: Chinese or English, in any order, full-width or with a star for "required". */
export function readHeadings(headings: readonly string[]): ReadHeadings {
  const columns = headings.map(columnNamed);
  const counted = (key: ColumnKey): number => columns.filter(column => column === key).length;
  return {
    columns,
    unknown: headings.filter((heading, index) => columns[index] === null && heading.trim() !== ''),
    missing: IMPORT_COLUMNS.filter(({ key, required }) => required && counted(key) === 0).map(({ key }) => key),
    repeated: COLUMN_KEYS.filter(key => counted(key) > 1),
  };
}

function columnNamed(heading: string): ColumnKey | null {
  const wanted = plain(heading);
  return IMPORT_COLUMNS.find(({ zh, aliases }) => [zh, ...aliases].some(name => plain(name) === wanted))?.key ?? null;
}

const plain = (heading: string): string => halfWidth(heading).replace(/[*\s]/g, '').toLowerCase();
