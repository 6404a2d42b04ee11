import type { ListType, Tier } from '../repair/stages.js';

export const LETTER_TEMPLATE_ID = 'xinfu-repair-commitment';
export const LETTER_TEMPLATE_VERSION = 2;
/** How a letter names the template that it follows. */
const LETTER_FORM = '信用修复承诺书 2026 年版';
/** The lists by the names that papers print. */
export const LIST_LABELS: Record<ListType, string> = { BLACKLIST: '严重失信主体名单', KEY_ATTENTION: '重点关注名单' };
export const LETTER_TITLE = '信用修复承诺书';

export const STATEMENT_CODES = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9', 'C10'] as const;
export type StatementCode = (typeof STATEMENT_CODES)[number];

/** One sentence of the template. `{name}` stands for a value of the case. */
interface StatementTemplate {
  code: StatementCode;
  required: boolean;
  zh: string;
  en: string;
}

export type LetterStatement = StatementTemplate;

/** What the named parameters of the template are filled with. */
export interface StatementValues {
  trainingCertificateNumber?: string | undefined;
  trainingDate?: string | undefined;
}

export interface SignedStatement {
  code: StatementCode;
  text: string;
  agreed: true;
}

/** Everything the representative signs, and nothing else: its canonical text is what the hash on the letter covers. */
export interface LetterContent {
  /** `CN-<adcode>-<yyyy>-<seq>` */
  letterNumber: string;
  templateId: typeof LETTER_TEMPLATE_ID;
  templateVersion: typeof LETTER_TEMPLATE_VERSION;
  promisor: {
    name: string;
    uscc: string;
    address: string;
    representativeName: string;
    idType: '居民身份证';
    idLast4: string;
    phoneMasked: string;
  };
  addressees: readonly string[];
  matter: {
    listType: ListType;
    listTypeLabel: string;
    decisionNumber: string;
    decisionDate: string;
    authorityName: string;
    facts: string;
    tier: Tier;
    periodStart: string;
    duties: string;
    performanceProof: string;
  };
  statements: readonly SignedStatement[];
  improvementMeasures: string;
  trainingCertificateNumber?: string | undefined;
  trainingDate?: string | undefined;
  place: string;
  /** ISO instant at which the content was put together. */
  preparedAt: string;
}

/**
 * Statements C1–C10 (S4-16, S0-6, S3-7). C8 stands only where training was completed; C10 is of free will. No statement
 * names a figure that rests on no checked text: the lock and the watch are promised as the rules of their day have them.
 */
export const LETTER_STATEMENTS: readonly StatementTemplate[] = [
  {
    code: 'C1',
    required: true,
    zh: '本单位提交的全部材料真实、完整、合法，没有隐瞒，没有虚假。',
    en: 'All materials handed in by this enterprise are true, complete and lawful; nothing is concealed or false.',
  },
  {
    code: 'C2',
    required: true,
    zh: '引起本次列入名单的失信行为已经纠正，处罚决定和名单认定要求履行的义务已经全部履行。',
    en: 'The misconduct behind this listing has been corrected, and every duty imposed by the decision has been performed.',
  },
  {
    code: 'C3',
    required: true,
    zh: '今后严格遵守法律法规，诚信经营，落实本承诺书写明的各项改进措施。',
    en: 'This enterprise will obey laws and regulations, operate honestly and carry out the improvement measures stated in this letter.',
  },
  {
    code: 'C4',
    required: true,
    zh: '不再发生同类失信行为。',
    en: 'The same kind of misconduct will not happen again.',
  },
  {
    code: 'C5',
    required: true,
    zh: '自觉接受政府、行业组织、社会公众和新闻舆论的监督，配合检查，如实答复询问；移出名单后的承诺跟踪期内，按要求报告践诺情况。',
    en: 'This enterprise accepts supervision by government, trade bodies, the public and the press, cooperates with inspections, answers enquiries truthfully, and reports as required on keeping this commitment while it is watched after leaving the list.',
  },
  {
    code: 'C6',
    required: true,
    zh: '同意将本承诺书向社会公开，并记入信用记录。',
    en: 'This enterprise agrees that this letter is published and entered in its credit record.',
  },
  {
    code: 'C7',
    required: true,
    zh: '承诺内容不实或者违反承诺的，自愿接受以下后果：记入信用记录，撤销信用修复，恢复公示，在规定期限内不得再次申请信用修复，并依法承担其他法律责任。',
    en: 'If this commitment is untrue or broken, this enterprise accepts the consequences: entry in the credit record, revocation of the repair, renewed publication, no new application within the period laid down, and any other liability under the law.',
  },
  {
    code: 'C8',
    required: true,
    zh: '法定代表人已完成信用修复培训并考核合格，培训合格证书编号 {trainingCertificateNumber}，完成日期 {trainingDate}。',
    en: 'The legal representative has completed the credit-repair training and passed its test: certificate {trainingCertificateNumber}, completed on {trainingDate}.',
  },
  {
    code: 'C9',
    required: true,
    zh: '签署人是本单位现任法定代表人，有权代表本单位作出本承诺，签署后对本单位具有约束力。',
    en: 'The signer is the current legal representative, is entitled to make this commitment, and binds this enterprise by signing.',
  },
  {
    code: 'C10',
    required: false,
    zh: '（自愿承诺）遵守行业自律公约，主动履行社会责任。',
    en: '(Voluntary) This enterprise keeps to the self-discipline rules of its trade and takes on its social duties.',
  },
];

/**
 * The statements of one case with its values filled in, in the order they are read and ticked.
 * C8 is left out where no training certificate exists (training not required by policy).
 */
export function letterStatements(values: StatementValues = {}): LetterStatement[] {
  const trained = values.trainingCertificateNumber !== undefined && values.trainingDate !== undefined;
  return LETTER_STATEMENTS.filter(({ code }) => code !== 'C8' || trained).map(statement => ({
    ...statement,
    zh: fill(statement.zh, values),
    en: fill(statement.en, values),
  }));
}

const fill = (text: string, values: StatementValues): string =>
  text.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name as keyof StatementValues] ?? '');

/** The same value has the same text, whatever order its keys were written in; this text is what gets hashed. */
export function canonicalLetter(content: LetterContent): string {
  return JSON.stringify(sortKeys(content));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Record<string, unknown>).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sortKeys(item)]));
}

/** A piece of the letter in reading order. The preview page and the PDF both draw exactly these. */
export type LetterBlock =
  | { kind: 'title'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'fields'; rows: readonly { label: string; value: string }[] }
  | { kind: 'statements'; items: readonly { code: StatementCode; text: string }[] };

const TIER_LABELS: Record<Tier, string> = { MINOR: '轻微', GENERAL: '一般', SERIOUS: '严重' };

/** The letter's text in order, from the title to the validity clause; the signature comes after it. */
export function letterParagraphs(content: LetterContent): LetterBlock[] {
  return [
    { kind: 'title', text: LETTER_TITLE },
    headFields(content),
    { kind: 'paragraph', text: `致：${content.addressees.join('、')}` },
    { kind: 'heading', text: '一、承诺单位' },
    promisorFields(content.promisor),
    { kind: 'heading', text: '二、承诺事项' },
    matterFields(content.matter),
    { kind: 'paragraph', text: `失信事实：${content.matter.facts}` },
    { kind: 'paragraph', text: `应当履行的义务：${content.matter.duties}` },
    { kind: 'paragraph', text: `履行情况及证明：${content.matter.performanceProof}` },
    { kind: 'heading', text: '三、承诺内容' },
    { kind: 'paragraph', text: '本单位就上述事项申请信用修复，逐条阅读并郑重承诺如下：' },
    { kind: 'statements', items: content.statements.map(({ code, text }) => ({ code, text })) },
    { kind: 'heading', text: '四、改进措施' },
    { kind: 'paragraph', text: content.improvementMeasures },
    { kind: 'heading', text: '五、效力' },
    { kind: 'paragraph', text: validity(content) },
  ];
}

const headFields = (content: LetterContent): LetterBlock => ({
  kind: 'fields',
  rows: [
    { label: '承诺书编号', value: content.letterNumber === '' ? '确认承诺事项后编号' : content.letterNumber },
    { label: '承诺类型', value: '信用修复' },
    { label: '文书格式', value: LETTER_FORM },
    { label: '拟定时间', value: `${chinaTime(content.preparedAt)}（北京时间）` },
  ],
});

const promisorFields = (promisor: LetterContent['promisor']): LetterBlock => ({
  kind: 'fields',
  rows: [
    { label: '单位名称', value: promisor.name },
    { label: '统一社会信用代码', value: promisor.uscc },
    { label: '住所', value: promisor.address },
    { label: '法定代表人', value: promisor.representativeName },
    { label: '证件类型及后四位', value: `${promisor.idType}，${promisor.idLast4}` },
    { label: '联系电话', value: promisor.phoneMasked },
  ],
});

const matterFields = (matter: LetterContent['matter']): LetterBlock => ({
  kind: 'fields',
  rows: [
    { label: '名单类型', value: matter.listTypeLabel },
    { label: '决定文书号', value: matter.decisionNumber },
    { label: '决定日期', value: matter.decisionDate },
    { label: '认定单位', value: matter.authorityName },
    { label: '失信等级', value: TIER_LABELS[matter.tier] },
    { label: '公示起算日', value: matter.periodStart },
  ],
});

const validity = ({ place }: LetterContent): string =>
  `本承诺书自法定代表人签署之时起生效，移出名单后的承诺跟踪期内继续有效。签署地点：${place}。本承诺书由法定代表人本人签署，没有委托他人代签。`;

/** An ISO instant as `2026-03-01 09:05:07` in Asia/Shanghai, which has no daylight saving. */
export function chinaTime(iso: string): string {
  return stamp(Date.parse(iso) + 8 * 3_600_000);
}

/** An ISO instant as `2026-03-01 01:05:07` in UTC. */
export function utcTime(iso: string): string {
  return stamp(Date.parse(iso));
}

const stamp = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ');
