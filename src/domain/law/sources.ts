/** A text in the two languages of the site. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** What a source is. `OWN` is a rule that this platform made itself, `MEMORY` a figure whose document was not found. */
export const SOURCE_KINDS = [
  'LAW',
  'ORDER',
  'STATE_COUNCIL',
  'LOCAL_PLAN',
  'PRACTICE',
  'MODEL',
  'MEMORY',
  'OWN',
  'HOLIDAY_NOTICE',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** How far a source may be relied on: whether the issuing document's own text was read, and if not, what was. */
export const STANDINGS = ['ORIGINAL_READ', 'REPRINT', 'TO_VERIFY', 'OWN_RULE'] as const;
export type Standing = (typeof STANDINGS)[number];

/** The four words by which every page names the standing of a figure. */
export const STANDING_WORDS: Readonly<Record<Standing, Words>> = {
  ORIGINAL_READ: { zh: '已核对原文', en: 'original text checked' },
  REPRINT: { zh: '转载来源，原文未核对', en: 'found in a reprint, original not checked' },
  TO_VERIFY: { zh: '待核实', en: 'to be verified' },
  OWN_RULE: { zh: '本平台规定', en: 'this platform’s own rule' },
};

/** The same in as few signs as a short message has room for; nothing where the original was read. */
export const SHORT_STANDING_WORDS: Readonly<Record<Exclude<Standing, 'ORIGINAL_READ'>, Words>> = {
  REPRINT: { zh: '原文未核对', en: 'original not checked' },
  TO_VERIFY: { zh: '待核实', en: 'to be verified' },
  OWN_RULE: { zh: '本平台规定', en: 'own rule' },
};

/** One document (or the lack of one) behind rules and figures. */
export interface Source {
  /** Number of the document as printed on it; absent where it has none. */
  readonly number?: string;
  readonly title: Words;
  readonly kind: SourceKind;
  readonly link?: string;
  readonly standing: Standing;
  /** True for a plan of another city or district: it binds nobody here and is never the basis of a rule. */
  readonly elsewhere?: true;
}

const chineseLaw = (zh: string, en: string) => ({ title: { zh: `《中华人民共和国${zh}》`, en }, kind: 'LAW' }) as const;
const read = { standing: 'ORIGINAL_READ' } as const;
const reprint = { standing: 'REPRINT' } as const;
const ownRule = { kind: 'OWN', standing: 'OWN_RULE' } as const;
const plan = { kind: 'LOCAL_PLAN', standing: 'ORIGINAL_READ' } as const;
const holidays = (year: number) => ({
  title: {
    zh: `国务院办公厅关于${String(year)}年部分节假日安排的通知`,
    en: `State Council General Office, public holidays of ${String(year)}`,
  },
  kind: 'HOLIDAY_NOTICE' as const,
});

/** Every document that a rule, a figure, a refusal or a course may name. Drafts and garbled copies are none of them. */
export const SOURCES = {
  PENALTY_LAW: { ...chineseLaw('行政处罚法', 'Administrative Penalty Law'), ...read },
  E_SIGNATURE_LAW: { ...chineseLaw('电子签名法', 'Electronic Signature Law'), ...read },
  PERSONAL_DATA_LAW: { ...chineseLaw('个人信息保护法', 'Personal Information Protection Law'), ...read },
  DATA_SECURITY_LAW: { ...chineseLaw('数据安全法', 'Data Security Law'), ...reprint },
  CYBERSECURITY_LAW: { ...chineseLaw('网络安全法', 'Cybersecurity Law'), ...reprint },
  CIVIL_CODE: { ...chineseLaw('民法典', 'Civil Code'), ...reprint },
  REVIEW_LAW: { ...chineseLaw('行政复议法', 'Administrative Review Law'), ...reprint },
  LITIGATION_LAW: { ...chineseLaw('行政诉讼法', 'Administrative Litigation Law'), ...reprint },
  HENAN_REGULATION: {
    title: { zh: '《河南省社会信用条例》', en: 'Henan Social Credit Regulation' },
    kind: 'LAW',
    ...read,
  },
  DISCLOSURE_REGULATION: {
    title: { zh: '《企业信息公示暂行条例》', en: 'Interim Regulations on Enterprise Information Disclosure' },
    kind: 'STATE_COUNCIL',
    standing: 'TO_VERIFY',
  },
  ONLINE_SERVICES: {
    number: '国务院令第716号',
    title: { zh: '《国务院关于在线政务服务的若干规定》', en: 'State Council rules on online government services' },
    kind: 'STATE_COUNCIL',
    ...read,
  },
  E_SEALS: {
    number: '国办发〔2025〕33号',
    title: { zh: '《电子印章管理办法》', en: 'Measures for electronic seals' },
    kind: 'STATE_COUNCIL',
    ...read,
  },
  E_ARCHIVES: {
    number: '国办发〔2023〕26号',
    title: {
      zh: '政务服务电子文件归档和电子档案管理办法',
      en: 'Measures for electronic archives of government services',
    },
    kind: 'STATE_COUNCIL',
    ...read,
  },
  GUOBAN_22: {
    number: '国办发〔2025〕22号',
    title: {
      zh: '《关于进一步完善信用修复制度的实施方案》',
      en: 'Plan for further improving the credit repair system',
    },
    kind: 'STATE_COUNCIL',
    link: 'https://www.gov.cn/zhengce/content/202506/content_7029483.htm',
    ...reprint,
  },
  ORDER_36: {
    number: '国家发展改革委令2025年第36号',
    title: { zh: '《信用修复管理办法》', en: 'Measures for the Administration of Credit Repair' },
    kind: 'ORDER',
    ...reprint,
  },
  ORDER_58: {
    number: '国家发展改革委令2023年第58号',
    title: {
      zh: '《失信行为纠正后的信用信息修复管理办法（试行）》',
      en: 'Trial measures for repairing credit information after correction',
    },
    kind: 'ORDER',
    ...reprint,
  },
  SAMR_107: {
    number: '市场监管总局令第107号',
    title: { zh: '市场监管部门信用修复规定', en: 'Credit repair rules of the market regulators' },
    kind: 'ORDER',
    ...reprint,
  },
  NOTICE_527: {
    number: '发改办财金〔2019〕527号',
    title: {
      zh: '国家发展改革委办公厅关于行政处罚信息信用修复的通知',
      en: 'NDRC notice on repairing records of administrative penalties',
    },
    kind: 'ORDER',
    ...reprint,
  },
  ZHUMADIAN_2018: {
    number: '驻政〔2018〕85号',
    title: { zh: '驻马店市社会信用体系建设文件（2018年）', en: 'Zhumadian plan for the social credit system (2018)' },
    ...plan,
  },
  ZHENGZHOU_2019: {
    number: '郑信用〔2019〕1号',
    title: { zh: '郑州市2019年社会信用体系建设工作要点', en: 'Zhengzhou work points on social credit (2019)' },
    ...plan,
    elsewhere: true,
  },
  ZHENGZHOU_2016: {
    number: '郑政办文〔2016〕66号',
    title: { zh: '郑州市创建信用示范城市方案（2016年）', en: 'Zhengzhou plan for a credit demonstration city (2016)' },
    ...plan,
    elsewhere: true,
  },
  ZHENGDONG_2022: {
    title: { zh: '郑东新区2022年工作要点', en: 'Zhengdong New District work points (2022)' },
    ...plan,
    elsewhere: true,
  },
  PINGDINGSHAN_2021: {
    number: '平信用〔2021〕1号',
    title: { zh: '平顶山市社会信用体系建设文件（2021年）', en: 'Pingdingshan work points on social credit (2021)' },
    ...plan,
    elsewhere: true,
  },
  HENAN_GUIDES: {
    title: { zh: '河南办事指南（陕州、信阳公布）', en: 'Henan service guides (published by Shanzhou and Xinyang)' },
    kind: 'PRACTICE',
    link: 'https://www.shanzhou.gov.cn/pageView/subArticle.html?lmid=18316&rlmid=18110&wzid=1840195',
    ...reprint,
  },
  REPAIR_GUIDES: {
    title: { zh: '各地信用修复办事指南', en: 'Service guides to credit repair of various places' },
    kind: 'PRACTICE',
    ...reprint,
  },
  SHANGHAI_REGULATION: {
    title: { zh: '《上海市社会信用条例》', en: 'Shanghai Social Credit Regulation' },
    kind: 'MODEL',
    ...read,
  },
  HOLIDAYS_2024: {
    number: '国办发明电〔2023〕7号',
    ...holidays(2024),
    link: 'https://www.gov.cn/zhengce/content/202310/content_6911527.htm',
    ...reprint,
  },
  HOLIDAYS_2025: {
    number: '国办发明电〔2024〕12号',
    ...holidays(2025),
    link: 'https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm',
    ...reprint,
  },
  HOLIDAYS_2026: {
    number: '国办发明电〔2025〕7号',
    ...holidays(2026),
    link: 'https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm',
    ...read,
  },
  FROM_MEMORY: {
    title: { zh: '文件尚未找到', en: 'document not found yet' },
    kind: 'MEMORY',
    standing: 'TO_VERIFY',
  },
  PLATFORM: { title: { zh: '本平台规定', en: 'this platform’s own rule' }, ...ownRule },
  TRAINING_RULE: {
    title: {
      zh: '本平台规定（依据驻政〔2018〕85号第29项的培训要求、郑信用〔2019〕1号第27项的做法）',
      en: 'this platform’s own rule (after the training demanded by item 29 of Zhumadian plan No. 85 of 2018 and the practice of item 27 of Zhengzhou work points No. 1 of 2019)',
    },
    ...ownRule,
  },
  REPORTING_RULE: {
    title: {
      zh: '本平台规定（参照郑东新区2022年工作要点第4、6项的做法）',
      en: 'this platform’s own rule (after the practice of items 4 and 6 of the Zhengdong New District work points of 2022)',
    },
    ...ownRule,
  },
} as const satisfies Readonly<Record<string, Source>>;

export type SourceId = keyof typeof SOURCES;
export const SOURCE_IDS = Object.keys(SOURCES) as SourceId[];

/** Models and plans of other places: they may be quoted, but nothing here rests on them. */
type Unbinding = {
  [Id in SourceId]: (typeof SOURCES)[Id] extends { kind: 'MODEL' } | { elsewhere: true } ? Id : never;
}[SourceId];
export type BasisId = Exclude<SourceId, Unbinding>;

/** What a rule rests on: a source, and after `#` the article or item where it is known, e.g. `PENALTY_LAW#66`. */
export type Basis = BasisId | `${BasisId}#${number}`;

const isSourceId = (id: string): id is SourceId => Object.hasOwn(SOURCES, id);

/** A source with its article. Null where the text names no source of the table, e.g. in a record of an older version. */
export function readBasis(basis: string): { id: SourceId; source: Source; article: string } | null {
  const [id = '', article = ''] = basis.split('#');
  return isSourceId(id) ? { id, source: SOURCES[id], article } : null;
}

/** How far the basis may be relied on; one that the table does not know is to be verified. */
export const standingOf = (basis: string): Standing => readBasis(basis)?.source.standing ?? 'TO_VERIFY';

/** Whether the issuing document's own text was read. */
export const isVerified = (basis: string): boolean => standingOf(basis) === 'ORIGINAL_READ';

const withoutMarks = (title: string): string => title.replaceAll(/[《》]|中华人民共和国/g, '');
/** Names of each source as a citation may write them: its number, its title with or without 中华人民共和国. */
const NAMES: readonly (readonly [id: SourceId, names: readonly string[]])[] = SOURCE_IDS.map(id => {
  const { number, title }: Source = SOURCES[id];
  return [id, [...(number === undefined ? [] : [number]), withoutMarks(title.zh).split('（', 1).join('')]];
});

/**
 * The sources that a Chinese citation names, in the order of its parts (`；` between them); 待核实 stands for one that was
 * not found. Null where a part names no source of the table.
 */
export function citedSources(citation: string): SourceId[] | null {
  const found = citation.split('；').map(part => {
    if (part.startsWith('待核实')) return 'FROM_MEMORY' as const;
    return NAMES.find(([, names]) => names.some(name => withoutMarks(part).includes(name)))?.[0];
  });
  return found.some(id => id === undefined) ? null : [...new Set(found.flatMap(id => id ?? []))];
}
