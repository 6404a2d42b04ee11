import type { NewEnterprise } from '../data/enterpriseStore.js';
import type { ListEntryFacts } from '../data/listEntry.js';
import { addDays, addMonths, type CalendarDay, yearOf } from '../domain/calendarDay.js';
import { AUTHORITIES } from '../domain/reference/authorities.js';
import { COUNTIES } from '../domain/reference/counties.js';
import { completeUscc } from '../domain/uscc.js';
import { DEMO_AUTHORITY, DEMO_COUNTY, DEMO_REPRESENTATIVES, IMPORTED_COUNTY } from './people.js';

/** A listed firm of the demonstration with the facts of its entry. Codes come from the reserved zone: no real firm is meant. */
export interface DemoFirm {
  enterprise: NewEnterprise;
  entry: ListEntryFacts;
  /** True where the firm's representative holds a training certificate of this year. */
  trained: boolean;
  /** What the decision asks of it. */
  kind: DutyKind;
}

/** What a decision asks of its firm: a fine alone, a fine and something to mend, or nothing at all. */
export type DutyKind = 'FINE' | 'SEVERAL' | 'NONE';

const DUTIES = {
  FINE: { penalty: '罚款', duties: '缴纳罚款', finedOnly: true },
  SEVERAL: { penalty: '罚款、责令限期整改', duties: '缴纳罚款；限期完成整改并通过复查', finedOnly: false },
  NONE: { penalty: '警告', duties: '', finedOnly: false },
} as const satisfies Record<DutyKind, Partial<ListEntryFacts>>;
const WARNED_FOR = '未按规定报送统计台账，经提醒后补报，给予警告。';

/** Some decisions ask for more than a fine, a few for nothing; a serious list never comes of a warning. */
function dutyKindOf(index: number): DutyKind {
  if (index % 6 === 1) return 'SEVERAL';
  return index % 13 === 4 && index % 3 !== 0 ? 'NONE' : 'FINE';
}

/** Firms listed and trained by county: some counties above the half, some below (S4-29). */
const PLAN: readonly [listed: number, trained: number][] = [
  [62, 46],
  [38, 23],
  [60, 28],
  [41, 26],
  [33, 14],
  [29, 17],
  [36, 17],
  [31, 18],
  [34, 22],
  [37, 15],
  [21, 14],
];

const WORDS = ['丰禾', '恒远', '同益', '广源', '瑞泽', '安顺', '宏达', '春田', '金穗', '长青', '新程', '百川'];
const TRADES = ['食品', '建材', '运输', '化工', '机械', '农业', '商贸', '服装', '包装', '能源'];
const SURNAMES = ['张', '王', '李', '赵', '刘', '陈', '杨', '黄', '周', '吴', '喆', '镕'];
const GIVEN = ['建国', '志强', '桂英', '海涛', '秀兰', '永胜', '晓东', '国栋', '玉梅', '立新', '䶮', '㙓'];
const FACTS = [
  '未按规定开展安全生产隐患排查治理，被责令限期整改并处罚款。',
  '擅自改变污染防治设施运行方式，被处罚款。',
  '未按约定支付农民工工资，经责令后支付。',
  '未取得许可从事道路运输经营，被处罚款。',
  '工程质量不符合强制性标准，被责令返工并处罚款。',
];

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

interface FirmPlace {
  index: number;
  county: (typeof COUNTIES)[number];
  trained: boolean;
  today: CalendarDay;
  /** By its number where nothing is said. */
  kind?: DutyKind;
}

function firm(place: FirmPlace, name: string): DemoFirm {
  const { index, county, trained, today, kind = dutyKindOf(index) } = place;
  const uscc = completeUscc(`91${county.adcode}PDY${String(index).padStart(5, '0')}`);
  const authority = pick(AUTHORITIES, index);
  const enterpriseName = `${county.zh}${pick(WORDS, index)}${pick(TRADES, index * 7)}演示${String(index).padStart(3, '0')}号有限公司`;
  const blacklisted = index % 3 === 0;
  // Within the year for which a key-attention entry is published, or past the year for which a blacklist entry must be.
  // Who is trained may have a case: past the three months, long enough to have submitted it weeks ago.
  const months = blacklisted ? 13 + (index % 20) : trained ? 5 + (index % 6) : 1 + (index % 10);
  const decisionDate = addDays(addMonths(today, -months), -(index % 27));
  return {
    trained,
    kind,
    enterprise: {
      uscc,
      name: enterpriseName,
      address: `${county.zh}演示路${String(index)}号`,
      county: county.adcode,
      representative: {
        name,
        idNumber: idNumber(county.adcode, index),
        phone: `1300000${String(index).padStart(4, '0')}`,
      },
      at: 0,
    },
    entry: {
      source: '驻马店市信用信息共享平台（演示）',
      ...{ uscc, enterpriseName, county: county.adcode, representativeName: name },
      listType: blacklisted ? 'BLACKLIST' : 'KEY_ATTENTION',
      tier: blacklisted ? 'SERIOUS' : 'GENERAL',
      authorityId: authority.authorityId,
      authorityName: authority.zh,
      decisionNumber: `驻演罚〔${String(yearOf(decisionDate))}〕第${String(index)}号`,
      decisionDate,
      facts: kind === 'NONE' ? WARNED_FOR : pick(FACTS, index),
      ...(kind !== 'NONE' && { amount: String(5_000 + (index % 12) * 1_500) }),
      ...DUTIES[kind],
      publicationStart: decisionDate,
    },
  };
}

/** A well-formed 18-digit number with a birthday that nobody alive has, so that it is nobody's. */
export function idNumber(adcode: string, index: number): string {
  const first17 = `${adcode}18800101${String(index % 1_000).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, place) => total + weight * Number(first17[place]), 0);
  return first17 + (['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][sum % 11] ?? '');
}

/**
 * Several hundred listed firms in the eleven counties, always the same but for their dates, which follow the day of
 * loading so that the entries are still published.
 */
export function demoFirms(today: CalendarDay): DemoFirm[] {
  let index = 0;
  return COUNTIES.flatMap((county, place) => {
    const [listed, trained] = PLAN[place] ?? [0, 0];
    return Array.from({ length: listed }, (_, order) => {
      index += 1;
      return firm(
        { index, county, trained: order < trained, today },
        pick(SURNAMES, index * 5) + pick(GIVEN, index * 3),
      );
    });
  });
}

const LATE_FIRMS = 4;

/** Firms that no list of the loaded demonstration names yet; they stand in a file that waits to be confirmed. */
export function lateFirms(today: CalendarDay): DemoFirm[] {
  const county = COUNTIES.find(({ adcode }) => adcode === IMPORTED_COUNTY);
  if (county === undefined) throw new Error('the county of the imported list is missing');
  return Array.from({ length: LATE_FIRMS }, (_, order) => {
    const index = 950 + order;
    return firm({ index, county, trained: false, today }, pick(SURNAMES, index) + pick(GIVEN, index));
  });
}

// Before today: past the longest minimum that the demonstration meets, or still within one year of publication.
/** The representatives whose decisions ask for more than a fine. */
const ASKING_PLACES: readonly number[] = [1, 3];
const MONTHS_ON_LIST = { BLACKLIST: 15, KEY_ATTENTION: 6 } as const;

/**
 * One firm for each demonstration representative, all of one county and one authority, ready to be repaired. The dates
 * follow the day of loading, so that the entries are still published.
 */
export function representativeFirms(today: CalendarDay): DemoFirm[] {
  const county = COUNTIES.find(({ adcode }) => adcode === DEMO_COUNTY);
  if (county === undefined) throw new Error('the demonstration county is missing');
  return DEMO_REPRESENTATIVES.map(({ displayName }, place) => {
    const kind = ASKING_PLACES.includes(place) ? 'SEVERAL' : 'FINE';
    const made = firm({ index: 900 + place, county, trained: false, today, kind }, displayName);
    const authority = AUTHORITIES.find(({ authorityId }) => authorityId === DEMO_AUTHORITY);
    const listType = place % 4 === 3 ? 'BLACKLIST' : 'KEY_ATTENTION';
    const decisionDate = addMonths(today, -MONTHS_ON_LIST[listType]);
    return {
      ...made,
      entry: {
        ...made.entry,
        authorityId: DEMO_AUTHORITY,
        authorityName: authority?.zh ?? DEMO_AUTHORITY,
        ...{ listType, tier: listType === 'BLACKLIST' ? 'SERIOUS' : 'GENERAL' },
        decisionNumber: `驻演罚〔${String(yearOf(decisionDate))}〕第${String(900 + place)}号`,
        ...{ decisionDate, publicationStart: decisionDate },
      },
    };
  });
}
