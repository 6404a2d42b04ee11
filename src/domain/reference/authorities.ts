/** A body that lists or penalises and later gives its opinion: "one department, one account" (S0-24). */
export interface Authority {
  authorityId: string;
  zh: string;
  en: string;
  level: 'CITY' | 'COUNTY' | 'PROVINCE';
  /** The body above it, where it is led from above and not by the government of its level. */
  superior?: string;
}

/** City departments of the demonstration. Market regulation repairs in its own system (F7, F12). */
export const AUTHORITIES: readonly Authority[] = [
  { authorityId: 'SCJG', zh: '市市场监督管理局', en: 'City Administration for Market Regulation', level: 'CITY' },
  { authorityId: 'YJGL', zh: '市应急管理局', en: 'City Emergency Management Bureau', level: 'CITY' },
  { authorityId: 'STHJ', zh: '市生态环境局', en: 'City Ecology and Environment Bureau', level: 'CITY' },
  {
    authorityId: 'ZFJS',
    zh: '市住房和城乡建设局',
    en: 'City Housing and Urban-Rural Development Bureau',
    level: 'CITY',
  },
  { authorityId: 'JTYS', zh: '市交通运输局', en: 'City Transport Bureau', level: 'CITY' },
  {
    authorityId: 'RSSB',
    zh: '市人力资源和社会保障局',
    en: 'City Human Resources and Social Security Bureau',
    level: 'CITY',
  },
  {
    authorityId: 'SWJ',
    zh: '市税务局',
    en: 'City Tax Bureau',
    level: 'CITY',
    superior: '国家税务总局河南省税务局',
  },
  { authorityId: 'WSJK', zh: '市卫生健康委员会', en: 'City Health Commission', level: 'CITY' },
  { authorityId: 'NYNC', zh: '市农业农村局', en: 'City Agriculture and Rural Affairs Bureau', level: 'CITY' },
];

/** Finds a department by its code or its name in either language; the city's name may stand before the Chinese one. */
export function findAuthority(text: string): Authority | undefined {
  const wanted = text.trim().replace(/^驻马店/, '');
  return AUTHORITIES.find(
    ({ authorityId, zh, en }) =>
      authorityId === wanted.toUpperCase() ||
      zh === wanted ||
      zh === `市${wanted}` ||
      en.toLowerCase() === wanted.toLowerCase(),
  );
}
