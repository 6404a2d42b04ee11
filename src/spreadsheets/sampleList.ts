import { IMPORT_COLUMNS, type ColumnKey } from '../domain/entries/importColumns.js';

type SampleRow = Readonly<Partial<Record<ColumnKey, string>>>;

/** Firms, persons and decisions that do not exist; the codes use the range that is reserved for internal use. */
const ROWS: readonly SampleRow[] = [
  {
    uscc: '91411702PDY00001XL',
    enterpriseName: '示例县安平食品有限公司',
    representativeName: '示例甲',
    county: '驿城区',
    listType: '严重失信主体名单',
    tier: '严重',
    authority: '市市场监督管理局',
    decisionNumber: '驻示市监罚〔2026〕1号',
    decisionDate: '2026-03-02',
    facts: '未按规定查验进货，销售不符合食品安全标准的食品。',
    penalty: '罚款，没收违法所得',
    amount: '50000',
    duties: '缴纳罚款；整改进货查验制度',
    publicationStart: '2026-03-05',
    source: '示例名单',
  },
  {
    uscc: '91411722PDY000028K',
    enterpriseName: '示例县通达运输有限公司',
    representativeName: '示例乙',
    county: '上蔡县',
    listType: '重点关注名单',
    tier: '一般',
    authority: '市交通运输局',
    decisionNumber: '驻示交罚〔2026〕2号',
    decisionDate: '2026-05-11',
    facts: '未按规定维护营运车辆。',
    penalty: '罚款',
    amount: '3000',
    duties: '缴纳罚款',
    publicationStart: '2026-05-12',
    source: '示例名单',
  },
  {
    uscc: '91411726PDY0002200',
    enterpriseName: '示例县恒建工程有限公司',
    representativeName: '示例丙',
    county: '泌阳县',
    listType: '重点关注名单',
    tier: '轻微',
    authority: '市住房和城乡建设局',
    decisionNumber: '驻示建罚〔2026〕3号',
    decisionDate: '2026-08-20',
    facts: '施工现场扬尘防治措施不到位。',
    penalty: '警告',
    duties: '整改扬尘防治措施并报送结果',
    source: '示例名单',
  },
];

/** Heading and rows of the sample in the documented format. */
export const sampleRows = (): string[][] => [
  IMPORT_COLUMNS.map(({ zh }) => zh),
  ...ROWS.map(row => IMPORT_COLUMNS.map(({ key }) => row[key] ?? '')),
];
